import type { PaginaGris } from '../decodificar.ts';

/**
 * The image is seen in this many bands across the streak: one that is not in nearly all of them is a printed line. The first and
 * the last, 7 mm of letter paper, are margin on every form.
 */
const BANDAS = 40;
const BANDAS_MINIMAS = 39;
/** How much darker than both its sides, in shares of their level. */
const OSCURECE = 0.06;
/** Streaks are at most this wide, millimetres. */
const ANCHO_MAXIMO_MM = 0.6;
/** One row of so many is enough to see a line along them. */
const SALTO = 3;

/** Level, in one band, of each line that may be a streak: all are sums of as many pixels. */
type Banda = Int32Array;

/** Of each column, between two rows. */
const porColumnas = ({ datos, ancho }: PaginaGris, y0: number, y1: number): Banda => {
  const banda = new Int32Array(ancho);
  for (let y = y0; y < y1; y += SALTO) for (let x = 0, i = y * ancho; x < ancho; x++, i++) banda[x] = banda[x]! + datos[i]!;
  return banda;
};

/** Of each row, between two columns. */
const porFilas = ({ datos, ancho, alto }: PaginaGris, x0: number, x1: number): Banda => {
  const banda = new Int32Array(alto);
  for (let y = 0; y < alto; y++) {
    let suma = 0;
    for (let i = y * ancho + x0, fin = y * ancho + x1; i < fin; i += SALTO) suma += datos[i]!;
    banda[y] = suma;
  }
  return banda;
};

/** How many lines are darker than both sides in nearly all bands. On a clean page none is after a few, and the others are not looked at. */
const contar = (lineas: number, largo: number, lejos: number, banda: (desde: number, hasta: number) => Banda): number => {
  let quedan = Array.from({ length: Math.max(0, lineas - 2 * lejos) }, (_, i) => i + lejos);
  const faltas = new Uint8Array(lineas);
  for (let b = 0; b < BANDAS && quedan.length > 0; b++) {
    const v = banda(Math.floor((b * largo) / BANDAS), Math.floor(((b + 1) * largo) / BANDAS));
    quedan = quedan.filter((x) => v[x]! < Math.min(v[x - lejos]!, v[x + lejos]!) * (1 - OSCURECE) || ++faltas[x]! <= BANDAS - BANDAS_MINIMAS);
  }
  return quedan.length;
};

/**
 * Millimetres of width of the lines that cross the whole image, as dirt on the glass of a scanner leaves them. Printed lines end
 * at the margins of the form, so they are not counted. Looked for along both sides: some drivers turn the page.
 */
export const medirRayas = (pagina: PaginaGris, dpi: number): number => {
  const { ancho, alto } = pagina;
  const lejos = Math.max(2, Math.round((ANCHO_MAXIMO_MM * dpi) / 25.4));
  const columnas = contar(ancho, alto, lejos, (y0, y1) => porColumnas(pagina, y0, y1));
  const filas = contar(alto, ancho, lejos, (x0, x1) => porFilas(pagina, x0, x1));
  return ((columnas + filas) * 25.4) / dpi;
};
