import sharp from 'sharp';
import { formatoDe, nombreDeFormato, PIXELES_MAXIMOS, type FormatoImagen } from './formatos.ts';
import { conLumaSinConvertir } from './jpeg-luma.ts';
import { grisDe } from './luma.ts';
import { esNeutro } from './perfil-color.ts';
import { contarPaginasPdf, pixelesDePdf } from './pdf.ts';
import { conRigor, type Rigor } from './rigor.ts';
import { soltar } from './soltar.ts';

/** Why an image cannot be used: said to the digitalizador, who scans again. */
export type ProblemaImagen = 'no_es_imagen' | 'truncada' | 'muy_pequena' | 'muy_grande' | 'varias_paginas' | 'formato_no_admitido';

/** A page in gray, one byte a pixel, upright as its EXIF says. */
export type PaginaGris = { readonly datos: Uint8Array; readonly ancho: number; readonly alto: number };

export type Decodificada =
  | { readonly problema: null | 'muy_pequena'; readonly formato: FormatoImagen; readonly dpi: number | null; readonly pagina: PaginaGris }
  | { readonly problema: Exclude<ProblemaImagen, 'muy_pequena'>; readonly formato: string | null };

/** Under this a handwritten digit has less than 20 pixels: letter paper at 75 dpi. */
const LADO_LARGO_MINIMO = 800;
const LADO_CORTO_MINIMO = 600;

/** Scanners write 72 or nothing when they do not know. */
const dpiDe = (densidad: number | undefined): number | null => (densidad !== undefined && densidad > 72 ? Math.round(densidad) : null);

/** Those whose pixels come as red, green and blue; any other is made gray by libvips. */
const ESPACIOS_DE_COLOR: ReadonlySet<string> = new Set(['srgb', 'rgb16', 'cmyk']);

/** How the gray of an image comes about: it is its first channel, or made of its colours, or libvips makes it. */
type Via = 'primer_canal' | 'colores' | 'libvips';
type Fuente = { readonly bytes: Uint8Array; readonly via: Via; readonly ignoreIcc: boolean };

const fuenteDe = (bytes: Uint8Array, formato: FormatoImagen, espacio: string | undefined, neutro: boolean): Fuente => {
  const ignoreIcc = espacio === 'srgb' && neutro;
  const conLuma = ignoreIcc && formato === 'jpeg' ? conLumaSinConvertir(bytes) : null;
  if (conLuma) return { bytes: conLuma, via: 'primer_canal', ignoreIcc };
  return { bytes, via: ESPACIOS_DE_COLOR.has(espacio ?? '') ? 'colores' : 'libvips', ignoreIcc };
};

const pixeles = async (fuente: Fuente, failOn: Rigor): Promise<PaginaGris> => {
  const { bytes, via, ignoreIcc } = fuente;
  const entrada = sharp(bytes, { failOn, ignoreIcc, limitInputPixels: PIXELES_MAXIMOS, sequentialRead: true }).autoOrient().flatten({ background: '#fff' });
  const salida = via === 'colores' ? entrada : (via === 'libvips' ? entrada.toColourspace('b-w') : entrada).extractChannel(0);
  const { data, info } = await salida.raw().toBuffer({ resolveWithObject: true });
  const pagina = { ancho: info.width, alto: info.height };
  if (info.channels === 1) return { ...pagina, datos: data };
  if (info.channels !== 3) return pixeles({ ...fuente, via: 'libvips' }, failOn);
  const datos = grisDe(data);
  soltar(data);
  return { ...pagina, datos };
};

const CONTRASENA = /password/i;

const examinarPdf = async (bytes: Uint8Array): Promise<Decodificada> => {
  if (pixelesDePdf(bytes) > PIXELES_MAXIMOS) return { problema: 'muy_grande', formato: 'pdf' };
  try {
    return { problema: (await contarPaginasPdf(bytes)) > 0 ? 'varias_paginas' : 'truncada', formato: 'pdf' };
  } catch (error) {
    if (error instanceof Error && CONTRASENA.test(error.message)) return { problema: 'formato_no_admitido', formato: 'pdf con contraseña' };
    return { problema: 'truncada', formato: 'pdf' };
  }
};

/**
 * Decodes a page to gray. Bytes that begin like an image but cannot be decoded to the end, or only with repairs, are
 * `truncada`: a scan that was cut short must never pass for a whole one. A PDF, even of one page, is `varias_paginas`.
 */
export const decodificar = async (bytes: Uint8Array): Promise<Decodificada> => {
  const formato = formatoDe(bytes);
  if (formato === null) {
    const nombre = nombreDeFormato(bytes);
    if (nombre === 'pdf') return examinarPdf(bytes);
    return nombre === null ? { problema: 'no_es_imagen', formato: null } : { problema: 'formato_no_admitido', formato: nombre };
  }
  try {
    // What the header says costs no memory, however large the page: the limit is for its pixels.
    const { density, width, height, pages = 1, space, icc } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > PIXELES_MAXIMOS) return { problema: 'muy_grande', formato };
    // Only the first would be seen: the actas of the others would be lost.
    if (pages > 1) return { problema: 'varias_paginas', formato };
    const neutro = await esNeutro(icc);
    const pagina = await conRigor(bytes, formato, 0, (estos, failOn) => pixeles(fuenteDe(estos, formato, space, neutro), failOn));
    const [largo, corto] = [Math.max(pagina.ancho, pagina.alto), Math.min(pagina.ancho, pagina.alto)];
    const chica = largo < LADO_LARGO_MINIMO || corto < LADO_CORTO_MINIMO;
    return { problema: chica ? 'muy_pequena' : null, formato, dpi: dpiDe(density), pagina };
  } catch {
    return { problema: 'truncada', formato };
  }
};
