import { homografiaDe, type Homografia, type Punto, type Quad } from '#shared/domain/homografia.ts';
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
/** Below this a page is as good as flat, and a flat transform is drawn sharper. */
const PERSPECTIVA_MINIMA = 1e-3;

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

/** The CSS transform of a picture drawn at its own size, with its origin at the top left. */
export const cssDe = (h: Homografia, imagen: Medida): string => {
  const [a, b, c, d, e, f, g, i, j] = h.map((n) => n.toFixed(9));
  const llana = Math.abs((h[6] ?? 0) * imagen.ancho) + Math.abs((h[7] ?? 0) * imagen.alto) < PERSPECTIVA_MINIMA;
  return llana ? `matrix(${a}, ${d}, ${b}, ${e}, ${c}, ${f})` : `matrix3d(${a}, ${d}, 0, ${g}, ${b}, ${e}, 0, ${i}, 0, 0, 1, 0, ${c}, ${f}, 0, ${j})`;
};

/** The corners as an SVG polygon over a picture of 1 × 1. */
export const poligono = (zona: Quad): string => zona.map(([x, y]) => `${x},${y}`).join(' ');
