import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aplicarHomografia, componer, homografiaDe, IDENTIDAD, invertirHomografia, type Punto, type Quad } from './homografia.ts';

const cerca = (a: Punto, b: Punto): void => {
  expect(a[0]).toBeCloseTo(b[0], 6);
  expect(a[1]).toBeCloseTo(b[1], 6);
};

/** A page of 280 × 216 whose corners moved up to 20 to any side: always convex. */
const punto = (x: number, y: number): fc.Arbitrary<Punto> => fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })).map(([dx, dy]): Punto => [x + dx, y + dy]);
const quad: fc.Arbitrary<Quad> = fc.tuple(punto(0, 0), punto(280, 0), punto(280, 216), punto(0, 216));

describe('homografia', () => {
  it('takes the four corners where they are told, and back; two one after the other are their product', () => {
    fc.assert(
      fc.property(quad, quad, quad, (a, b, c) => {
        const [ab, bc] = [homografiaDe(a, b)!, homografiaDe(b, c)!];
        a.forEach((p, i) => {
          cerca(aplicarHomografia(ab, p), b[i]!);
          cerca(aplicarHomografia(invertirHomografia(ab), b[i]!), p);
          cerca(aplicarHomografia(componer(bc, ab), p), c[i]!);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('is null for corners on a line', () => {
    const linea: Quad = [[0, 0], [1, 1], [2, 2], [3, 3]];
    expect(homografiaDe(linea, [[0, 0], [1, 0], [1, 1], [0, 1]])).toBeNull();
    expect(aplicarHomografia(IDENTIDAD, [3, 4])).toEqual([3, 4]);
  });
});
