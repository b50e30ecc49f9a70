import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ILEGIBLE, NO_APLICA, valorSchema, type Valor } from '#shared/domain/valor.ts';
import { conDesliz, yerroDe, type Yerro } from './deslices.ts';

const campos = ['A', 'B', 'C'].map((clave) => ({ clave, grupo: 'votos' as const, nombre: clave }));

describe('conDesliz', () => {
  test('always wrong, always something that can be typed, always the same for a seed', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), fc.string(), (n, semilla) => {
      const valores: Record<string, Valor> = { A: n, B: ILEGIBLE, C: 0 };
      const mal = conDesliz(valores, campos, semilla);
      expect(mal).not.toEqual(valores);
      expect(Object.values(mal).every((v) => valorSchema.safeParse(v).success)).toBe(true);
      expect(conDesliz(valores, campos, semilla)).toEqual(mal);
    }));
  });

  test('leaves alone what is not on the acta', () => {
    for (let i = 0; i < 50; i++) expect(conDesliz({ A: NO_APLICA, B: 1, C: 2 }, campos, String(i))['A']).toBe(NO_APLICA);
  });
});

describe('yerroDe', () => {
  const yerros = (tasa: number, n: number): Yerro[] => Array.from({ length: n }, (_, i) => yerroDe(i, `acta-${i}`, tasa, 's'));

  test('none without a rate, one of each kind in a small drill', () => {
    expect(new Set(yerros(0, 100))).toEqual(new Set(['ninguno']));
    expect(new Set(yerros(0.000_1, 12))).toEqual(new Set(['primera', 'segunda', 'ambas_igual', 'ambas_distinto', 'ninguno']));
  });

  test('first captures are wrong at the rate', () => {
    const malas = yerros(0.1, 20_000).filter((y) => y !== 'ninguno' && y !== 'segunda').length;
    expect(malas / 20_000).toBeCloseTo(0.1, 2);
  });
});
