import type { Alineacion } from './examen.ts';
import { aplicarHomografia, type Quad } from './homografia.ts';
import type { Plantilla, Rect } from './plantilla.ts';

/** A rectangle of the template, in millimetres, as four points of the upright image, in fractions of its width and height. */
export const cuadroDe = ({ x, y, w, h }: Rect, { homografia }: Pick<Alineacion, 'homografia'>): Quad => [
  aplicarHomografia(homografia, [x, y]),
  aplicarHomografia(homografia, [x + w, y]),
  aplicarHomografia(homografia, [x + w, y + h]),
  aplicarHomografia(homografia, [x, y + h]),
];

const union = (rects: readonly Rect[]): Rect => {
  const x = Math.min(...rects.map((r) => r.x));
  const y = Math.min(...rects.map((r) => r.y));
  return { x, y, w: Math.max(...rects.map((r) => r.x + r.w)) - x, h: Math.max(...rects.map((r) => r.y + r.h)) - y };
};

/** Where each field is in the image: words and boxes together, by key of the template's fields. */
export const zonasDe = (plantilla: Pick<Plantilla, 'campos'>, alineacion: Pick<Alineacion, 'homografia'>): Record<string, Quad> =>
  Object.fromEntries(plantilla.campos.map((c) => [c.clave, cuadroDe(union([c.letra, ...c.numero]), alineacion)]));

/** The three digit boxes of each field in the image. */
export const cajasDe = (plantilla: Pick<Plantilla, 'campos'>, alineacion: Pick<Alineacion, 'homografia'>): Record<string, readonly [Quad, Quad, Quad]> =>
  Object.fromEntries(plantilla.campos.map(({ clave, numero: [a, b, c] }) => [clave, [cuadroDe(a, alineacion), cuadroDe(b, alineacion), cuadroDe(c, alineacion)]]));
