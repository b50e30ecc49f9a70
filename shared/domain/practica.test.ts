import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calificar, confusionesDe, resumirPractica, type CampoPractica } from './practica.ts';
import { ILEGIBLE, SIN_DATO, type Valor, type Valores } from './valor.ts';

const campo = (clave: string, dice: Valor): CampoPractica => ({ clave, nombre: `Campo ${clave}`, grupo: 'votos', dice, caja: [0, 0, 1, 1] });
const CAMPOS = [campo('A', 127), campo('B', 45), campo('C', ILEGIBLE), campo('D', 0)];
const EXACTO: Valores = { A: 127, B: 45, C: ILEGIBLE, D: 0 };

test('an exact acta has no errors, and its fewest keys are its digits and marks and one key per field', () => {
  expect(calificar(CAMPOS, EXACTO, { teclas: 11, ms: 9000 })).toEqual({ campos: 4, errores: [], teclas: 11, teclasMinimas: 3 + 1 + 2 + 1 + 1 + 1 + 1 + 1, ms: 9000 });
});

test('each wrong field says what the paper says and what was written', () => {
  expect(calificar(CAMPOS, { ...EXACTO, A: 121, C: 3 }, { teclas: 9, ms: 1 }).errores).toEqual([
    { clave: 'A', nombre: 'Campo A', dice: 127, escribio: 121 },
    { clave: 'C', nombre: 'Campo C', dice: ILEGIBLE, escribio: 3 },
  ]);
});

test('which figures are confused: digits in their place, two turned round, one more or less, and marks', () => {
  const error = (dice: Valor, escribio: Valor) => ({ clave: 'A', nombre: 'A', dice, escribio });
  expect(confusionesDe([error(127, 121), error(71, 11), error(45, 54), error(100, 10), error(8, SIN_DATO)])).toEqual([
    { dice: '7', escribio: '1', veces: 2 },
    { dice: '100', escribio: '10', veces: 1 },
    { dice: '45', escribio: '54', veces: 1 },
    { dice: '8', escribio: SIN_DATO, veces: 1 },
  ]);
});

test('the practice as a whole', () => {
  const bien = calificar(CAMPOS, EXACTO, { teclas: 11, ms: 8000 });
  const mal = calificar(CAMPOS, { ...EXACTO, B: 46 }, { teclas: 15, ms: 12_000 });
  expect(resumirPractica([])).toBeNull();
  expect(resumirPractica([bien, mal])).toEqual({
    actas: 2, exactitud: 7 / 8, segundosPorActa: 10, teclasPorActa: 13, teclasDeMas: 4, porCampo: [{ clave: 'B', nombre: 'Campo B', veces: 1 }], confusiones: [{ dice: '5', escribio: '6', veces: 1 }],
  });
});

test('property: no errors where what was written is what the paper says, and as many as fields that differ', () => {
  const valor = fc.oneof(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom<Valor>(ILEGIBLE, SIN_DATO));
  fc.assert(fc.property(fc.array(fc.tuple(valor, valor), { maxLength: 30 }), (pares) => {
    const campos = pares.map(([dice], i) => campo(String(i), dice));
    const escritos = Object.fromEntries(pares.map(([, escrito], i) => [String(i), escrito]));
    const { errores } = calificar(campos, escritos, { teclas: 0, ms: 0 });
    expect(errores).toHaveLength(pares.filter(([a, b]) => a !== b).length);
    expect(confusionesDe(errores).reduce((n, c) => n + c.veces, 0)).toBeGreaterThanOrEqual(errores.length);
  }));
});
