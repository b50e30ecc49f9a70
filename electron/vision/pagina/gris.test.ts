import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaginaGris } from '../decodificar.ts';
import { normalizar, PAPEL, reducir } from './gris.ts';

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

  it('is divided by the mean of the square around each pixel, cut at the edges', () => {
    fc.assert(fc.property(paginas, fc.integer({ min: 0, max: 45 }), (pagina, radio) => {
      const esperados = Array.from(pagina.datos, (nivel, k) => {
        const [x, y] = [k % pagina.ancho, Math.floor(k / pagina.ancho)];
        const { suma, cuantos } = sumar(pagina, x - radio, y - radio, x + radio + 1, y + radio + 1);
        return Math.floor(Math.min(255, (nivel * PAPEL * cuantos) / (suma + 1)));
      });
      expect([...normalizar(pagina, radio).datos]).toEqual(esperados);
    }));
  });
});
