import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Quad } from '#shared/domain/homografia.ts';
import { ajuste, encuadrar, ENCUADRE_INICIAL, enfocarZona, type Encuadre, type PasoEncuadre } from './encuadre.ts';

const IMAGEN = { ancho: 1600, alto: 1000 };
const CAJA = { ancho: 900, alto: 500 };

test('a picture fits whole in its box, upright and on its side', () => {
  expect(ajuste(IMAGEN, CAJA, 0)).toEqual({ ancho: 800, alto: 500 });
  expect(ajuste(IMAGEN, CAJA, 90)).toEqual({ ancho: 500, alto: 312.5 });
  expect(ajuste({ ancho: 0, alto: 0 }, CAJA, 0)).toEqual({ ancho: 0, alto: 0 });
});

test('turning goes around, and starts whole again', () => {
  let e: Encuadre = { ...ENCUADRE_INICIAL, zoom: 3, x: 9 };
  const giros = [1, 2, 3, 4].map(() => (e = encuadrar(e, { tipo: 'girar' }, IMAGEN, CAJA)).giro);
  expect(giros).toEqual([90, 180, 270, 0]);
  expect(e).toEqual(ENCUADRE_INICIAL);
});

test('whole, it cannot be moved; nor out of zoom 1 to 6', () => {
  expect(encuadrar(ENCUADRE_INICIAL, { tipo: 'mover', dx: 90, dy: 90 }, IMAGEN, CAJA)).toEqual(ENCUADRE_INICIAL);
  expect(encuadrar(ENCUADRE_INICIAL, { tipo: 'alejar' }, IMAGEN, CAJA).zoom).toBe(1);
  let e = ENCUADRE_INICIAL;
  for (let i = 0; i < 20; i++) e = encuadrar(e, { tipo: 'acercar' }, IMAGEN, CAJA);
  expect(e.zoom).toBe(6);
});

test('property: after any steps the picture still covers the box, or is centred in it', () => {
  const paso = fc.oneof(
    fc.constantFrom<PasoEncuadre>({ tipo: 'acercar' }, { tipo: 'alejar' }, { tipo: 'girar' }, { tipo: 'ajustar' }),
    fc.record({ tipo: fc.constant('mover' as const), dx: fc.integer({ min: -900, max: 900 }), dy: fc.integer({ min: -900, max: 900 }) }),
  );
  fc.assert(
    fc.property(fc.array(paso, { maxLength: 40 }), (pasos) => {
      const e = pasos.reduce<Encuadre>((antes, p) => encuadrar(antes, p, IMAGEN, CAJA), ENCUADRE_INICIAL);
      const base = ajuste(IMAGEN, CAJA, e.giro);
      const [ancho, alto] = e.giro === 90 || e.giro === 270 ? [base.alto, base.ancho] : [base.ancho, base.alto];
      expect(Math.abs(e.x)).toBeLessThanOrEqual(Math.max(0, (ancho * e.zoom - CAJA.ancho) / 2) + 1e-6);
      expect(Math.abs(e.y)).toBeLessThanOrEqual(Math.max(0, (alto * e.zoom - CAJA.alto) / 2) + 1e-6);
    }),
  );
});

describe('a followed field', () => {
  const campo: Quad = [[0.4, 0.5], [0.6, 0.5], [0.6, 0.55], [0.4, 0.55]];
  /** Where a point of the picture is seen, from the middle of the box. */
  const visto = ([fx, fy]: readonly [number, number], e: Encuadre): [number, number] => {
    const base = ajuste(IMAGEN, CAJA, e.giro);
    const [u, v] = [(fx - 0.5) * base.ancho, (fy - 0.5) * base.alto];
    const a = (e.giro * Math.PI) / 180;
    return [e.x + e.zoom * (u * Math.cos(a) - v * Math.sin(a)), e.y + e.zoom * (u * Math.sin(a) + v * Math.cos(a))];
  };

  test.each([0, 90, 180, 270] as const)('is in the middle of the box, enlarged, with the picture turned %i', (giro) => {
    const e = enfocarZona(campo, IMAGEN, CAJA, giro);
    expect(e.giro).toBe(giro);
    expect(e.zoom).toBeGreaterThan(1.5);
    const [x, y] = visto([0.5, 0.525], e);
    // Exactly there unless the edge of the paper comes first: that stays out of the box.
    expect(Math.abs(x)).toBeLessThan(CAJA.ancho / 20);
    expect(Math.abs(y)).toBeLessThan(CAJA.alto / 20);
  });
  test('at the edge of the paper is in view, and the picture still covers the box', () => {
    const e = enfocarZona([[0.9, 0.02], [0.99, 0.02], [0.99, 0.05], [0.9, 0.05]], IMAGEN, CAJA, 0);
    for (const p of [[0.9, 0.02], [0.99, 0.05]] as const) {
      const [x, y] = visto(p, e);
      expect(Math.abs(x)).toBeLessThanOrEqual(CAJA.ancho / 2);
      expect(Math.abs(y)).toBeLessThanOrEqual(CAJA.alto / 2);
    }
    expect(e).toEqual(encuadrar(e, { tipo: 'mover', dx: 0, dy: 0 }, IMAGEN, CAJA));
  });
  test('before the picture is there it shows nothing strange', () => {
    expect(enfocarZona(campo, { ancho: 0, alto: 0 }, CAJA, 0)).toEqual(ENCUADRE_INICIAL);
  });
});
