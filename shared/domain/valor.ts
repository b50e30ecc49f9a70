import { z } from 'zod';

/** Illegible both in letter and in number (LEEME 2024, item 37). Counts as 0, never shown as 0. */
export const ILEGIBLE = 'ilegible';
/** Blank both in letter and in number. Not the same as 0. */
export const SIN_DATO = 'sin_dato';
/** The field is not on this acta (a candidacy that is not on the ballot of the district). */
export const NO_APLICA = 'no_aplica';

/** Three digit boxes on the paper, but total boxes may carry more: the limit only stops slips of the hand. */
export const MAXIMO_VALOR = 999_999;

/** What one field of an acta says: a whole number ≥ 0, or why there is none. */
export const valorSchema = z.union([
  z.number().int().min(0).max(MAXIMO_VALOR),
  z.literal(ILEGIBLE),
  z.literal(SIN_DATO),
  z.literal(NO_APLICA),
]);
export type Valor = z.infer<typeof valorSchema>;

/** Field key → value. Keys are those of `camposDe` (acta.ts): header fields, vote columns, `TOTAL_VOTOS_ASENTADO`. */
export const valoresSchema = z.record(z.string(), valorSchema);
export type Valores = Readonly<Record<string, Valor>>;

export const esNumero = (valor: Valor | undefined): valor is number => typeof valor === 'number';
