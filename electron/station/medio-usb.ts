import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import { sincronizarCarpeta } from './archivo-durable.ts';

const codigoDe = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What a medium did, in words that say what to do; anything else as it is. */
const dicho = (error: unknown, medio: string): unknown => {
  const codigo = codigoDe(error);
  if (codigo === 'ENOSPC' || codigo === 'EDQUOT' || codigo === 'EFBIG') return new AppError('usb_lleno', { carpeta: medio });
  if (codigo === 'EROFS' || codigo === 'EACCES' || codigo === 'EPERM') return new AppError('usb_solo_lectura', { carpeta: medio });
  if (codigo === 'ENOENT' || codigo === 'EIO' || codigo === 'ENODEV' || codigo === 'ENXIO' || codigo === 'ENOTDIR') return new AppError('usb_retirado', { carpeta: medio });
  return error;
};

/**
 * A folder on a medium that people pull out. A file gets its name only once its bytes are on the medium and were read back
 * as they should be; everything throws AppError: usb_lleno, usb_solo_lectura, usb_retirado, usb_no_coincide.
 */
export const crearMedioUsb = (raiz: string, sha256: (bytes: Uint8Array) => string) => {
  const con = async <T>(hacer: () => Promise<T>): Promise<T> => {
    try {
      return await hacer();
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

  return {
    escribir: (archivo: string, bytes: Uint8Array): Promise<void> => con(() => escribirYLeer(archivo, bytes)),
    /** Whether something can be written now: throws as `escribir` does. */
    probar: (): Promise<void> => con(async () => {
      const prueba = `.${randomUUID()}.prueba`;
      await escribirYLeer(prueba, new Uint8Array(1));
      await rm(ruta(prueba), { force: true });
    }),
    leer: (archivo: string): Promise<Uint8Array> => con(() => readFile(ruta(archivo))),
    /** Whether the file is there, whole: an export that was cut short goes on after it. */
    tiene: async (archivo: string, sha: string): Promise<boolean> => {
      const hay = await stat(ruta(archivo)).then((s) => s.isFile(), () => false);
      return hay && sha256(await con(() => readFile(ruta(archivo)))) === sha;
    },
  };
};
