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
export type Valor = number | typeof ILEGIBLE | typeof SIN_DATO | typeof NO_APLICA;

export const esValor = (valor: unknown): valor is Valor =>
  (typeof valor === 'number' ? Number.isInteger(valor) && valor >= 0 && valor <= MAXIMO_VALOR : valor === ILEGIBLE || valor === SIN_DATO || valor === NO_APLICA);

export const valorSchema = z.custom<Valor>(esValor);

const esObjeto = (valor: unknown): boolean => typeof valor === 'object' && valor !== null && !Array.isArray(valor);

/**
 * Field key → value. Keys are those of `camposDe` (acta.ts): header fields, vote columns, `TOTAL_VOTOS_ASENTADO`.
 * One check over all of them: as a record of unions, every capture took ten times as long to be read.
 */
export const valoresSchema = z.custom<Record<string, Valor>>(esObjeto).check(({ value, issues }) => {
  // A check also sees what the type before it refused.
  if (!esObjeto(value)) return;
  for (const clave of Object.keys(value)) if (!esValor(value[clave])) issues.push({ code: 'custom', input: value[clave], path: [clave] });
});
export type Valores = Readonly<Record<string, Valor>>;

export const esNumero = (valor: Valor | undefined): valor is number => typeof valor === 'number';
