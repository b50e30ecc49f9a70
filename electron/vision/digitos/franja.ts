import type { Rect } from '#shared/domain/plantilla.ts';
import { aplicarHomografia, type Homografia } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';

/** Pixels for a millimetre in the straightened strips: a digit of 4 mm has 28. */
export const PX_MM = 7;
/** Paper around the boxes, millimetres: where ink overflows and where the next lines of the form are. */
const MARGEN = { lados: 2, arriba: 1.6, abajo: 1.4 } as const;

/** The boxes of one field, straightened: gray levels, 255 = white, with the boxes in pixels of it. */
export type Franja = { readonly datos: Float32Array; readonly ancho: number; readonly alto: number; readonly cajas: readonly Rect[] };

/** Takes millimetres to pixels of the page as it was decoded. */
export type Lugar = { readonly pagina: PaginaGris; readonly aPixeles: Homografia };

const muestra = ({ datos, ancho, alto }: PaginaGris, x: number, y: number): number => {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  if (x0 < 0 || y0 < 0 || x0 >= ancho - 1 || y0 >= alto - 1) return 255;
  const fx = x - x0;
  const i = y0 * ancho + x0;
  const arriba = datos[i]! + (datos[i + 1]! - datos[i]!) * fx;
  const abajo = datos[i + ancho]! + (datos[i + ancho + 1]! - datos[i + ancho]!) * fx;
  return arriba + (abajo - arriba) * (y - y0);
};

/** How many samples a side make one pixel of the strip: a page of more dots than the strip is averaged, not skipped over. */
const submuestras = (h: Homografia, x: number, y: number): number => {
  const [ax, ay] = aplicarHomografia(h, [x, y]);
  const [bx, by] = aplicarHomografia(h, [x + 1, y]);
  return Math.min(4, Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / PX_MM)));
};

/** Cuts the boxes of a field out of the page, straight and at one scale, whatever the resolution and the perspective. */
export const cortarFranja = ({ pagina, aPixeles: h }: Lugar, cajas: readonly Rect[]): Franja => {
  const x0 = Math.min(...cajas.map((c) => c.x)) - MARGEN.lados;
  const y0 = Math.min(...cajas.map((c) => c.y)) - MARGEN.arriba;
  const ancho = Math.round((Math.max(...cajas.map((c) => c.x + c.w)) + MARGEN.lados - x0) * PX_MM);
  const alto = Math.round((Math.max(...cajas.map((c) => c.y + c.h)) + MARGEN.abajo - y0) * PX_MM);
  const datos = new Float32Array(ancho * alto);
  const n = submuestras(h, x0, y0);
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = h as unknown as [number, number, number, number, number, number, number, number, number];
  for (let j = 0; j < alto; j++)
    for (let i = 0; i < ancho; i++) {
      let suma = 0;
      for (let s = 0; s < n * n; s++) {
        const x = x0 + (i + ((s % n) + 0.5) / n) / PX_MM;
        const y = y0 + (j + (Math.floor(s / n) + 0.5) / n) / PX_MM;
        const w = h6 * x + h7 * y + h8;
        suma += muestra(pagina, (h0 * x + h1 * y + h2) / w - 0.5, (h3 * x + h4 * y + h5) / w - 0.5);
      }
      datos[j * ancho + i] = suma / (n * n);
    }
  return { datos, ancho, alto, cajas: cajas.map((c) => ({ x: (c.x - x0) * PX_MM, y: (c.y - y0) * PX_MM, w: c.w * PX_MM, h: c.h * PX_MM })) };
};
