/** Why an image of clean paper was set aside: nobody's work, nothing to scan again. */
export const HOJA_EN_BLANCO = 'Hoja en blanco';

/** A sheet of a tanda whose bytes are stored. `util`: it is, or may still be, an image that serves (or clean paper). */
export type HojaContada = { readonly hoja: number; readonly util: boolean; readonly repetida: boolean };

/** After a tanda that stopped half way: what is safe and what goes again through the scanner, by number. */
export type Cuenta = {
  /** Sheets that are stored and need not be scanned again. */
  readonly guardadas: number[];
  /** Sheets before the last stored one that never came. */
  readonly faltan: number[];
  /** First sheet after the last stored one: it and all that follow go again. */
  readonly desde: number;
  /** Stored, but their image is of no use: they go again too. */
  readonly repetir: number[];
  /** Their image is the same, to the byte, as one that had come before. */
  readonly repetidas: number[];
};

/** The account of all the sheets (and pages of them) of a tanda, in any order. */
export const cuentaDe = (hojas: readonly HojaContada[]): Cuenta => {
  const numeros = [...new Set(hojas.map((h) => h.hoja))].sort((a, b) => a - b);
  const llegaron = new Set(numeros);
  const inutiles = new Set(hojas.filter((h) => !h.util).map((h) => h.hoja));
  const repetidas = new Set(hojas.filter((h) => h.repetida).map((h) => h.hoja));
  const desde = (numeros.at(-1) ?? 0) + 1;
  return {
    guardadas: numeros.filter((n) => !inutiles.has(n)),
    faltan: Array.from({ length: desde - 1 }, (_, i) => i + 1).filter((n) => !llegaron.has(n)),
    desde,
    repetir: numeros.filter((n) => inutiles.has(n)),
    repetidas: numeros.filter((n) => repetidas.has(n) && !inutiles.has(n)),
  };
};

/** The first sheet that is not stored. */
export const primeraPerdida = ({ faltan, desde }: Cuenta): number => faltan[0] ?? desde;
