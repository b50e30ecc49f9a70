import sharp from 'sharp';
import type { Giro } from '#shared/domain/examen.ts';
import { PIXELES_MAXIMOS } from './formatos.ts';

const LADO_PANTALLA = 1800;
const LADO_MINIATURA = 320;

const derivar = (bytes: Uint8Array, lado: number, calidad: number, giro: Giro): Promise<Buffer> =>
  sharp(bytes, { failOn: 'none', limitInputPixels: PIXELES_MAXIMOS })
    .autoOrient()
    .rotate(giro)
    .flatten({ background: '#fff' })
    .resize(lado, lado, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: calidad })
    .toBuffer();

/** The page for the screen: JPEG (WebP takes ten times as long), long side up to 1,800 pixels. Can be thrown away and made again. */
export const derivarPantalla = (bytes: Uint8Array, giro: Giro = 0): Promise<Buffer> => derivar(bytes, LADO_PANTALLA, 80, giro);

/** The page for a list: JPEG, long side 320 pixels. */
export const derivarMiniatura = (bytes: Uint8Array, giro: Giro = 0): Promise<Buffer> => derivar(bytes, LADO_MINIATURA, 72, giro);
