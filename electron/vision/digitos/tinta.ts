import type { Rect } from '#shared/domain/plantilla.ts';
import { PX_MM, type Franja } from './franja.ts';
import { quitarLineas } from './lineas.ts';

/** What is darker than its surroundings and thin, 0 to 1 of the darkest pen of the field, with the boxes as they were found. */
export type Tinta = { readonly datos: Float32Array; readonly ancho: number; readonly alto: number; readonly cajas: readonly Rect[] };

/** Half the side of what counts as thin, in pixels: wider than any pen, narrower than the letters of a watermark. */
const RADIO_FONDO = Math.round(0.75 * PX_MM);
/** Levels of 255 under which nothing is taken for ink. */
const CONTRASTE_MINIMO = 20;
/** Levels that a line of the form has at least, in the least contrast. */
const LINEA_MINIMA = 3;
/** What is paler than this share of the printed lines is what is left of them: no pen is. */
const RESTO_DE_LINEA = 0.6;
/** Of the pixels of the boxes, the share that a single «1» already fills. */
const PERCENTIL_TINTA = 0.992;

/** Binomial blur, 3 × 3. */
const suavizar = (datos: Float32Array, ancho: number, alto: number): Float32Array => {
  const filas = new Float32Array(datos.length);
  for (let i = 0; i < datos.length; i++) {
    const x = i % ancho;
    filas[i] = (datos[x > 0 ? i - 1 : i]! + 2 * datos[i]! + datos[x < ancho - 1 ? i + 1 : i]!) / 4;
  }
  const salida = new Float32Array(datos.length);
  for (let i = 0; i < datos.length; i++) {
    const y = Math.floor(i / ancho);
    salida[i] = (filas[y > 0 ? i - ancho : i]! + 2 * filas[i]! + filas[y < alto - 1 ? i + ancho : i]!) / 4;
  }
  return salida;
};

/** Largest value (or smallest, with signo −1) of the pixels within RADIO_FONDO along one direction: windows of 1, 2, 4, 8, then the rest. */
const extremo = (entrada: Float32Array, ancho: number, alto: number, enX: boolean, signo: 1 | -1): Float32Array => {
  const salida = new Float32Array(entrada.length);
  const [lineas, largo, paso, salto] = enX ? [alto, ancho, 1, ancho] : [ancho, alto, ancho, 1];
  const [radio, total] = [RADIO_FONDO, 2 * RADIO_FONDO + 1];
  const linea = new Float32Array(largo + 2 * radio).fill(-Infinity);
  for (let l = 0; l < lineas; l++) {
    linea.fill(-Infinity, 0, radio).fill(-Infinity, radio + largo);
    for (let p = 0; p < largo; p++) linea[radio + p] = entrada[l * salto + p * paso]! * signo;
    for (let hecho = 1; hecho < total; ) {
      const mas = Math.min(hecho, total - hecho);
      for (let p = 0; p + mas < linea.length; p++) if (linea[p + mas]! > linea[p]!) linea[p] = linea[p + mas]!;
      hecho += mas;
    }
    for (let p = 0; p < largo; p++) salida[l * salto + p * paso] = linea[p]! * signo;
  }
  return salida;
};

/** Paper without what is thin: a closing. A watermark is wide, and stays in it with its edges. */
const fondo = (datos: Float32Array, ancho: number, alto: number): Float32Array => {
  const claro = extremo(extremo(datos, ancho, alto, true, 1), ancho, alto, false, 1);
  return extremo(extremo(claro, ancho, alto, true, -1), ancho, alto, false, -1);
};

const CUBETAS = 1024;

/** Value under which a share of the values lie, to a quarter of a level. */
const percentil = (valores: Float32Array | readonly number[], p: number): number => {
  const cuenta = new Uint32Array(CUBETAS);
  for (const v of valores) cuenta[Math.max(0, Math.min(CUBETAS - 1, Math.floor(v * 4)))]!++;
  let faltan = valores.length * p;
  let cubeta = 0;
  while (cubeta < CUBETAS - 1 && (faltan -= cuenta[cubeta]!) > 0) cubeta++;
  return cubeta / 4;
};

/** The pixels inside the boxes. */
const deCajas = (datos: Float32Array, ancho: number, cajas: readonly Rect[]): number[] => {
  const valores: number[] = [];
  for (const { x, y, w, h } of cajas)
    for (let j = Math.max(0, Math.round(y)); j < y + h; j++) for (let i = Math.max(0, Math.round(x)); i < x + w; i++) valores.push(datos[j * ancho + i] ?? 0);
  return valores;
};

/** Finds the ink of a strip: takes away the paper, its shadows and watermark, the noise and the printed lines. */
export const buscarTinta = ({ datos: grises, ancho, alto, cajas }: Franja): Tinta => {
  const suaves = suavizar(grises, ancho, alto);
  const papel = fondo(suaves, ancho, alto);
  const datos = new Float32Array(suaves.length);
  for (let i = 0; i < datos.length; i++) datos[i] = papel[i]! - suaves[i]!;
  // Half of the strip is paper: what it shows is noise.
  const ruido = percentil(datos, 0.5);
  for (let i = 0; i < datos.length; i++) datos[i] = Math.max(0, datos[i]! - 1.3 * ruido);
  const { cajas: halladas, tono } = quitarLineas({ datos, ancho, alto, cajas }, LINEA_MINIMA + 0.7 * ruido);
  const nivel = Math.max(CONTRASTE_MINIMO, 2.2 * ruido, RESTO_DE_LINEA * tono, percentil(deCajas(datos, ancho, halladas), PERCENTIL_TINTA));
  for (let i = 0; i < datos.length; i++) datos[i] = Math.min(1, datos[i]! / nivel);
  return { datos, ancho, alto, cajas: halladas };
};
