import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faltanDe, unirTramos, type Tramo } from './tramos.ts';

const tramo = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 8 })).map(([desde, n]): Tramo => ({ desde, hasta: desde + n }));
const lugares = (tramos: readonly Tramo[]): Set<number> => new Set(tramos.flatMap((t) => Array.from({ length: t.hasta - t.desde + 1 }, (_, i) => t.desde + i)));

test('united ranges hold the same places, in order, none touching the next', () => {
  fc.assert(fc.property(fc.array(tramo), (tramos) => {
    const unidos = unirTramos(tramos);
    expect(lugares(unidos)).toEqual(lugares(tramos));
    for (let i = 1; i < unidos.length; i++) expect(unidos[i]!.desde).toBeGreaterThan(unidos[i - 1]!.hasta + 1);
  }));
});

test('what is lacking is what is in the range and in none of the others', () => {
  fc.assert(fc.property(tramo, fc.array(tramo), (entero, cubiertos) => {
    expect(lugares(faltanDe(entero, cubiertos))).toEqual(new Set([...lugares([entero])].filter((n) => !lugares(cubiertos).has(n))));
  }));
});
