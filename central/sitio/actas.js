import { el } from './dom.js';
import { estado, fechaHora, hora, nombreDe, numero, OBSERVACIONES, valor } from './formato.js';

const marca = (acta) => {
  const [texto, clase] = estado(acta);
  return el('span', { class: `marca marca--${clase}` }, texto);
};

/** The form that finds the actas of a section. */
export const buscador = (seccion, buscar) => {
  const caja = el('input', { id: 'seccion', name: 'seccion', inputmode: 'numeric', pattern: '[0-9]{1,4}', maxlength: '4', required: true, autocomplete: 'off', value: seccion });
  const forma = el('form', { class: 'buscador' },
    el('div', { class: 'campo' }, el('label', { for: 'seccion' }, 'Sección electoral'), caja), el('button', { type: 'submit', class: 'principal' }, 'Ver actas'));
  forma.addEventListener('submit', (evento) => {
    evento.preventDefault();
    buscar(caja.value.padStart(4, '0'));
  });
  return el('section', { 'aria-labelledby': 'consulta' },
    el('h2', { id: 'consulta' }, 'Consulte un acta'),
    el('p', { class: 'menor' }, 'La sección está en su credencial para votar. Verá la imagen de cada acta junto a lo que se capturó de ella.'), forma);
};

/** The actas of a section as a list of links. */
export const vistaSeccion = (seccion, actas, enlace) => el('section', { 'aria-labelledby': 'seccion-titulo', class: 'seccion' },
  el('h3', { id: 'seccion-titulo', tabindex: '-1' }, `Sección ${seccion}`),
  actas.length === 0
    ? el('p', { class: 'aviso' }, 'No hay actas de esa sección en esta elección. Revise el número en su credencial.')
    : el('ul', { class: 'lista' }, actas.map((a) => el('li', {}, el('a', { href: enlace(a.clave) }, a.nombre.replace(/^Sección \d+ · /, '')), el('span', { class: 'menor' }, a.clave), marca(a)))));

const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');

/** Downloads the image again and hashes it here, in the reader's own browser. */
const comprobador = (imagen) => {
  if (!globalThis.crypto?.subtle) return null;
  const resultado = el('p', { role: 'status', class: 'comprobacion' });
  const comprobar = async () => {
    resultado.textContent = 'Descargando y calculando…';
    try {
      const bytes = await (await fetch(`/${imagen.ruta}`)).arrayBuffer();
      const igual = hex(await crypto.subtle.digest('SHA-256', bytes)) === imagen.sha256;
      resultado.className = `comprobacion comprobacion--${igual ? 'si' : 'no'}`;
      resultado.textContent = igual
        ? `Coincide: los ${numero(bytes.byteLength)} bytes que recibió su navegador dan exactamente ese código.`
        : 'No coincide: lo que recibió su navegador no es la imagen publicada. Intente desde otra red y repórtelo.';
    } catch {
      resultado.textContent = 'No se pudo descargar la imagen. Intente de nuevo.';
    }
  };
  return el('div', {}, el('button', { type: 'button', alHacer: () => void comprobar() }, 'Comprobar en este navegador'), resultado);
};

const verificacion = (imagen) => el('section', { class: 'verifique', 'aria-labelledby': 'verifique' },
  el('h3', { id: 'verifique' }, 'Verifique usted mismo'),
  el('p', {}, 'Este código de integridad (SHA-256) se calculó al digitalizar el acta. Si un solo punto de la imagen cambiara, sería otro. Es el mismo que aparece en la base de datos descargable.'),
  el('p', {}, el('code', { class: 'hash' }, imagen.sha256)),
  imagen.ruta === null ? null : comprobador(imagen),
  imagen.ruta === null ? null : el('details', {}, el('summary', {}, 'Cómo hacerlo en su computadora'),
    el('ol', {},
      el('li', {}, 'Descargue la ', el('a', { href: `/${imagen.ruta}`, download: true }, 'imagen original'), '.'),
      el('li', {}, 'En Windows: ', el('code', {}, 'certutil -hashfile archivo.jpg SHA256')),
      el('li', {}, 'En Linux: ', el('code', {}, 'sha256sum archivo.jpg'), '; en Mac: ', el('code', {}, 'shasum -a 256 archivo.jpg')),
      el('li', {}, 'Compare el resultado con el código de arriba.'))));

const imagenDe = (acta) => {
  if (acta.imagen === null) return el('div', { class: 'imagen imagen--vacia' }, el('p', {}, 'No hay imagen de esta acta.'));
  if (acta.imagen.ruta === null) return el('div', { class: 'imagen imagen--vacia' }, el('p', {}, 'Imagen en camino. Los datos viajan primero; la imagen aparecerá en un corte próximo.'));
  const url = `/${acta.imagen.ruta}`;
  if (!/^image\/(jpeg|png)$/.test(acta.imagen.tipo)) return el('div', { class: 'imagen imagen--vacia' }, el('p', {}, el('a', { href: url, download: true }, 'Descargar la imagen del acta')));
  return el('figure', { class: 'imagen' },
    el('a', { href: url, target: '_blank', rel: 'noopener' }, el('img', { src: url, alt: `Imagen del acta de ${acta.nombre}`, loading: 'lazy' })),
    el('figcaption', { class: 'menor' }, 'Toque la imagen para verla en su tamaño original.'));
};

