import { describe, expect, test } from 'vitest';
import { filaRazonMinima, filaValorMaximo, mediana } from './fila.ts';
import { BENCHES } from './lista.ts';

describe('bench', () => {
  test('mediana', () => {
    expect(mediana([9, 1, 5])).toBe(5);
    expect(mediana([9, 1, 5, 7])).toBe(6);
  });

  test('a ratio exactly at its limit holds; a value exactly at its limit does not', () => {
    expect(filaRazonMinima('x', 50, 'r/s', 100, 0.5)).toMatchObject({ razon: 0.5, cumple: true });
    expect(filaRazonMinima('x', 49, 'r/s', 100, 0.5).cumple).toBe(false);
    expect(filaValorMaximo('x', 300, 'MB', 300)).toMatchObject({ piso: null, razon: null, cumple: false });
  });

  test('every measurement has a name of its own', () => {
    expect(new Set(BENCHES.map((b) => b.nombre)).size).toBe(BENCHES.length);
  });
});
