/* global document, location */
import { buscador, vistaActa, vistaFuera, vistaSeccion } from './actas.js';
import { pedirActa, pedirDatos, pedirMain, pedirSeccion } from './datos.js';
import { el } from './dom.js';
import { fechaHora } from './formato.js';
import { vistaResultados } from './resultados.js';

/** At least three cuts an hour are published; the pointer is 2 kB. */
const CADA_MS = 60_000;
const estado = { main: null, vista: 'candidatura' };
const nodo = (id) => document.getElementById(id);

/** `#/GUB`, `#/GUB/lugar/011`, `#/GUB/seccion/1048`, `#/GUB/acta/211048B0100A02`, `#/GUB/fuera`. */
const leerRuta = () => {
  const [eleccion = '', tipo = '', id = ''] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return { eleccion, tipo, id };
};
const enlace = (eleccion, ...resto) => `#/${[eleccion, ...resto].map(encodeURIComponent).join('/')}`;
const ir = (...partes) => { location.hash = enlace(...partes); };

const pintarPortada = (eleccion) => {
  const { main } = estado;
  nodo('proceso').textContent = `${main.entidad} · ${main.proceso}`;
  document.title = `${eleccion.titulo} · ${main.entidad} · Resultados preliminares`;
  nodo('simulacro').hidden = main.modo !== 'simulacro';
  nodo('corte').replaceChildren(el('span', {}, main.corte.ultimo ? 'Último corte' : `Corte ${main.corte.numero}`), el('strong', {}, fechaHora(main.corte.hora)));
  nodo('elecciones').replaceChildren(...main.elecciones.map((e) => el('li', {}, el('a', { href: enlace(e.id), 'aria-current': e.id === eleccion.id ? 'page' : null }, e.titulo))));
  nodo('pie-archivos').replaceChildren(
    'Base de datos: ', el('a', { href: `/${main.zip}`, download: true }, 'todas las elecciones (ZIP)'), ' · ',
    el('a', { href: `/${eleccion.zip}`, download: true }, `${eleccion.titulo} (ZIP)`), ' · ', el('a', { href: `/${eleccion.csv}`, download: true }, 'solo el CSV'), ' · ',
    el('a', { href: `/${main.firma}` }, 'firma del corte'));
};

const contenido = async (eleccion, { tipo, id }) => {
  const resultados = await pedirDatos(eleccion.resultados);
  const buscar = buscador(tipo === 'seccion' ? id : tipo === 'acta' ? id.slice(2, 6) : '', (seccion) => ir(eleccion.id, 'seccion', seccion));
  if (tipo === 'acta') {
    const acta = await pedirActa(resultados, id);
    return acta === null ? [el('p', { class: 'aviso' }, 'No existe esa acta en esta elección.'), buscar] : [vistaActa(acta, resultados.campos, enlace(eleccion.id, 'seccion', acta.seccion)), buscar];
  }
  if (tipo === 'fuera') return [vistaFuera(resultados.fuera === null ? [] : await pedirDatos(resultados.fuera), enlace(eleccion.id)), buscar];
  if (tipo === 'seccion') return [buscar, vistaSeccion(id, await pedirSeccion(resultados, id), (clave) => enlace(eleccion.id, 'acta', clave))];
  return [
    ...vistaResultados(resultados, { lugar: tipo === 'lugar' ? id : '', vista: estado.vista, ultimo: estado.main.corte.ultimo, enlaceFuera: enlace(eleccion.id, 'fuera') }, {
      irALugar: (lugar) => (lugar === '' ? ir(eleccion.id) : ir(eleccion.id, 'lugar', lugar)),
      elegirVista: (vista) => { estado.vista = vista; void pintar(); },
    }),
    buscar,
  ];
};

const pintar = async () => {
  const ruta = leerRuta();
  const eleccion = estado.main.elecciones.find((e) => e.id === ruta.eleccion) ?? estado.main.elecciones[0];
  pintarPortada(eleccion);
  try {
    const partes = await contenido(eleccion, ruta);
    nodo('contenido').replaceChildren(...partes.filter((p) => p !== null));
  } catch {
    nodo('contenido').replaceChildren(el('p', { class: 'aviso' }, 'No se pudieron descargar los datos de este corte. Revise su conexión y vuelva a intentar.'));
  }
};

/** Looks for a new cut; paints only when there is one, so as not to move the page under the reader. */
const actualizar = async () => {
  try {
    const main = await pedirMain();
    if (main.corte.numero === estado.main?.corte.numero) return;
    estado.main = main;
    await pintar();
  } catch {
    if (estado.main === null) nodo('contenido').replaceChildren(el('p', { class: 'aviso' }, 'Todavía no hay resultados publicados. Esta página se actualiza sola.'));
  }
};

/** Where the reader goes on after each change of page. */
const DESTINOS = { acta: 'acta-titulo', seccion: 'seccion-titulo', fuera: 'fuera', lugar: 'lugar' };
const alNavegar = async () => {
  if (estado.main === null) return;
  const { tipo } = leerRuta();
  await pintar();
  if (tipo === 'acta' || tipo === 'fuera' || tipo === '') globalThis.scrollTo(0, 0);
  nodo(DESTINOS[tipo] ?? 'contenido')?.focus({ preventScroll: tipo !== 'seccion' });
};

globalThis.addEventListener('hashchange', () => void alNavegar());
setInterval(() => void actualizar(), CADA_MS);
void actualizar();