const observaciones = (acta) => acta.observaciones.map((o) => el('div', { class: 'observacion' }, el('strong', {}, OBSERVACIONES[o]?.[0] ?? o), el('p', {}, OBSERVACIONES[o]?.[1] ?? '')));

const renglones = (acta, campos) => campos.filter((c) => acta.valores[c.clave] !== 'no_aplica')
  .map((c) => el('tr', {}, el('th', { scope: 'row' }, nombreDe(c)), el('td', { class: typeof acta.valores[c.clave] === 'number' ? 'num' : 'num num--falta' }, valor(acta.valores[c.clave]))));

const datosDe = (acta, campos) => {
  if (Object.keys(acta.valores).length === 0 || acta.calculado === null) return null;
  const [votos, cabecera, total] = ['votos', 'cabecera', 'total'].map((g) => campos.filter((c) => c.grupo === g));
  return el('div', { class: 'marco' }, el('table', { class: 'captura' },
    el('caption', {}, 'Lo que se capturó del acta'),
    el('tbody', {}, renglones(acta, votos)),
    el('tbody', { class: 'captura__total' }, el('tr', {}, el('th', { scope: 'row' }, 'Total calculado por el sistema'), el('td', { class: 'num' }, numero(acta.calculado)))),
    el('tbody', { class: 'captura__resto' }, renglones(acta, total), renglones(acta, cabecera),
      el('tr', {}, el('th', { scope: 'row' }, 'Lista nominal de la casilla'), el('td', { class: 'num' }, valor(acta.listaNominal ?? undefined))),
      el('tr', {}, el('th', { scope: 'row' }, 'Representantes acreditados'), el('td', { class: 'num' }, valor(acta.representantes ?? undefined))))));
};

const origenDe = (acta) => {
  const { acopio, captura, verificacion: verificada } = acta.horas;
  const pares = [['Acopio', hora(acopio)], ['Captura', hora(captura)], ['Verificación', hora(verificada)], ['Documento', acta.documento || '—'], ['Se digitalizó con', [acta.digitalizacion, acta.origen].filter(Boolean).join(' en ') || '—']];
  const { bitacora } = acta;
  return el('section', { 'aria-labelledby': 'origen' }, el('h3', { id: 'origen' }, 'De dónde viene'),
    el('dl', { class: 'pares' }, pares.map(([k, v]) => el('div', {}, el('dt', {}, k), el('dd', {}, v)))),
    bitacora === null ? null : el('p', { class: 'menor' }, `Registro ${bitacora.seq} de la bitácora ${bitacora.epoca}, con código `, el('code', { class: 'hash' }, bitacora.hash)));
};

/** One acta: its image beside what was captured of it, its observations explained, and how to check it. */
export const vistaActa = (acta, campos, regreso) => el('article', { class: 'acta', 'aria-labelledby': 'acta-titulo' },
  el('p', {}, el('a', { href: regreso }, '← Volver a la sección')),
  el('div', { class: 'encabezado' }, el('h2', { id: 'acta-titulo', tabindex: '-1' }, acta.nombre), marca(acta)),
  el('p', { class: 'menor' }, [acta.clave, acta.ambito, acta.horas.verificacion === null ? null : `${acta.imagen === null ? 'confirmado' : 'verificada'} el ${fechaHora(acta.horas.verificacion)}`].filter(Boolean).join(' · ')),
  observaciones(acta),
  acta.contabilizada === null
    ? el('p', { class: 'aviso' }, 'El acta de esta casilla todavía no se captura.')
    : el('div', { class: 'acta__partes' }, imagenDe(acta), el('div', {}, datosDe(acta, campos), acta.imagen === null ? null : verificacion(acta.imagen), origenDe(acta))));

/** Actas that belong to no approved casilla: their images, so that anyone may look for what they are. */
export const vistaFuera = (actas, regreso) => el('section', { 'aria-labelledby': 'fuera' },
  el('p', {}, el('a', { href: regreso }, '← Volver a los resultados')),
  el('h2', { id: 'fuera', tabindex: '-1' }, OBSERVACIONES.fuera_de_catalogo[0]), el('p', { class: 'menor' }, OBSERVACIONES.fuera_de_catalogo[1]),
  actas.length === 0 ? el('p', { class: 'aviso' }, 'No hay actas fuera de catálogo.') : el('ul', { class: 'galeria' }, actas.map((a) => el('li', {}, imagenDe(a), el('code', { class: 'hash menor' }, a.imagen?.sha256 ?? '')))));
