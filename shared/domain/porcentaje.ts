/** A percentage has four decimals: 100 % = 1,000,000 units of the last one. */
const UNIDADES_DE_CIEN = 1_000_000n;

/**
 * `n / d × 100` with exactly four decimals, truncated (never rounded), zeros kept; `'0.0000'` when `d` is 0.
 * Both are whole numbers ≥ 0. Integer arithmetic only: in floating point 57/625 comes out as 9.1199.
 * Source: LEEME 2024, items 5, 7, 8 and 13 (domain: 1.5); a zero denominator is the generator's choice.
 * Throws RangeError when a number is not whole or is negative.
 */
export const porcentaje = (n: number | bigint, d: number | bigint): string => {
  const numerador = BigInt(n);
  const denominador = BigInt(d);
  if (numerador < 0n || denominador < 0n) throw new RangeError(`porcentaje(${numerador}, ${denominador})`);
  if (denominador === 0n) return '0.0000';
  const cifras = ((numerador * UNIDADES_DE_CIEN) / denominador).toString().padStart(5, '0');
  return `${cifras.slice(0, -4)}.${cifras.slice(-4)}`;
};
