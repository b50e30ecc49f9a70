import type { PaginaGris } from '../decodificar.ts';

/** Sum of a block of three by three pixels, or of two by two, whose first one is `i`: written out, since all pixels of a page go through it. */
const deTres = (d: Uint8Array, i: number, j: number, k: number): number => d[i]! + d[i + 1]! + d[i + 2]! + d[j]! + d[j + 1]! + d[j + 2]! + d[k]! + d[k + 1]! + d[k + 2]!;
const deDos = (d: Uint8Array, i: number, j: number): number => d[i]! + d[i + 1]! + d[j]! + d[j + 1]!;

const deLado = (d: Uint8Array, desde: number, salto: number, n: number): number => {
  let suma = 0;
  for (let j = 0, i = desde; j < n; j++, i += salto) for (let k = i; k < i + n; k++) suma += d[k]!;
  return suma;
};

/** Averages blocks of n × n pixels; what does not fill a block at the right and the foot is left out. */
export const reducir = (p: PaginaGris, n: number): PaginaGris => {
  if (n <= 1) return p;
  const { datos: d, ancho: w } = p;
  const [ancho, alto, area] = [Math.floor(w / n), Math.floor(p.alto / n), n * n];
  const datos = new Uint8Array(ancho * alto);
  for (let y = 0, k = 0; y < alto; y++) {
    const fin = k + ancho;
    let i = y * n * w;
    if (n === 3) for (; k < fin; k++, i += 3) datos[k] = deTres(d, i, i + w, i + 2 * w) / 9;
    else if (n === 2) for (; k < fin; k++, i += 2) datos[k] = deDos(d, i, i + w) / 4;
    else for (; k < fin; k++, i += n) datos[k] = deLado(d, i, w, n) / area;
  }
  return { datos, ancho, alto };
};

/** Level of the paper around each pixel taken as 200: what is darker than its surroundings is lower, whatever the light on it. */
export const PAPEL = 200;

/** Adds a row of a page to the sums of its columns. */
const sumarFila = ({ datos, ancho }: PaginaGris, y: number, columnas: Int32Array): void => {
  for (let x = 0, i = y * ancho; x < ancho; x++, i++) columnas[x] = columnas[x]! + datos[i]!;
};
const restarFila = ({ datos, ancho }: PaginaGris, y: number, columnas: Int32Array): void => {
  for (let x = 0, i = y * ancho; x < ancho; x++, i++) columnas[x] = columnas[x]! - datos[i]!;
};

/** A pixel by the mean of those around it, whose number times PAPEL is `n`. */
const porPapel = (nivel: number, n: number, suma: number): number => Math.min(255, (nivel * n) / (suma + 1));

/** One row, by the sums of each column about it; `papel` is PAPEL times the rows in them. */
const normalizarFila = (datos: Uint8Array, base: number, columnas: Int32Array, radio: number, papel: number, salida: Uint8Array): void => {
  const ancho = columnas.length;
  let suma = 0;
  for (let x = 0; x < Math.min(ancho, radio); x++) suma += columnas[x]!;
  let x = 0;
  for (; x <= radio && x + radio < ancho; x++) {
    suma += columnas[x + radio]!;
    salida[base + x] = porPapel(datos[base + x]!, papel * (x + radio + 1), suma);
  }
  // Nearly all of them: nothing is asked of these.
  const entero = papel * (2 * radio + 1);
  for (; x + radio < ancho; x++) {
    suma += columnas[x + radio]! - columnas[x - radio - 1]!;
    salida[base + x] = porPapel(datos[base + x]!, entero, suma);
  }
  for (; x < ancho; x++) {
    if (x > radio) suma -= columnas[x - radio - 1]!;
    salida[base + x] = porPapel(datos[base + x]!, papel * (ancho - Math.max(0, x - radio)), suma);
  }
};

/** Divides each pixel by the mean of a square of `radio` pixels around it, which takes shadows and exposure away. */
export const normalizar = (p: PaginaGris, radio: number): PaginaGris => {
  const { ancho, alto, datos } = p;
  const salida = new Uint8Array(datos.length);
  const columnas = new Int32Array(ancho);
  for (let y = 0; y < Math.min(alto, radio); y++) sumarFila(p, y, columnas);
  for (let y = 0; y < alto; y++) {
    if (y + radio < alto) sumarFila(p, y + radio, columnas);
    if (y > radio) restarFila(p, y - radio - 1, columnas);
    normalizarFila(datos, y * ancho, columnas, radio, PAPEL * (Math.min(alto, y + radio + 1) - Math.max(0, y - radio)), salida);
  }
  return { datos: salida, ancho, alto };
};

/** How many pixels have each level; one of every three is asked, which is plenty for shares of a page. */
export const histograma = (datos: Uint8Array): Uint32Array => {
  const h = new Uint32Array(256);
  for (let i = 0; i < datos.length; i += 3) h[datos[i]!]!++;
  return h;
};

/** Level under which lies a share (0 to 1) of what was counted. */
export const percentil = (h: Uint32Array, parte: number): number => {
  let total = 0;
  for (const n of h) total += n;
  let falta = total * parte;
  for (let v = 0; v < 256; v++) {
    falta -= h[v]!;
    if (falta <= 0) return v;
  }
  return 255;
};

/** Bilinear; outside the image, its nearest pixel. */
export const muestrear = ({ datos, ancho, alto }: PaginaGris, x: number, y: number): number => {
  const u = Math.min(Math.max(x - 0.5, 0), ancho - 1.001);
  const v = Math.min(Math.max(y - 0.5, 0), alto - 1.001);
  const [x0, y0] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - x0, v - y0];
  const i = y0 * ancho + x0;
  const arriba = datos[i]! * (1 - fx) + datos[i + 1]! * fx;
  return arriba * (1 - fy) + (datos[i + ancho]! * (1 - fx) + datos[i + ancho + 1]! * fx) * fy;
};
