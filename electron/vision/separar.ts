import sharp from 'sharp';
import { formatoDe, nombreDeFormato, PIXELES_MAXIMOS } from './formatos.ts';
import { contarPaginasPdf, sacarPaginaPdf } from './pdf.ts';
import { conRigor } from './rigor.ts';

/** Pages of a PDF or a TIFF; 1 for any other image. Rejects when the file cannot be taken apart. */
export const contarPaginas = async (bytes: Uint8Array): Promise<number> => {
  if (nombreDeFormato(bytes) === 'pdf') return contarPaginasPdf(bytes);
  const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return pages;
};

const sacar = (bytes: Uint8Array, numero: number): Promise<Uint8Array> => {
  const formato = formatoDe(bytes);
  if (formato === null) return sacarPaginaPdf(bytes, numero);
  return conRigor(bytes, formato, numero, (estos, failOn) =>
    sharp(estos, { page: numero, failOn, limitInputPixels: PIXELES_MAXIMOS }).withMetadata().png({ compressionLevel: 3 }).toBuffer());
};

/**
 * One page, from 0, as an image of its own: the JPEG that the PDF holds, or a new image without loss; null when it is damaged,
 * whatever the others are. The same bytes give the same page.
 */
export const sacarPagina = (bytes: Uint8Array, numero: number): Promise<Uint8Array | null> => sacar(bytes, numero).catch(() => null);
