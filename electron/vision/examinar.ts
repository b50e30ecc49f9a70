import { createHash } from 'node:crypto';
import { LIMITES_CALIDAD, type LimitesCalidad } from '#shared/domain/calidad.ts';
import type { ExamenGuardado } from '#shared/domain/examen.ts';
import { PLANTILLAS } from '#shared/domain/plantilla-familias.ts';
import { decodificar, type ProblemaImagen } from './decodificar.ts';
import { buscarQr, type QrEncontrado } from './leer-qr.ts';

export type OpcionesExamen = {
  /** Families of templates whose marks are looked for, most likely first. */
  readonly plantillas: readonly string[];
  readonly limites: LimitesCalidad;
};

export const OPCIONES_USUALES: OpcionesExamen = { plantillas: PLANTILLAS, limites: LIMITES_CALIDAD };

/** What a scanned image is, from its bytes alone. */
export type Examen = {
  /** Name of the format, also of one that is not admitted; null when it is none that is known. */
  readonly formato: string | null;
  /** Pixels, upright as the EXIF says; 0 when it could not be decoded. */
  readonly ancho: number;
  readonly alto: number;
  /** From the metadata; null when the device did not say. */
  readonly dpi: number | null;
  /** SHA-256 of the bytes as they came, hexadecimal: the image's name. */
  readonly sha256: string;
  readonly qr: QrEncontrado | null;
  readonly problema: ProblemaImagen | null;
  /** How the page lies and how good it is; null when there is a problem. */
  readonly examen: ExamenGuardado | null;
};

/** Decodes an image to the end, looks for its QR and its marks, measures it and computes its hash. Never throws for what the bytes hold. */
export const examinarImagen = async (bytes: Uint8Array, _opciones: OpcionesExamen = OPCIONES_USUALES): Promise<Examen> => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const decodificada = await decodificar(bytes);
  if (!('pagina' in decodificada)) return { formato: decodificada.formato, ancho: 0, alto: 0, dpi: null, sha256, qr: null, problema: decodificada.problema, examen: null };
  const { formato, dpi, pagina, problema } = decodificada;
  return { formato, ancho: pagina.ancho, alto: pagina.alto, dpi, sha256, qr: await buscarQr(pagina), problema, examen: null };
};
