import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import { sincronizarCarpeta } from './archivo-durable.ts';

const codigoDe = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Faults of one file as well as of a whole medium. */
const DE_UN_ARCHIVO: ReadonlySet<string> = new Set(['ENOENT', 'EIO', 'EISDIR', 'EACCES', 'EPERM']);

/** What a medium did, in words that say what to do; anything else as it is. */
const dicho = (error: unknown, medio: string): unknown => {
  const codigo = codigoDe(error);
  if (codigo === 'ENOSPC' || codigo === 'EDQUOT' || codigo === 'EFBIG') return new AppError('usb_lleno', { carpeta: medio });
  if (codigo === 'EROFS' || codigo === 'EACCES' || codigo === 'EPERM') return new AppError('usb_solo_lectura', { carpeta: medio });
  if (codigo === 'ENOENT' || codigo === 'EIO' || codigo === 'ENODEV' || codigo === 'ENXIO' || codigo === 'ENOTDIR') return new AppError('usb_retirado', { carpeta: medio });
  return error;
};

/** A medium that gives no sign of life for so long in one file is not there any more, whatever the system hopes for. */
const PACIENCIA_MS = 60_000;

/** Resolves as `hecho` does; a medium that does not answer rejects with `usb_retirado`. What the system is still waiting for is left to it. */
const conPaciencia = async <T>(hecho: Promise<T>, medio: string, ms: number): Promise<T> => {
  let reloj: NodeJS.Timeout | undefined;
  const harto = new Promise<never>((_, no) => { reloj = setTimeout(() => no(new AppError('usb_retirado', { carpeta: medio })), ms); });
  try {
    return await Promise.race([hecho, harto]);
  } finally {
    clearTimeout(reloj);
  }
};

/** A place where something still is: of a medium that was pulled out nothing is left, or the empty folder where it was mounted. */
const hayAlgoEn = (raiz: string): Promise<boolean> => readdir(raiz).then((nombres) => nombres.length > 0, () => false);

/**
 * A folder on a medium that people pull out. A file gets its name only once its bytes are on the medium and were read back
 * as they should be; everything throws AppError: usb_lleno, usb_solo_lectura, usb_retirado, usb_no_coincide, and usb_ilegible for one file that
 * cannot be read on a medium that is there.
 */
export const crearMedioUsb = (raiz: string, sha256: (bytes: Uint8Array) => string, { pacienciaMs = PACIENCIA_MS } = {}) => {
  const con = async <T>(hacer: () => Promise<T>): Promise<T> => {
    try {
      return await conPaciencia(hacer(), raiz, pacienciaMs);
    } catch (error) {
      throw dicho(error, raiz);
    }
  };
  const ruta = (archivo: string): string => join(raiz, archivo);

  const escribirYLeer = async (archivo: string, bytes: Uint8Array): Promise<void> => {
    const destino = ruta(archivo);
    // Making a folder on a write-protected medium says that the path is not there; this says why.
    if (await stat(raiz).then(() => true, () => false)) await access(raiz, constants.W_OK);
    await mkdir(dirname(destino), { recursive: true });
    const temporal = join(dirname(destino), `.${randomUUID()}.parcial`);
    try {
      const mango = await open(temporal, 'wx');
      try {
        await mango.writeFile(bytes);
        await mango.sync();
      } finally {
        await mango.close();
      }
      if (sha256(await readFile(temporal)) !== sha256(bytes)) throw new AppError('usb_no_coincide', { archivo });
      await rename(temporal, destino);
      await sincronizarCarpeta(dirname(destino));
    } catch (error) {
      await rm(temporal, { force: true }).catch(() => undefined);
      throw error;
    }
  };

  const leer = (archivo: string): Promise<Uint8Array> => con(async () => {
    try {
      return await readFile(ruta(archivo));
    } catch (error) {
      // One bad sector, or one file that is missing, is not a medium that was pulled out: the others are there.
      throw DE_UN_ARCHIVO.has(codigoDe(error)) && await hayAlgoEn(raiz) ? new AppError('usb_ilegible', { archivo }) : error;
    }
  });

  return {
    escribir: (archivo: string, bytes: Uint8Array): Promise<void> => con(() => escribirYLeer(archivo, bytes)),
    /** Whether something can be written now: throws as `escribir` does. */
    probar: (): Promise<void> => con(async () => {
      const prueba = `.${randomUUID()}.prueba`;
      await escribirYLeer(prueba, new Uint8Array(1));
      await rm(ruta(prueba), { force: true });
    }),
    leer,
    /** Whether the file is there, whole: an export that was cut short goes on after it. One that cannot be read is not. */
    tiene: async (archivo: string, sha: string): Promise<boolean> => {
      if (!(await stat(ruta(archivo)).then((s) => s.isFile(), () => false))) return false;
      const bytes = await leer(archivo).catch((error: unknown) => {
        if (error instanceof AppError && error.codigo === 'usb_ilegible') return null;
        throw error;
      });
      return bytes !== null && sha256(bytes) === sha;
    },
  };
};
