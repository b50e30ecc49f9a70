import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compartir } from './compartir.ts';

test('what did not change is the same object, and what did is not', () => {
  const antes = { fases: [{ fase: 'captura', cuantas: 3 }, { fase: 'cotejo', cuantas: 1 }], alertas: [{ tipo: 'x' }], reloj: { hora: '1' } };
  const ahora = { fases: [{ fase: 'captura', cuantas: 4 }, { fase: 'cotejo', cuantas: 1 }], alertas: [{ tipo: 'x' }], reloj: { hora: '2' } };
  const r = compartir(antes, ahora);
  expect(r).toEqual(ahora);
  expect(r.alertas).toBe(antes.alertas);
  expect(r.fases[1]).toBe(antes.fases[1]);
  expect(r.fases).not.toBe(antes.fases);
  expect(compartir(antes, structuredClone(antes))).toBe(antes);
});

test('a shorter list, one key less and another kind of thing are seen', () => {
  expect(compartir([1, 2], [1])).toEqual([1]);
  expect(compartir({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(compartir({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
  expect(compartir([], {})).toEqual({});
  expect(compartir(null, { a: 1 })).toEqual({ a: 1 });
});

test('property: it is always what came', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (antes, ahora) => {
      expect(compartir(antes, structuredClone(ahora))).toEqual(ahora);
      expect(compartir(antes, structuredClone(antes))).toEqual(antes);
    }),
  );
});
