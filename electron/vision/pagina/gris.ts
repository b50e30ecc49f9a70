import type { PaginaGris } from '../decodificar.ts';

/** Level of the paper around each pixel taken as 200: what is darker than its surroundings is lower, whatever the light on it. */
export const PAPEL = 200;

/** The light on a page is known by cells of this many pixels on a side: it changes slowly. */
export const CELDA = 4;
/** What a level is multiplied by, in these parts of one; more than MAXIMA takes any level to white. */
const PARTES = 14;
const MAXIMA = 256;

/** Sums of the pixels of each cell; those at the right and the foot may have fewer. */
const sumarCeldas = ({ datos, ancho, alto }: PaginaGris, columnas: number): Int32Array => {
  const sumas = new Int32Array(columnas * Math.ceil(alto / CELDA));
  for (let y = 0, i = 0; y < alto; y++) {
    let k = Math.floor(y / CELDA) * columnas;
    const fin = i + ancho;
    for (; i + CELDA <= fin; i += CELDA, k++) sumas[k] = sumas[k]! + datos[i]! + datos[i + 1]! + datos[i + 2]! + datos[i + 3]!;
    for (; i < fin; i++) sumas[k] = sumas[k]! + datos[i]!;
  }
  return sumas;
};

/** How many of `total` pixels are in the cells from `c` - radio to `c` + radio. */
const pixelesEn = (c: number, radio: number, total: number): number => Math.min(total, (c + radio + 1) * CELDA) - Math.max(0, (c - radio) * CELDA);

/** By how much the pixels of each cell have to be multiplied so that the paper around it is PAPEL. */
const gananciasDe = (p: PaginaGris, radio: number): Int32Array => {
  const [columnas, filas] = [Math.ceil(p.ancho / CELDA), Math.ceil(p.alto / CELDA)];
  const sumas = sumarCeldas(p, columnas);
  const ganancias = new Int32Array(sumas.length);
  // Sums of each column of cells about the row, and of those about the cell.
  const enColumna = new Int32Array(columnas);
  const sumarFila = (y: number, signo: 1 | -1): void => {
    if (y >= 0 && y < filas) for (let x = 0; x < columnas; x++) enColumna[x] = enColumna[x]! + signo * sumas[y * columnas + x]!;
  };
  for (let y = 0; y < radio; y++) sumarFila(y, 1);
  for (let y = 0; y < filas; y++) {
    sumarFila(y + radio, 1);
    sumarFila(y - radio - 1, -1);
    const enFila = PAPEL * pixelesEn(y, radio, p.alto);
    let suma = 0;
    for (let x = 0; x < Math.min(radio, columnas); x++) suma += enColumna[x]!;
    for (let x = 0; x < columnas; x++) {
      if (x + radio < columnas) suma += enColumna[x + radio]!;
      if (x > radio) suma -= enColumna[x - radio - 1]!;
      ganancias[y * columnas + x] = Math.min(MAXIMA, (enFila * pixelesEn(x, radio, p.ancho)) / (suma + 1)) * (1 << PARTES);
    }
  }
  return ganancias;
};

/** Divides each pixel by the mean of a square of about `radio` pixels around its cell, which takes shadows and exposure away. */
export const normalizar = (p: PaginaGris, radio: number): PaginaGris => {
  const { ancho, alto, datos: d } = p;
  const ganancias = gananciasDe(p, Math.round((2 * radio + 1 - CELDA) / (2 * CELDA)));
  const columnas = Math.ceil(ancho / CELDA);
  const datos = new Uint8Array(d.length);
  for (let y = 0, i = 0; y < alto; y++) {
    const fin = i + ancho;
    for (let k = Math.floor(y / CELDA) * columnas; i < fin; k++) {
      const g = ganancias[k]!;
      for (const hasta = Math.min(fin, i + CELDA); i < hasta; i++) {
        const v = (d[i]! * g) >> PARTES;
        datos[i] = v > 255 ? 255 : v;
      }
    }
  }
  return { datos, ancho, alto };
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
  const x0 = Math.floor(u);
  const y0 = Math.floor(v);
  const fx = u - x0;
  const fy = v - y0;
  const i = y0 * ancho + x0;
  const arriba = datos[i]! * (1 - fx) + datos[i + 1]! * fx;
  return arriba * (1 - fy) + (datos[i + ancho]! * (1 - fx) + datos[i + ancho + 1]! * fx) * fy;
};
