import type { Punto } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';
import { mitad, promediar } from './gris.ts';

/** Side of a cell of the map, and cells of the window that must be full of edges: a bit less than a code. */
const CELDA = 8;
const VENTANA = 11;
/** The long side that the map is made from: a module of a label on a whole page is then 2.5 to 5 pixels. */
const LADO_MAPA = 1_300;

type Mapa = { readonly ancho: number; readonly alto: number; readonly horizontal: Float32Array; readonly vertical: Float32Array };

/** How much the level changes inside each cell, across and down. */
const cambios = ({ datos, ancho, alto }: PaginaGris): Mapa => {
  const [w, h] = [Math.floor((ancho - 2) / CELDA), Math.floor((alto - 2) / CELDA)];
  const mapa = { ancho: w, alto: h, horizontal: new Float32Array(w * h), vertical: new Float32Array(w * h) };
  for (let y = 0; y < h * CELDA; y++) {
    const celdas = Math.floor(y / CELDA) * w;
    for (let x = 0; x < w * CELDA; x++) {
      const k = y * ancho + x;
      const c = celdas + Math.floor(x / CELDA);
      const nivel = datos[k] ?? 0;
      mapa.horizontal[c] = (mapa.horizontal[c] ?? 0) + Math.abs((datos[k + 2] ?? 0) - nivel);
      mapa.vertical[c] = (mapa.vertical[c] ?? 0) + Math.abs((datos[k + 2 * ancho] ?? 0) - nivel);
    }
  }
  return mapa;
};

/** Sum of a window whose top left cell is each cell, by an integral image. */
const enVentana = (valores: Float32Array, ancho: number, alto: number): Float64Array => {
  const integral = new Float64Array((ancho + 1) * (alto + 1));
  for (let y = 0; y < alto; y++) {
    let fila = 0;
    for (let x = 0; x < ancho; x++) {
      fila += valores[y * ancho + x] ?? 0;
      integral[(y + 1) * (ancho + 1) + x + 1] = (integral[y * (ancho + 1) + x + 1] ?? 0) + fila;
    }
  }
  const en = (x: number, y: number): number => integral[y * (ancho + 1) + x] ?? 0;
  const sumas = new Float64Array(ancho * alto);
  for (let y = 0; y + VENTANA <= alto; y++) for (let x = 0; x + VENTANA <= ancho; x++) sumas[y * ancho + x] = en(x + VENTANA, y + VENTANA) - en(x, y + VENTANA) - en(x + VENTANA, y) + en(x, y);
  return sumas;
};

/**
 * Middles of the places most crowded with edges in both directions, as only a code is: the likeliest first, in pixels of the
 * page. It is a guess that costs little, not a reading.
 */
export const localizarDensos = (pagina: PaginaGris, cuantos: number): Punto[] => {
  let chica = pagina;
  let escala = 1;
  while (Math.max(chica.ancho, chica.alto) > 2 * LADO_MAPA) [chica, escala] = [mitad(chica), escala * 2];
  const { ancho, alto, horizontal, vertical } = cambios(promediar(chica, 1));
  const [h, v] = [enVentana(horizontal, ancho, alto), enVentana(vertical, ancho, alto)];
  const densidad = h.map((n, k) => Math.min(n, v[k] ?? 0));
  const hallados: Punto[] = [];
  while (hallados.length < cuantos) {
    let mejor = 0;
    for (let k = 1; k < densidad.length; k++) if ((densidad[k] ?? 0) > (densidad[mejor] ?? 0)) mejor = k;
    if ((densidad[mejor] ?? 0) <= 0) break;
    const [x, y] = [mejor % ancho, Math.floor(mejor / ancho)];
    hallados.push([(x + VENTANA / 2) * CELDA * escala, (y + VENTANA / 2) * CELDA * escala]);
    for (let j = Math.max(0, y - VENTANA); j < Math.min(alto, y + VENTANA); j++) densidad.fill(0, j * ancho + Math.max(0, x - VENTANA), j * ancho + Math.min(ancho, x + VENTANA));
  }
  return hallados;
};
