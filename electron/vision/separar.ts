import sharp from 'sharp';
import { PIXELES_MAXIMOS } from './decodificar.ts';
import { nombreDeFormato } from './formatos.ts';
import { contarPaginasPdf, sacarPaginaPdf } from './pdf.ts';

/** Pages of a PDF or a TIFF; 1 for any other image. */
export const contarPaginas = async (bytes: Uint8Array): Promise<number> => {
  if (nombreDeFormato(bytes) === 'pdf') return contarPaginasPdf(bytes);
  const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return pages;
};

/** One page, from 0, as an image of its own: the JPEG that the PDF holds, or a new image without loss. The same bytes give the same page. */
export const sacarPagina = async (bytes: Uint8Array, numero: number): Promise<Uint8Array> => {
  if (nombreDeFormato(bytes) === 'pdf') return sacarPaginaPdf(bytes, numero);
  const pagina = sharp(bytes, { page: numero, failOn: 'truncated', limitInputPixels: PIXELES_MAXIMOS });
  return pagina.withMetadata().png({ compressionLevel: 3 }).toBuffer();
};
