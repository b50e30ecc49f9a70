import { aplicarHomografia, homografiaDe, invertirHomografia, type Homografia, type Punto, type Quad } from '#shared/domain/homografia.ts';
import type { Medida } from './encuadre.ts';

export type Rectangulo = { readonly x: number; readonly y: number; readonly ancho: number; readonly alto: number };
/** How one part of a picture is laid, straight and enlarged, in the middle of a box. */
export type Recorte = { readonly transformacion: Homografia; readonly campo: Rectangulo };

/** Part of the strip's sides that a field may fill: what is around it says which one it is. */
const PARTE = { ancho: 0.97, alto: 0.8 };
/** Part of a field's height that is added on each side: people write over the edges of their boxes. */
const ORILLA = 0.12;
/** A field that takes up most of a picture is not blown up beyond this. */
const AUMENTO_MAXIMO = 6;
/** Below this a page is as good as flat. */
const PERSPECTIVA_MINIMA = 1e-3;
/** Strips of a page in hand, and how many at most of one that leans more than any hand holds it. */
const FRANJAS = 24;
const FRANJAS_MAXIMAS = 192;
/** Nothing is farther than this, in pixels of the box, from where it belongs. */
const DESVIO = 1.5;

const distancia = (a: Punto, b: Punto): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const hacia = (a: Punto, b: Punto, cuanto: number): Punto => [(a[0] - b[0]) * cuanto, (a[1] - b[1]) * cuanto];
const suma = (...puntos: readonly Punto[]): Punto => [puntos.reduce((n, [x]) => n + x, 0), puntos.reduce((n, [, y]) => n + y, 0)];

/** A field with what is written over its edges. */
export const conOrilla = (zona: Quad): Quad => {
  const [a, b, c, d] = zona;
  const lado = (ORILLA * distancia(a, d)) / Math.max(distancia(a, b), Number.EPSILON);
  return [suma(a, hacia(a, d, ORILLA), hacia(a, b, lado)), suma(b, hacia(b, c, ORILLA), hacia(b, a, lado)), suma(c, hacia(c, b, ORILLA), hacia(c, d, lado)), suma(d, hacia(d, a, ORILLA), hacia(d, c, lado))];
};

const haySitio = ({ ancho, alto }: Medida): boolean => ancho > 0 && alto > 0;

/**
 * Lays `zona` (fractions of the picture's sides) of a picture of `imagen` pixels in a box of `caja` pixels. Null while
 * one of them has no size.
 */
export const recortar = (zona: Quad, imagen: Medida, caja: Medida): Recorte | null => {
  if (!haySitio(imagen) || !haySitio(caja)) return null;
  const [a, b, c, d] = zona.map(([x, y]): Punto => [x * imagen.ancho, y * imagen.alto]) as unknown as Quad;
  const ancho = (distancia(a, b) + distancia(d, c)) / 2;
  const alto = (distancia(a, d) + distancia(b, c)) / 2;
  const escala = Math.min((caja.ancho * PARTE.ancho) / ancho, (caja.alto * PARTE.alto) / alto, AUMENTO_MAXIMO);
  const campo = { x: (caja.ancho - ancho * escala) / 2, y: (caja.alto - alto * escala) / 2, ancho: ancho * escala, alto: alto * escala };
  const [x1, y1] = [campo.x + campo.ancho, campo.y + campo.alto];
  const transformacion = homografiaDe([a, b, c, d], [[campo.x, campo.y], [x1, campo.y], [x1, y1], [campo.x, y1]]);
  return transformacion === null ? null : { transformacion, campo };
};

/** A strip of the box, `hasta` its right edge, and the affine transform (a, b, c, d, e, f of a canvas) of the picture in it. */
export type Franja = { readonly desde: number; readonly hasta: number; readonly matriz: readonly [number, number, number, number, number, number] };

/** The affine transform that takes three points to the corners of a strip: its left and right on top, and its left below. */
const afin = ([[x0, y0], [x1, y1], [x2, y2]]: readonly [Punto, Punto, Punto], desde: number, hasta: number, alto: number): Franja['matriz'] | null => {
  const det = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  if (det === 0) return null;
  const [a, c] = [((hasta - desde) * (y2 - y0)) / det, (-(hasta - desde) * (x2 - x0)) / det];
  const [b, d] = [(-alto * (y1 - y0)) / det, (alto * (x1 - x0)) / det];
  return [a, b, c, d, desde - a * x0 - c * y0, -b * x0 - d * y0];
};

/** How far the fourth corner of a strip falls from its place: the three others are true, and nothing in between is farther. */
const desvio = ({ hasta, matriz: [a, b, c, d, e, f] }: Franja, inversa: Homografia, alto: number): number => {
  const [x, y] = aplicarHomografia(inversa, [hasta, alto]);
  return distancia([a * x + c * y + e, b * x + d * y + f], [hasta, alto]);
};

/** The box in so many strips. */
const partir = (cuantas: number, inversa: Homografia, { ancho, alto }: Medida): Franja[] => {
  const desde = (i: number): number => Math.round((i * ancho) / cuantas);
  return Array.from({ length: cuantas }, (_, i): Franja | null => {
    const [x0, x1] = [desde(i), desde(i + 1)];
    const matriz = afin([aplicarHomografia(inversa, [x0, 0]), aplicarHomografia(inversa, [x1, 0]), aplicarHomografia(inversa, [x0, alto])], x0, x1, alto);
    return matriz === null ? null : { desde: x0, hasta: x1, matriz };
  }).filter((f) => f !== null);
};

/**
 * How to draw a picture of `imagen` pixels so laid in a box of `caja` pixels, with what a canvas can do: the whole box at
 * once where the page is flat, side by side where it is seen in perspective, each strip true at three of its corners.
 */
export const enFranjas = (h: Homografia, imagen: Medida, caja: Medida): Franja[] => {
  const inversa = invertirHomografia(h);
  const llana = Math.abs((h[6] ?? 0) * imagen.ancho) + Math.abs((h[7] ?? 0) * imagen.alto) < PERSPECTIVA_MINIMA;
  if (llana) return partir(1, inversa, caja);
  for (let cuantas = FRANJAS; ; cuantas *= 2) {
    const franjas = partir(cuantas, inversa, caja);
    if (cuantas >= FRANJAS_MAXIMAS || franjas.every((f) => desvio(f, inversa, caja.alto) <= DESVIO)) return franjas;
  }
};

/** The corners as an SVG polygon over a picture of 1 × 1. */
export const poligono = (zona: Quad): string => zona.map(([x, y]) => `${x},${y}`).join(' ');
