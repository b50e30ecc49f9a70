import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { porcentaje } from './porcentaje.ts';

describe('porcentaje', () => {
  test.each([
    [57, 625, '9.1200'], [69, 625, '11.0400'], [113, 625, '18.0800'], [41, 80, '51.2500'],
    [2, 3, '66.6666'], [6, 7, '85.7142'], [8, 8, '100.0000'], [0, 5, '0.0000'], [1, 8334, '0.0119'],
    [603, 3748, '16.0885'], [492, 2136, '23.0337'], [379, 612, '61.9281'], [5516482, 7935947, '69.5125'],
    [7, 0, '0.0000'], [0, 0, '0.0000'], [3, 2, '150.0000'],
  ])('%i of %i is %s', (n, d, esperado) => {
    expect(porcentaje(n, d)).toBe(esperado);
  });

  test('is the largest multiple of 0.0001 that is not above the exact value', () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (n, d) => {
      const texto = porcentaje(n, d);
      expect(texto).toMatch(/^\d+\.\d{4}$/);
      const unidades = BigInt(texto.replace('.', ''));
      const exacto = BigInt(n) * 1_000_000n;
      return unidades * BigInt(d) <= exacto && exacto < (unidades + 1n) * BigInt(d);
    }));
  });

  test('refuses what is not a count', () => {
    expect(() => porcentaje(-1, 2)).toThrow(RangeError);
    expect(() => porcentaje(1.5, 2)).toThrow(RangeError);
  });
});
