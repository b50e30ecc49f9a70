import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aplicarHomografia, invertirHomografia, type Punto, type Quad } from '#shared/domain/homografia.ts';
import { conOrilla, enFranjas, recortar } from './zona.ts';

const IMAGEN = { ancho: 1800, alto: 1391 };
const TIRA = { ancho: 780, alto: 110 };
const RECTA: Quad = [[0.65, 0.3], [0.95, 0.3], [0.95, 0.335], [0.65, 0.335]];
const NADA = { ancho: 0, alto: 0 };

const poco = fc.double({ min: -0.008, max: 0.008, noNaN: true });
const mueve = fc.tuple(poco, poco);
/** A field of a page in hand: each corner moved a little. */
const torcida = fc
  .tuple(fc.double({ min: 0.05, max: 0.6, noNaN: true }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), mueve, mueve, mueve, mueve)
  .map(([x, y, a, b, c, d]): Quad => [[x + a[0], y + a[1]], [x + 0.3 + b[0], y + b[1]], [x + 0.3 + c[0], y + 0.05 + c[1]], [x + d[0], y + 0.05 + d[1]]]);

test('a field of a straight page fills the strip, centred, with a flat transform', () => {
  const r = recortar(RECTA, IMAGEN, TIRA);
  expect(r?.campo.ancho).toBeCloseTo(780 * 0.97, 3);
  expect((r?.campo.x ?? 0) * 2 + (r?.campo.ancho ?? 0)).toBeCloseTo(780, 6);
  expect((r?.campo.y ?? 0) * 2 + (r?.campo.alto ?? 0)).toBeCloseTo(110, 6);
  expect(enFranjas(r?.transformacion ?? [], IMAGEN, TIRA)).toHaveLength(1);
});

test('a strip that is tall and narrow still holds the whole field', () => {
  const campo = recortar(RECTA, IMAGEN, { ancho: 200, alto: 400 })?.campo;
  expect(campo?.ancho).toBeLessThanOrEqual(200);
  expect(campo?.alto).toBeLessThanOrEqual(400);
});

test('nothing is laid before the sizes are known', () => {
  expect(recortar(RECTA, NADA, TIRA)).toBeNull();
  expect(recortar(RECTA, IMAGEN, NADA)).toBeNull();
});

test('property: the corners of a field of a page in perspective fall on the corners of its place in the strip', () => {
  fc.assert(
    fc.property(torcida, (zona) => {
      const r = recortar(zona, IMAGEN, TIRA);
      expect(r).not.toBeNull();
      if (!r) return;
      const { x, y, ancho, alto } = r.campo;
      const esperados = [[x, y], [x + ancho, y], [x + ancho, y + alto], [x, y + alto]] as const;
      zona.forEach(([fx, fy], i) => {
        const [px, py] = aplicarHomografia(r.transformacion, [fx * IMAGEN.ancho, fy * IMAGEN.alto]);
        expect(px).toBeCloseTo(esperados[i]?.[0] ?? NaN, 3);
        expect(py).toBeCloseTo(esperados[i]?.[1] ?? NaN, 3);
      });
    }),
  );
});

test('property: drawn in strips, what is in the field falls within two pixels of its place', () => {
  fc.assert(
    fc.property(torcida, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (zona, u, v) => {
      const r = recortar(zona, IMAGEN, TIRA);
      if (!r) throw new Error('nothing was laid');
      const franjas = enFranjas(r.transformacion, IMAGEN, TIRA);
      expect([franjas[0]?.desde, franjas.at(-1)?.hasta]).toEqual([0, TIRA.ancho]);
      const lugar: Punto = [r.campo.x + u * r.campo.ancho, r.campo.y + v * r.campo.alto];
      const [px, py] = aplicarHomografia(invertirHomografia(r.transformacion), lugar);
      const [a, b, c, d, e, f] = franjas.find((x) => lugar[0] <= x.hasta)!.matriz;
      expect(Math.hypot(a * px + c * py + e - lugar[0], b * px + d * py + f - lugar[1])).toBeLessThan(2);
    }),
  );
});

test('the edge that is added goes outwards on all sides', () => {
  const [a, b, c, d] = conOrilla(RECTA);
  expect([a[0], a[1], d[0]].map((n, i) => n < [0.65, 0.3, 0.65][i]!)).toEqual([true, true, true]);
  expect([b[0], c[0], c[1]].map((n, i) => n > [0.95, 0.95, 0.335][i]!)).toEqual([true, true, true]);
  expect(b[1]).toBeCloseTo(0.3 - 0.12 * 0.035, 6);
});
