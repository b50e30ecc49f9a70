import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaginaGris } from '../decodificar.ts';
import { CELDA, normalizar, PAPEL } from './gris.ts';
import { reducir } from './reducir.ts';

const paginas = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })).chain(([ancho, alto]) =>
  fc.uint8Array({ minLength: ancho * alto, maxLength: ancho * alto }).map((datos): PaginaGris => ({ datos, ancho, alto })));

/** Sum and number of the pixels of a rectangle, cut to the page. */
const sumar = ({ datos, ancho, alto }: PaginaGris, x0: number, y0: number, x1: number, y1: number): { readonly suma: number; readonly cuantos: number } => {
  let [suma, cuantos] = [0, 0];
  for (let y = Math.max(0, y0); y < Math.min(alto, y1); y++) for (let x = Math.max(0, x0); x < Math.min(ancho, x1); x++, cuantos++) suma += datos[y * ancho + x]!;
  return { suma, cuantos };
};

describe('the gray of a page', () => {
  it('is reduced to the mean of each whole block, whatever its size', () => {
    fc.assert(fc.property(paginas, fc.integer({ min: 2, max: 7 }), (pagina, n) => {
      const { datos, ancho, alto } = reducir(pagina, n);
      expect([ancho, alto]).toEqual([Math.floor(pagina.ancho / n), Math.floor(pagina.alto / n)]);
      const esperados = Array.from(datos, (_, k) => {
        const [x, y] = [(k % ancho) * n, Math.floor(k / ancho) * n];
        return Math.floor(sumar(pagina, x, y, x + n, y + n).suma / (n * n));
      });
      expect([...datos]).toEqual(esperados);
    }));
  });

  it('is divided by the mean of the cells around the one of each pixel, cut at the edges', () => {
    fc.assert(fc.property(paginas, fc.integer({ min: 0, max: 45 }), (pagina, radio) => {
      const celdas = Math.round((2 * radio + 1 - CELDA) / (2 * CELDA));
      const { datos } = normalizar(pagina, radio);
      pagina.datos.forEach((nivel, k) => {
        const [x, y] = [k % pagina.ancho, Math.floor(k / pagina.ancho)].map((v) => Math.floor(v / CELDA) * CELDA) as [number, number];
        const lejos = celdas * CELDA;
        const { suma, cuantos } = sumar(pagina, x - lejos, y - lejos, x + lejos + CELDA, y + lejos + CELDA);
        const esperado = Math.min(255, nivel * Math.min(256, (PAPEL * cuantos) / (suma + 1)));
        expect(Math.abs(datos[k]! - Math.floor(esperado))).toBeLessThanOrEqual(1);
      });
    }));
  });
});
