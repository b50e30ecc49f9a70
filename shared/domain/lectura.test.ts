import { describe, expect, test } from 'vitest';
import { CONFIANZA_CLARA, camposQueDifieren } from './lectura.ts';
import { ILEGIBLE, NO_APLICA, SIN_DATO } from './valor.ts';

const clara = { valor: 12, confianza: CONFIANZA_CLARA };

describe('a clear disagreement', () => {
  test('is another number, or a number where people saw none', () => {
    expect(camposQueDifieren({ A: 21, B: 12, C: SIN_DATO }, { A: clara, B: clara, C: clara })).toEqual(['A', 'C']);
  });

  test('is not a doubtful reading', () => {
    expect(camposQueDifieren({ A: 21 }, { A: { valor: 12, confianza: CONFIANZA_CLARA - 0.001 } })).toEqual([]);
  });

  test('is not what the reader could not read or saw empty: the words may say it', () => {
    expect(camposQueDifieren({ A: 21, B: 0 }, { A: { valor: null, confianza: 0.99 }, B: { valor: null, confianza: 0 } })).toEqual([]);
  });

  test('is not what people found illegible, nor what is not on the acta', () => {
    expect(camposQueDifieren({ A: ILEGIBLE, B: NO_APLICA }, { A: clara, B: clara, C: clara })).toEqual([]);
  });

  test('counts 0 as the number it is', () => {
    expect(camposQueDifieren({ A: 0, B: SIN_DATO }, { A: clara, B: { valor: 0, confianza: 1 } })).toEqual(['A', 'B']);
  });
});
