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

  /** Whether all of a field is in the box. */
  const aLaVista = (zona: Quad, e: Encuadre): boolean => zona.every((p) => {
    const [x, y] = visto(p, e);
    return Math.abs(x) <= CAJA.ancho / 2 + 1 && Math.abs(y) <= CAJA.alto / 2 + 1;
  });

  test.each([0, 90, 180, 270] as const)('is in view, enlarged, with the picture turned %i', (giro) => {
    const e = enfocarZona(campo, IMAGEN, CAJA, giro);
    expect(e.giro).toBe(giro);
    expect(e.zoom).toBeGreaterThan(1.3);
    expect(aLaVista(campo, e)).toBe(true);
  });
  test('property: wherever it is and however large, all of it is in view', () => {
    const parte = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(parte, parte, parte, parte, fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const), (x, y, w, h, giro) => {
        const [x0, y0] = [x * 0.97, y * 0.97];
        const [x1, y1] = [x0 + 0.01 + w * (0.99 - x0), y0 + 0.01 + h * (0.99 - y0)];
        const zona: Quad = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
        expect(aLaVista(zona, enfocarZona(zona, IMAGEN, CAJA, giro))).toBe(true);
      }),
    );
  });
  test('of the same column as the one before leaves the page where it is, most of the time', () => {
    const filas = Array.from({ length: 20 }, (_, i): Quad => [[0.4, 0.2 + i * 0.03], [0.6, 0.2 + i * 0.03], [0.6, 0.225 + i * 0.03], [0.4, 0.225 + i * 0.03]]);
    const vistas = filas.map((zona) => JSON.stringify(enfocarZona(zona, IMAGEN, CAJA, 0)));
    expect(vistas.filter((v, i) => i > 0 && v !== vistas[i - 1]).length).toBeLessThanOrEqual(5);
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
