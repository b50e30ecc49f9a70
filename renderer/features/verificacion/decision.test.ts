import { describe, expect, test } from 'vitest';
import { decisionNueva, faltantes, necesitaMotivo, oprimirDecision, valoresResueltos, type Capturas, type Decision } from './decision.ts';

const CAPTURAS: Capturas = [
  { PAN: 22, PRI: 13, MC: 'ilegible', NULOS: 4 },
  { PAN: 27, PRI: 'sin_dato', MC: 8, NULOS: 4 },
];
const DISTINTOS = ['PAN', 'PRI', 'MC'];
const tras = (...teclas: string[]): { d: Decision; guardar: boolean } => {
  let d = decisionNueva(DISTINTOS);
  let guardar = false;
  for (const tecla of teclas) ({ decision: d, guardar } = oprimirDecision(d, tecla, CAPTURAS));
  return { d, guardar };
};

test('1 and 2 choose a reading and go to the next field', () => {
  const { d } = tras('1', '2', '2');
  expect(valoresResueltos(d, CAPTURAS[0])).toEqual({ PAN: 22, PRI: 'sin_dato', MC: 8, NULOS: 4 });
  expect(necesitaMotivo(d)).toBe(false);
});

describe('another value', () => {
  test('3 opens the row: then 1 and 2 are digits', () => {
    const { d } = tras('3', '2', '1', 'Enter', '1', '1');
    expect(valoresResueltos(d, CAPTURAS[0])).toMatchObject({ PAN: 21, PRI: 13, MC: 'ilegible' });
    expect(necesitaMotivo(d)).toBe(true);
  });
  test('that is one of the readings after all needs no reason', () => {
    expect(necesitaMotivo(tras('3', '2', '7', 'Enter', '1', '1').d)).toBe(false);
  });
  test('without digits does not go on', () => {
    const { d } = tras('3', 'Enter');
    expect(d).toMatchObject({ foco: 0, escribiendo: true });
    expect(faltantes(d)).toEqual(DISTINTOS);
  });
  test('a mark that nobody read needs a reason; one that somebody read does not', () => {
    expect(necesitaMotivo(tras('/').d)).toBe(true);
    expect(necesitaMotivo(tras('1', '*').d)).toBe(false);
  });
});

test('Enter saves only when every field is decided', () => {
  expect(tras('1', '2', 'Enter').guardar).toBe(false);
  expect(tras('1', '2', '1', 'Enter').guardar).toBe(true);
});

test('Enter goes to the field that is missing', () => {
  expect(tras('ArrowDown', '1', 'ArrowDown', '1', 'Enter').d.foco).toBe(0);
});

test('Backspace takes a decision back', () => {
  const { d } = tras('1', 'ArrowUp', 'Backspace');
  expect(faltantes(d)).toEqual(DISTINTOS);
});

test('nothing is complete while a field has no decision', () => {
  expect(valoresResueltos(tras('1', '2').d, CAPTURAS[0])).toBeNull();
});

test('letters are left to the picture', () => {
  expect(oprimirDecision(decisionNueva(DISTINTOS), 'G', CAPTURAS).atendida).toBe(false);
});
