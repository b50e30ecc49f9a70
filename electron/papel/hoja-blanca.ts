import sharp from 'sharp';

/** Letter, landscape, as `plantillaPara` draws its pages; inches. */
const CARTA = { ancho: 11, alto: 8.5 };
/** Paper as a scanner sees it. */
const PAPEL = { r: 250, g: 249, b: 246 };

/** The JPEG of a sheet on which nothing is written: a separator, or an acta that went in upside down. */
export const dibujarHojaBlanca = (dpi: number): Promise<Buffer> =>
  sharp({ create: { width: Math.round(CARTA.ancho * dpi), height: Math.round(CARTA.alto * dpi), channels: 3, background: PAPEL } })
    .withMetadata({ density: dpi })
    .jpeg({ quality: 75 })
    .toBuffer();
