import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Campo } from './acta.ts';
import { comparar, problemasDeCaptura } from './captura.ts';
import { ILEGIBLE, NO_APLICA, SIN_DATO, type Valor } from './valor.ts';

const CAMPOS: Campo[] = [
  { clave: 'TOTAL_BOLETAS_SOBRANTES', grupo: 'cabecera', nombre: '' }, { clave: 'PAN', grupo: 'votos', nombre: '' },
  { clave: 'NULOS', grupo: 'votos', nombre: '' }, { clave: 'TOTAL_VOTOS_ASENTADO', grupo: 'total', nombre: '' },
];
const valor: fc.Arbitrary<Valor> = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(ILEGIBLE, SIN_DATO));
const captura = fc.tuple(...CAMPOS.map(() => valor)).map((v) => Object.fromEntries(CAMPOS.map((c, i) => [c.clave, v[i] ?? 0])));

describe('comparar', () => {
  test('is symmetric, empty against itself, and names exactly the fields that differ', () => {
    fc.assert(fc.property(captura, captura, (a, b) => {
      expect(comparar(CAMPOS, a, a)).toEqual([]);
      expect(comparar(CAMPOS, a, b)).toEqual(comparar(CAMPOS, b, a));
      expect(comparar(CAMPOS, a, b)).toEqual(CAMPOS.map((c) => c.clave).filter((c) => a[c] !== b[c]));
    }));
  });

  test('zero, blank and illegible are three different things', () => {
    const base = { TOTAL_BOLETAS_SOBRANTES: 0, PAN: 0, NULOS: 0, TOTAL_VOTOS_ASENTADO: 0 };
    expect(comparar(CAMPOS, base, { ...base, PAN: SIN_DATO })).toEqual(['PAN']);
    expect(comparar(CAMPOS, { ...base, PAN: ILEGIBLE }, { ...base, PAN: SIN_DATO })).toEqual(['PAN']);
  });
});

describe('problemasDeCaptura', () => {
  const completa = { TOTAL_BOLETAS_SOBRANTES: SIN_DATO, PAN: 12, NULOS: ILEGIBLE, TOTAL_VOTOS_ASENTADO: 12 };

  test('takes a complete capture, and NO_APLICA in a header field only', () => {
    expect(problemasDeCaptura(CAMPOS, completa)).toEqual([]);
    expect(problemasDeCaptura(CAMPOS, { ...completa, TOTAL_BOLETAS_SOBRANTES: NO_APLICA })).toEqual([]);
    expect(problemasDeCaptura(CAMPOS, { ...completa, PAN: NO_APLICA })).toEqual([{ clave: 'PAN', problema: 'no_valido' }]);
  });

  test.each([-1, 1.5, NaN, '12', 1_000_000, true])('refuses the value %s', (malo) => {
    expect(problemasDeCaptura(CAMPOS, { ...completa, PAN: malo })).toEqual([{ clave: 'PAN', problema: 'no_valido' }]);
  });

  test('names what is missing and what is too much', () => {
    const sinPan = { TOTAL_BOLETAS_SOBRANTES: SIN_DATO, NULOS: ILEGIBLE, TOTAL_VOTOS_ASENTADO: 12 };
    expect(problemasDeCaptura(CAMPOS, { ...sinPan, CAND_IND_1: 3 }))
      .toEqual([{ clave: 'PAN', problema: 'falta' }, { clave: 'CAND_IND_1', problema: 'sobra' }]);
  });

  test('an inherited key is not a value', () => {
    expect(problemasDeCaptura([{ clave: 'toString', grupo: 'votos', nombre: '' }], {})).toEqual([{ clave: 'toString', problema: 'falta' }]);
  });
});
