import { aplicarHomografia, type Homografia } from '#shared/domain/homografia.ts';
import type { Azar } from './azar.ts';
import type { Danos } from './estropear.ts';
import type { Lienzo } from './lienzo.ts';

/** What light and the sensor do to an image: in place. */

/** A shadow that grows across the picture in one direction. */
export const sombrear = ({ datos, ancho, alto }: Lienzo, fuerza: number, azar: Azar): void => {
  const rumbo = azar.entre(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(rumbo) / ancho, Math.sin(rumbo) / alto];
  for (let y = 0; y < alto; y++)
    for (let x = 0; x < ancho; x++) {
      const t = Math.min(1, Math.max(0, 0.5 + (x - ancho / 2) * dx + (y - alto / 2) * dy));
      const luz = 1 - fuerza * t;
      const k = (y * ancho + x) * 3;
      for (let n = 0; n < 3; n++) datos[k + n] = (datos[k + n] ?? 0) * luz;
    }
};

/** A lamp mirrored on the paper: whiter towards its middle. `aPixel` takes millimetres of the page to pixels of the image. */
export const reflejar = ({ datos, ancho, alto }: Lienzo, { sobre, fuerza }: NonNullable<Danos['reflejo']>, aPixel: Homografia, azar: Azar): void => {
  const centro = [sobre.x + sobre.w * azar.entre(0.2, 0.8), sobre.y + sobre.h * azar.entre(0.2, 0.8)] as const;
  const [cx, cy] = aplicarHomografia(aPixel, centro);
  const [bx, by] = aplicarHomografia(aPixel, [centro[0] + sobre.w * 0.6, centro[1]]);
  const radio = Math.hypot(bx - cx, by - cy);
  for (let y = Math.max(0, Math.floor(cy - 2.5 * radio)); y < Math.min(alto, cy + 2.5 * radio); y++)
    for (let x = Math.max(0, Math.floor(cx - 2.5 * radio)); x < Math.min(ancho, cx + 2.5 * radio); x++) {
      const brillo = fuerza * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / radio ** 2);
      const k = (y * ancho + x) * 3;
      for (let n = 0; n < 3; n++) datos[k + n] = (datos[k + n] ?? 0) + (255 - (datos[k + n] ?? 0)) * brillo;
    }
};

/** Dark lines along the feed, one to three pixels wide. */
export const rayar = ({ datos, ancho, alto }: Lienzo, rayas: number, azar: Azar): void => {
  for (let n = 0; n < rayas; n++) {
    const [x0, grueso, nivel] = [azar.entero(0, ancho - 4), azar.entero(1, 3), azar.entre(0.2, 0.75)];
    for (let y = 0; y < alto; y++)
      for (let k = (y * ancho + x0) * 3; k < (y * ancho + x0 + grueso) * 3; k++) datos[k] = (datos[k] ?? 0) * nivel;
  }
};

/** Noise of a cheap sensor: the sum of three uniform numbers is normal enough. */
export const ruidoDeSensor = (datos: Uint8Array, desviacion: number, canales: number, azar: Azar): void => {
  for (let i = 0; i < datos.length; i += canales) {
    const n = (azar.siguiente() + azar.siguiente() + azar.siguiente() - 1.5) * 2 * desviacion;
    for (let c = 0; c < canales; c++) datos[i + c] = Math.max(0, Math.min(255, (datos[i + c] ?? 0) + n));
  }
};
