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

/** Mean level of each column in each band. */
const porColumnas = ({ datos, ancho, alto }: PaginaGris): readonly Float32Array[] =>
  Array.from({ length: BANDAS }, (_, b) => {
    const [y0, y1] = [Math.floor((b * alto) / BANDAS), Math.floor(((b + 1) * alto) / BANDAS)];
    const suma = new Uint32Array(ancho);
    let filas = 0;
    for (let y = y0; y < y1; y += SALTO, filas++) {
      const base = y * ancho;
      for (let x = 0; x < ancho; x++) suma[x]! += datos[base + x]!;
    }
    return Float32Array.from(suma, (s) => s / Math.max(1, filas));
  });

/** The same across: mean level of each row in each band. */
const porFilas = ({ datos, ancho, alto }: PaginaGris): readonly Float32Array[] => {
  const bandas = Array.from({ length: BANDAS }, () => new Float32Array(alto));
  for (let y = 0; y < alto; y++)
    for (let b = 0; b < BANDAS; b++) {
      const [x0, x1] = [Math.floor((b * ancho) / BANDAS), Math.floor(((b + 1) * ancho) / BANDAS)];
      let suma = 0;
      for (let x = x0; x < x1; x += SALTO) suma += datos[y * ancho + x]!;
      bandas[b]![y] = suma / Math.max(1, Math.ceil((x1 - x0) / SALTO));
    }
  return bandas;
};

/** Positions where a thin line goes through nearly all the bands. */
const contar = (bandas: readonly Float32Array[], lejos: number): number => {
  const largo = bandas[0]?.length ?? 0;
  let cuantas = 0;
  for (let x = lejos; x < largo - lejos; x++) {
    let veces = 0;
    for (let b = 0; b < bandas.length && veces + bandas.length - b >= BANDAS_MINIMAS; b++) {
      const v = bandas[b]!;
      if (v[x]! < Math.min(v[x - lejos]!, v[x + lejos]!) * (1 - OSCURECE)) veces++;
    }
    if (veces >= BANDAS_MINIMAS) cuantas++;
  }
  return cuantas;
};

/**
 * Millimetres of width of the lines that cross the whole image, as dirt on the glass of a scanner leaves them. Printed lines end
 * at the margins of the form, so they are not counted. Looked for along both sides: some drivers turn the page.
 */
export const medirRayas = (pagina: PaginaGris, dpi: number): number => {
  const lejos = Math.max(2, Math.round((ANCHO_MAXIMO_MM * dpi) / 25.4));
  return ((contar(porColumnas(pagina), lejos) + contar(porFilas(pagina), lejos)) * 25.4) / dpi;
};
