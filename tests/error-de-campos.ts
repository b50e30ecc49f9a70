import type { Alineada } from '#electron/vision/pagina/afinar.ts';
import { aAlineacion } from '#electron/vision/pagina/alinear.ts';
import type { PaginaGris } from '#electron/vision/decodificar.ts';
import { aplicarHomografia, componer, invertirHomografia, type Homografia } from '#shared/domain/homografia.ts';
import type { Plantilla } from '#shared/domain/plantilla.ts';

/** Fractions of the upright image to fractions of the image as it is. */
const DESGIRAR: Readonly<Record<Alineada['giro'], Homografia>> = { 0: [1, 0, 0, 0, 1, 0, 0, 0, 1], 90: [0, 1, 0, -1, 0, 1, 0, 0, 1], 180: [-1, 0, 1, 0, -1, 1, 0, 0, 1], 270: [0, -1, 1, 1, 0, 0, 0, 0, 1] };

/** The farthest that a corner of a field is from where it truly is, millimetres. `verdad`: millimetres to fractions of the image. */
export const errorDeCampos = (plantilla: Plantilla, pagina: PaginaGris, alineada: Alineada, verdad: Homografia): number => {
  const h = componer(DESGIRAR[alineada.giro], aAlineacion(alineada, pagina).homografia);
  const alReves = invertirHomografia(verdad);
  const puntos = plantilla.campos.flatMap((c) => [c.letra, ...c.numero]).flatMap((r) => [[r.x, r.y], [r.x + r.w, r.y + r.h]] as const);
  return Math.max(...puntos.map((p) => {
    const [x, y] = aplicarHomografia(alReves, aplicarHomografia(h, p));
    return Math.hypot(x - p[0], y - p[1]);
  }));
};
