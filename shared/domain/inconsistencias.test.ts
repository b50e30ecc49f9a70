import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOTIVOS_SIN_ACTA } from './acta.ts';
import { TIPOS_CASILLA } from './casilla.ts';
import { evaluar, notaSuma, type EntradaEvaluacion } from './inconsistencias.ts';
import { ILEGIBLE, NO_APLICA, SIN_DATO, type Valor } from './valor.ts';

const CLAVES = ['PAN', 'PRI', 'PAN_PRI', 'CAND_IND_1', 'NO_REGISTRADAS', 'NULOS'];
const acta = (valores: Record<string, Valor>, mas: Partial<EntradaEvaluacion> = {}): EntradaEvaluacion => ({
  identificada: true, sinActa: null, claves: CLAVES, listaNominal: 500, representantes: 20, tipoCasilla: 'B',
  maximoBoletasEspecial: 1000, excedeCombinada: 'sola', ...mas,
  valores: { PAN: 100, PRI: 90, PAN_PRI: 3, CAND_IND_1: NO_APLICA, NO_REGISTRADAS: 0, NULOS: 7, ...valores },
});
const TODAS = (v: Valor): Record<string, Valor> => Object.fromEntries(CLAVES.map((c) => [c, v]));

describe('decision table 8(c)', () => {
  test('row 1: not identified is fuera de catálogo, whatever else it says', () => {
    const e = evaluar(acta({ PAN: 9999 }, { identificada: false, sinActa: 'paquete_no_entregado' }));
    expect(e).toMatchObject({ observaciones: ['fuera_de_catalogo'], contabilizada: 2, calculado: null, enPorcentaje: false });
  });

  test.each(MOTIVOS_SIN_ACTA)('row 2: without acta (%s) is not counted and not in the percentage', (sinActa) => {
    const e = evaluar(acta({}, { sinActa }));
    expect(e).toMatchObject({ observaciones: [`sin_acta_${sinActa}`], contabilizada: 0, calculado: null, enPorcentaje: false });
  });

  test('row 3: all illegible or blank, any mix', () => {
    const e = evaluar(acta({ ...TODAS(ILEGIBLE), PRI: SIN_DATO, CAND_IND_1: NO_APLICA }));
    expect(e).toMatchObject({ observaciones: ['todos_ilegibles_o_sin_dato'], contabilizada: 0, calculado: 0, enPorcentaje: true });
    expect(e.explicacion).toMatchObject({ regla: 3, legibles: 0, ilegibles: 4, sinDato: 1 });
  });

  test('row 4: over the limit; exactly the limit is counted', () => {
    expect(evaluar(acta({ PAN: 420 }))).toMatchObject({ contabilizada: 1, calculado: 520, limite: 520, observaciones: [] });
    const e = evaluar(acta({ PAN: 421 }));
    expect(e).toMatchObject({ contabilizada: 0, calculado: 521, observaciones: ['excede_lista_nominal'], enPorcentaje: true });
    expect(e.explicacion.formula).toBe('521 > 500 + 20 = 520');
  });

  test('row 5: over the limit with some illegible: the text is a setting, the count is not', () => {
    const valores = { PAN: 600, PRI: ILEGIBLE } as const;
    expect(evaluar(acta(valores))).toMatchObject({ contabilizada: 0, observaciones: ['excede_lista_nominal'] });
    expect(evaluar(acta(valores, { excedeCombinada: 'combinada' })))
      .toMatchObject({ contabilizada: 0, observaciones: ['excede_lista_nominal', 'algun_ilegible_o_sin_dato'] });
  });

  test('row 6: some illegible or blank is counted with the legible ones', () => {
    expect(evaluar(acta({ PRI: SIN_DATO }))).toMatchObject({ contabilizada: 1, calculado: 110, observaciones: ['algun_ilegible_o_sin_dato'], enPorcentaje: true });
  });

  test('row 7: all legible; NO_APLICA is neither legible nor missing', () => {
    expect(evaluar(acta({})).explicacion).toMatchObject({ regla: 7, legibles: 5, ilegibles: 0, sinDato: 0 });
  });

  test('a casilla especial is measured against the ballots approved, not its lista nominal of 0', () => {
    const especial = { tipoCasilla: 'S', listaNominal: 0 } as const;
    expect(evaluar(acta({ PAN: 920 }, especial))).toMatchObject({ contabilizada: 1, limite: 1020 });
    expect(evaluar(acta({ PAN: 921 }, especial))).toMatchObject({ contabilizada: 0, limite: 1020 });
  });

  test('the excede rule is off, and says so, when the limit is unknown', () => {
    const e = evaluar(acta({ PAN: 5000 }, { representantes: null }));
    expect(e).toMatchObject({ contabilizada: 1, limite: null, explicacion: { sinLimite: 'representantes_desconocidos' } });
    expect(evaluar(acta({ PAN: 5000 }, { listaNominal: null }))).toMatchObject({ contabilizada: 1, explicacion: { sinLimite: 'lista_nominal_desconocida' } });
  });
});

