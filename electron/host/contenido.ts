import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Content security policy of every page, in Electron and in the Node host: only our own files, no inline code or styles,
 * no network but our own origin. `data:` and `blob:` images are the pages of paper that the station hands over.
 */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Headers of every answer. */
export const CABECERAS_SEGURAS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

const TIPOS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** MIME type by extension; a file of any other kind is not served. */
export const tipoDe = (archivo: string): string | null => TIPOS[path.extname(archivo).toLowerCase()] ?? null;

/**
 * The file that a URL path names, relative to the folder of the pages, or null when it tries to leave it
 * (`..`, encoded slashes, backslashes, NUL, drive letters, bad escapes). Pure: nothing is looked up on disk.
 * A path without extension is a place of the application and gives index.html.
 */
export const rutaDeRecurso = (rutaUrl: string): string | null => {
  if (!rutaUrl.startsWith('/') || /%(2f|5c|00)/i.test(rutaUrl)) return null;
  let limpia: string;
  try {
    limpia = decodeURIComponent(rutaUrl);
  } catch {
    return null;
  }
  if (/[\\:\0]/.test(limpia)) return null;
  const partes = limpia.split('/').filter((p) => p !== '');
  if (partes.some((p) => p === '.' || p === '..')) return null;
  const relativa = partes.join('/');
  return path.posix.extname(relativa) === '' ? 'index.html' : relativa;
};

/** Absolute path and MIME type of what a URL path names inside `carpeta`, following no link out of it; null when there is none. */
export const resolverRecurso = async (carpeta: string, rutaUrl: string): Promise<{ readonly archivo: string; readonly tipo: string } | null> => {
  const relativa = rutaDeRecurso(rutaUrl);
  const tipo = relativa === null ? null : tipoDe(relativa);
  if (relativa === null || tipo === null) return null;
  try {
    const raiz = await realpath(carpeta);
    const archivo = await realpath(path.join(raiz, relativa));
    const dentro = path.relative(raiz, archivo);
    if (dentro.startsWith('..') || path.isAbsolute(dentro)) return null;
    return (await stat(archivo)).isFile() ? { archivo, tipo } : null;
  } catch {
    return null;
  }
};
