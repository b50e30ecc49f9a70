import { createHash } from 'node:crypto';
import { decodificar, type FormatoImagen, type ProblemaImagen } from './decodificar.ts';
import { buscarQr, type QrEncontrado } from './leer-qr.ts';

/** What a scanned image is, from its bytes alone. */
export type Examen = {
  readonly formato: FormatoImagen | null;
  /** Pixels, upright as the EXIF says; 0 when it could not be decoded. */
  readonly ancho: number;
  readonly alto: number;
  /** From the metadata; null when the device did not say. */
  readonly dpi: number | null;
  /** SHA-256 of the bytes as they came, hexadecimal: the image's name. */
  readonly sha256: string;
  readonly qr: QrEncontrado | null;
  readonly problema: ProblemaImagen | null;
};

/** Decodes an image to the end, looks for its QR and computes its hash. Never throws for what the bytes hold. */
export const examinarImagen = async (bytes: Uint8Array): Promise<Examen> => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const decodificada = await decodificar(bytes);
  if (!('pagina' in decodificada)) return { formato: decodificada.formato, ancho: 0, alto: 0, dpi: null, sha256, qr: null, problema: decodificada.problema };
  const { formato, dpi, pagina, problema } = decodificada;
  return { formato, ancho: pagina.ancho, alto: pagina.alto, dpi, sha256, qr: await buscarQr(pagina), problema };
};
