import sharp from 'sharp';

export const FORMATOS_IMAGEN = ['jpeg', 'png', 'tiff'] as const;
export type FormatoImagen = (typeof FORMATOS_IMAGEN)[number];

/** Why an image cannot be used: said to the digitalizador, who scans again. */
export type ProblemaImagen = 'no_es_imagen' | 'truncada' | 'muy_pequena' | 'muy_grande' | 'varias_paginas';

/** A page in gray, one byte a pixel, upright as its EXIF says. */
export type PaginaGris = { readonly datos: Uint8Array; readonly ancho: number; readonly alto: number };

export type Decodificada =
  | { readonly problema: null | 'muy_pequena'; readonly formato: FormatoImagen; readonly dpi: number | null; readonly pagina: PaginaGris }
  | { readonly problema: Exclude<ProblemaImagen, 'muy_pequena'>; readonly formato: FormatoImagen | null };

/** Under this a handwritten digit has less than 20 pixels: letter paper at 75 dpi. */
const LADO_LARGO_MINIMO = 800;
const LADO_CORTO_MINIMO = 600;
/** Tabloid at 600 dpi has 67 megapixels: more is not a page, and would fill the memory. */
export const PIXELES_MAXIMOS = 100_000_000;

const FIRMAS: readonly (readonly [FormatoImagen, readonly number[]])[] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];

/** Format by the first bytes, never by the name of the file. */
export const formatoDe = (bytes: Uint8Array): FormatoImagen | null => FIRMAS.find(([, firma]) => firma.every((b, i) => bytes[i] === b))?.[0] ?? null;

/** Scanners write 72 or nothing when they do not know. */
const dpiDe = (densidad: number | undefined): number | null => (densidad !== undefined && densidad > 72 ? Math.round(densidad) : null);

/**
 * Decodes a page to gray. Bytes that begin like an image but cannot be decoded to the end are `truncada`: a scan that was cut
 * short must never pass for a whole one.
 */
export const decodificar = async (bytes: Uint8Array): Promise<Decodificada> => {
  const formato = formatoDe(bytes);
  if (formato === null) return { problema: 'no_es_imagen', formato: null };
  try {
    // What the header says costs no memory, however large the page: the limit is for its pixels.
    const { density, width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > PIXELES_MAXIMOS) return { problema: 'muy_grande', formato };
    // Only the first would be seen: the actas of the others would be lost.
    if (pages > 1) return { problema: 'varias_paginas', formato };
    const entrada = sharp(bytes, { failOn: 'truncated', limitInputPixels: PIXELES_MAXIMOS });
    const { data, info } = await entrada.autoOrient().flatten({ background: '#fff' }).toColourspace('b-w').extractChannel(0).raw().toBuffer({ resolveWithObject: true });
    const [largo, corto] = [Math.max(info.width, info.height), Math.min(info.width, info.height)];
    const chica = largo < LADO_LARGO_MINIMO || corto < LADO_CORTO_MINIMO;
    return { problema: chica ? 'muy_pequena' : null, formato, dpi: dpiDe(density), pagina: { datos: data, ancho: info.width, alto: info.height } };
  } catch {
    return { problema: 'truncada', formato };
  }
};
