const inmutables = new Map();

const pedir = async (ruta, opciones) => {
  const respuesta = await fetch(`/${ruta}`, opciones);
  if (!respuesta.ok) throw new Error(`${ruta}: ${respuesta.status}`);
  return respuesta.json();
};

/** The pointer to the last cut: always asked again. */
export const pedirMain = () => pedir('main.json', { cache: 'no-store' });

/** A file that never changes, asked once. */
export const pedirDatos = (ruta) => {
  if (!inmutables.has(ruta)) inmutables.set(ruta, pedir(ruta).catch((error) => {
    inmutables.delete(ruta);
    throw error;
  }));
  return inmutables.get(ruta);
};

/** The actas of one section. */
export const pedirSeccion = async (resultados, seccion) => {
  const bloque = resultados.bloques.find((b) => b.desde <= seccion && seccion <= b.hasta);
  if (!bloque) return [];
  const actas = await pedirDatos(bloque.archivo);
  return actas.filter((a) => a.seccion === seccion);
};

/** One acta by its key: the section is in it (two digits of the entity, four of the section). */
export const pedirActa = async (resultados, clave) => (await pedirSeccion(resultados, clave.slice(2, 6))).find((a) => a.clave === clave) ?? null;