test('a written total that is no figure, or is the sum, has no note; any other has, with both figures', () => {
  const votos = { PAN: 10, PRI: ILEGIBLE } as const;
  expect(notaSuma({ ...votos, TOTAL_VOTOS_ASENTADO: 10 }, ['PAN', 'PRI'])).toBeNull();
  expect(notaSuma({ ...votos, TOTAL_VOTOS_ASENTADO: SIN_DATO }, ['PAN', 'PRI'])).toBeNull();
  expect(notaSuma({ ...votos, TOTAL_VOTOS_ASENTADO: 12 }, ['PAN', 'PRI'])).toEqual({ suma: 10, asentado: 12 });
});

const valor: fc.Arbitrary<Valor> = fc.oneof(fc.nat({ max: 700 }), fc.constantFrom(ILEGIBLE, SIN_DATO, NO_APLICA));
const entrada: fc.Arbitrary<EntradaEvaluacion> = fc.record({
  identificada: fc.boolean(), sinActa: fc.option(fc.constantFrom(...MOTIVOS_SIN_ACTA)), claves: fc.constant(CLAVES),
  valores: fc.tuple(...CLAVES.map(() => valor)).map((v) => Object.fromEntries(CLAVES.map((c, i) => [c, v[i] ?? 0]))),
  listaNominal: fc.option(fc.nat({ max: 800 })), representantes: fc.option(fc.nat({ max: 50 })), tipoCasilla: fc.constantFrom(...TIPOS_CASILLA),
  maximoBoletasEspecial: fc.constant(1000), excedeCombinada: fc.constantFrom('sola', 'combinada'),
});

describe('properties', () => {
  test('header fields and the written total never change the result (rows 9 and 10)', () => {
    fc.assert(fc.property(entrada, valor, valor, (e, asentado, sacados) => {
      expect(evaluar({ ...e, valores: { ...e.valores, TOTAL_VOTOS_ASENTADO: asentado, TOTAL_VOTOS_SACADOS: sacados } })).toEqual(evaluar(e));
    }));
  });

  test('counted exactly when there is an acta with a legible vote and a sum within the limit', () => {
    fc.assert(fc.property(entrada, (e) => {
      const r = evaluar(e);
      const numeros = CLAVES.map((c) => e.valores[c]).filter((v) => typeof v === 'number');
      const suma = numeros.reduce((a, b) => a + b, 0);
      const cuenta = e.identificada && e.sinActa === null && numeros.length > 0 && (r.limite === null || suma <= r.limite);
      expect(r.contabilizada === 1).toBe(cuenta);
      expect(r.contabilizada === 2).toBe(!e.identificada);
      if (r.calculado !== null) expect(r.calculado).toBe(suma);
      if (r.enPorcentaje) expect(e.identificada && e.sinActa === null).toBe(true);
    }));
  });
});
