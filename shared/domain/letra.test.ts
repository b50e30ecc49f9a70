import { describe, expect, it } from 'vitest';
import { numeroALetra } from './letra.ts';

describe('numeroALetra', () => {
  it.each([
    [0, 'cero'], [1, 'uno'], [16, 'dieciséis'], [21, 'veintiuno'], [22, 'veintidós'], [30, 'treinta'], [31, 'treinta y uno'], [99, 'noventa y nueve'],
    [100, 'cien'], [101, 'ciento uno'], [200, 'doscientos'], [224, 'doscientos veinticuatro'], [582, 'quinientos ochenta y dos'],
    [700, 'setecientos'], [999, 'novecientos noventa y nueve'], [1000, 'mil'], [1001, 'mil uno'], [1500, 'mil quinientos'],
    [21_000, 'veintiún mil'], [31_031, 'treinta y un mil treinta y uno'], [101_100, 'ciento un mil cien'], [100_000, 'cien mil'],
    [999_999, 'novecientos noventa y nueve mil novecientos noventa y nueve'],
  ])('%i is «%s»', (n, letra) => expect(numeroALetra(n)).toBe(letra));

  it('gives a different text to every number up to 10,000', () => {
    expect(new Set(Array.from({ length: 10_000 }, (_, n) => numeroALetra(n))).size).toBe(10_000);
  });

  it('refuses what is not a count', () => {
    for (const n of [-1, 1.5, 1_000_000, Number.NaN]) expect(() => numeroALetra(n)).toThrow(RangeError);
  });
});
