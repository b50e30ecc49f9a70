import { mkdir, open, readdir, rename, stat, type FileHandle } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import { porNombre } from './bandeja-temporal.ts';

/** Where a file goes once it is stored: the folder shows what is still to do. */
export const PROCESADAS = 'procesadas';
/** Names that programs give to files they have not finished. */
const A_MEDIAS = /^[.~]|\.(tmp|part|partial|crdownload|filepart)$/i;
/** No file system takes a longer name. */
const BYTES_DE_NOMBRE = 255;
/** Larger than any scan of an acta, and small enough to be held in memory. */
const MAXIMO_MB = 256;
const MAXIMO_BYTES = MAXIMO_MB * 1024 * 1024;

/** A file of the folder: its name for people, and its path in the bytes that the file system has, which may not be UTF-8. */
export type Archivo = { readonly nombre: string; readonly ruta: Buffer };

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');
/** Multifunctions and old shares write names in Latin-1. */
const leerNombre = (bytes: Buffer): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
};

/** The system's code of an error, ENOENT and the like. */
export const codigoDeSistema = (error: unknown): string | undefined => (error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined);

/** The files of a folder that their programs have given their final name, in the order of their names. */
export const listarArchivos = async (carpeta: string): Promise<Archivo[]> => {
  const entradas = await readdir(carpeta, { withFileTypes: true, encoding: 'buffer' });
  const base = Buffer.from(carpeta + sep);
  return entradas
    .filter((e) => e.isFile())
    .map((e) => ({ nombre: leerNombre(e.name), ruta: Buffer.concat([base, e.name]) }))
    .filter(({ nombre }) => !A_MEDIAS.test(nombre))
    .sort((a, b) => porNombre(a.nombre, b.nombre));
};

/** Size and date of a file when it was looked at. */
export type Aspecto = { readonly bytes: number; readonly modificado: number };
const sigueIgual = async (mango: FileHandle, { bytes, modificado }: Aspecto): Promise<boolean> => {
  const ahora = await mango.stat();
  return ahora.size === bytes && ahora.mtimeMs === modificado;
};

/**
 * The bytes of a file that is as it was looked at, before and after it is read; null when it changed or went away: it is
 * not whole yet.
 * Throws AppError `archivo_inaccesible` without permission and `archivo_muy_grande`.
 */
export const leerQuieto = async ({ nombre, ruta }: Archivo, aspecto: Aspecto): Promise<Uint8Array | null> => {
  const mango = await open(ruta, 'r').catch((error: unknown) => {
    const codigo = codigoDeSistema(error);
    if (codigo === 'ENOENT') return null;
    if (codigo === 'EACCES' || codigo === 'EPERM') throw new AppError('archivo_inaccesible', { archivo: nombre, detalle: 'no hay permiso para leerlo' });
    throw error;
  });
  if (mango === null) return null;
  try {
    if (aspecto.bytes > MAXIMO_BYTES) throw new AppError('archivo_muy_grande', { archivo: nombre, maximo: MAXIMO_MB });
    if (!(await sigueIgual(mango, aspecto))) return null;
    const bytes = await mango.readFile();
    return bytes.length === aspecto.bytes && (await sigueIgual(mango, aspecto)) ? bytes : null;
  } finally {
    await mango.close();
  }
};

/** The name with a number before its extension, cut where it would be too long. */
const numerado = (nombre: string, n: number): string => {
  const extension = extname(nombre);
  const final = `${n === 1 ? '' : ` (${n})`}${Buffer.byteLength(extension) < 20 ? extension : ''}`;
  const letras = Array.from(nombre.slice(0, nombre.length - extension.length));
  while (Buffer.byteLength(letras.join('') + final) > BYTES_DE_NOMBRE) letras.pop();
  return letras.join('') + final;
};

/** A name that is free in the folder of processed files: another scan may have used the same one. */
const destinoLibre = async (carpeta: string, nombre: string): Promise<string> => {
  for (let n = 1; ; n++) {
    const ruta = join(carpeta, numerado(nombre, n));
    if (await stat(ruta).then(() => false, () => true)) return ruta;
  }
};

/** Moves a file that is stored to the processed ones. Throws what the file system says. */
export const apartarProcesada = async (carpeta: string, { nombre, ruta }: Archivo): Promise<void> => {
  const procesadas = join(carpeta, PROCESADAS);
  await mkdir(procesadas).catch((error: unknown) => {
    if (codigoDeSistema(error) !== 'EEXIST') throw error;
  });
  await rename(ruta, await destinoLibre(procesadas, nombre));
};
