const escapar = (texto: string): string => texto.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** A page of words alone: no style and no script, so that the policy stays whole. */
export const pagina = (titulo: string, parrafos: readonly string[]): string =>
  `<!doctype html><html lang="es"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Acopio</title><h1>${escapar(titulo)}</h1>${parrafos.map((p) => `<p>${escapar(p)}</p>`).join('')}</html>`;

export const PAGINA_SIN_LLAVE = pagina('Esta ventana no está autorizada', [
  'La dirección de entrada sirve una sola vez.',
  'Copie la última dirección que escribió Acopio en su terminal y ábrala aquí.',
]);
export const PAGINA_NO_HAY = pagina('No existe esa página', ['Vuelva a la pantalla anterior.']);
