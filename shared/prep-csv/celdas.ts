import { ILEGIBLE, MAXIMO_VALOR, NO_APLICA, SIN_DATO, type Valor } from '#shared/domain/valor.ts';

/** A whole number ≥ 0 in plain digits, or -1. Written as a loop: it runs once per cell of the file. */
export const entero = (texto: string): number => {
  const largo = texto.length;
  if (largo === 0 || largo > 9) return -1;
  let n = 0;
  for (let i = 0; i < largo; i++) {
    const cifra = texto.charCodeAt(i) - 48;
    if (cifra < 0 || cifra > 9) return -1;
    n = n * 10 + cifra;
  }
  return n;
};

/** As `entero`, of a number that a spreadsheet dressed: `1,250` for 1250, `12.0` for 12. */
export const enteroVestido = (texto: string): number => entero((/^\d{1,3}(,\d{3})+$/.test(texto) ? texto.replaceAll(',', '') : texto).replace(/\.0+$/, ''));

/** What a cell of the acta says: a value, nothing (`-`, empty, `N/A`), the mark of a SIN ACTA row, or something unknown. */
export type LecturaCelda = Valor | 'vacia' | 'sin_acta' | 'rara';

/** Cells that are not numbers. Case and outer spaces vary among issuers (domain: 2.6 and 11). */
const PALABRAS: Readonly<Record<string, LecturaCelda>> = {
  '': 'vacia', '-': 'vacia', 'N/A': 'vacia', 'NO APLICA': NO_APLICA,
  ILEGIBLE, 'SIN DATO': SIN_DATO, 'SIN ACTA': 'sin_acta',
};

/** Reads a vote, header or total cell. */
export const leerCelda = (texto: string): LecturaCelda => {
  const n = entero(texto);
  if (n >= 0) return n <= MAXIMO_VALOR ? n : 'rara';
  const limpio = texto.trim();
  const palabra = PALABRAS[limpio.toUpperCase()];
  if (palabra !== undefined) return palabra;
  const otro = enteroVestido(limpio);
  return otro >= 0 && otro <= MAXIMO_VALOR ? otro : 'rara';
};

/** A key without what keeps spreadsheets from reading it as a number: `="230085B0100"`, `'260001B0100`, `'010338B0100'`. */
export const sinMarca = (texto: string): string => {
  const limpio = texto.trim();
  if (limpio.startsWith('="')) return limpio.slice(2, limpio.endsWith('"') ? -1 : undefined);
  if (!limpio.startsWith("'")) return limpio;
  return limpio.slice(1, limpio.length > 1 && limpio.endsWith("'") ? -1 : undefined);
};
