import sharp from 'sharp';
import type { Quad } from '#shared/domain/homografia.ts';
import { homografiaDe, aplicarHomografia } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';
import { muestrear } from './gris.ts';

/** Sets straight a quadrilateral of a page, given by its corners in pixels, into `ancho` × `alto` pixels. */
export const enderezar = (pagina: PaginaGris, quad: Quad, ancho: number, alto: number): PaginaGris => {
  const datos = new Uint8Array(ancho * alto);
  const h = homografiaDe([[0, 0], [ancho, 0], [ancho, alto], [0, alto]], quad);
  if (h === null) return { datos, ancho, alto };
  for (let y = 0; y < alto; y++)
    for (let x = 0; x < ancho; x++) {
      const [u, v] = aplicarHomografia(h, [x + 0.5, y + 0.5]);
      datos[y * ancho + x] = muestrear(pagina, u, v);
    }
  return { datos, ancho, alto };
};

/** A gray image as PNG. */
export const aPng = ({ datos, ancho, alto }: PaginaGris): Promise<Buffer> => sharp(datos, { raw: { width: ancho, height: alto, channels: 1 } }).png().toBuffer();

/** A page turned by quarters, as it is set upright. */
export const girarGris = async ({ datos, ancho, alto }: PaginaGris, giro: 0 | 90 | 180 | 270): Promise<PaginaGris> => {
  if (giro === 0) return { datos, ancho, alto };
  const { data, info } = await sharp(datos, { raw: { width: ancho, height: alto, channels: 1 } }).rotate(giro).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { datos: data, ancho: info.width, alto: info.height };
};
