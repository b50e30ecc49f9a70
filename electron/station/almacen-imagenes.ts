import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { sincronizarCarpeta } from './archivo-durable.ts';
import { rutaDeImagen } from './carpeta-trabajo.ts';
import type { AlmacenImagenes } from './puertos.ts';

const existe = (ruta: string): Promise<boolean> => stat(ruta).then(() => true, () => false);

/** Writes a new file and waits until its bytes are on the disk. On a full disk nothing is left behind. */
const escribirDurable = async (ruta: string, bytes: Uint8Array): Promise<void> => {
  try {
    const mango = await open(ruta, 'wx', 0o600);
    try {
      await mango.writeFile(bytes);
      await mango.sync();
    } finally {
      await mango.close();
    }
  } catch (error) {
    await rm(ruta, { force: true });
    throw error;
  }
};

/** Creates a folder and makes its own name durable, up to the first that was already there. */
const crearCarpeta = async (carpeta: string): Promise<void> => {
  const primera = await mkdir(carpeta, { recursive: true, mode: 0o700 });
  if (primera === undefined) return;
  for (let c = carpeta; c.length >= primera.length; c = dirname(c)) await sincronizarCarpeta(dirname(c));
};

/** The file and the folder where it will go, each durable, at once: they wait for the same disk. If one fails, no file is left. */
const prepararAmbos = async (temporal: string, bytes: Uint8Array, carpeta: string): Promise<void> => {
  const escrito = escribirDurable(temporal, bytes);
  try {
    await Promise.all([escrito, crearCarpeta(carpeta)]);
  } catch (error) {
    await escrito.catch(() => undefined);
    await rm(temporal, { force: true });
    throw error;
  }
};

/**
 * Image files under `imagenes/ab/cd/<sha256>`, exactly as the scanner gave them. A name appears only once its bytes are
 * on the disk, so that one that exists is whole. Refused inputs go to `rechazos/<sha256>`.
 */
export const crearAlmacenImagenes = async (carpetas: { imagenes: string; rechazos: string }, cripto: Pick<Cripto, 'sha256'>): Promise<AlmacenImagenes> => {
  const temporales = join(carpetas.imagenes, '.tmp');
  // What a crash left half written was never named by an event.
  await rm(temporales, { recursive: true, force: true });
  await crearCarpeta(temporales);
  await crearCarpeta(carpetas.rechazos);
  const ruta = (imagen: string): string => rutaDeImagen(carpetas.imagenes, imagen);
  const rechazada = (imagen: string): string => join(carpetas.rechazos, imagen);
  const leerDe = async (imagen: string, lugar: (imagen: string) => string): Promise<Uint8Array> => {
    if (!/^[0-9a-f]{64}$/.test(imagen)) throw new AppError('imagen_desconocida', { imagen });
    try {
      return await readFile(lugar(imagen));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new AppError('imagen_desconocida', { imagen });
      throw error;
    }
  };

  return {
    ruta,
    guardar: async (bytes) => {
      const imagen = cripto.sha256(bytes);
      const destino = ruta(imagen);
      if (await existe(destino)) return { imagen, nueva: false };
      const temporal = join(temporales, randomUUID());
      await prepararAmbos(temporal, bytes, dirname(destino));
      await rename(temporal, destino);
      await sincronizarCarpeta(dirname(destino));
      return { imagen, nueva: true };
    },
    leer: (imagen) => leerDe(imagen, ruta),
    leerRecibida: async (imagen) => leerDe(imagen, (await existe(rechazada(imagen))) && !(await existe(ruta(imagen))) ? rechazada : ruta),
    apartar: async (imagen) => {
      // The same bytes may have come twice, or a process died between this and the event that says it.
      if (!(await existe(ruta(imagen))) && (await existe(rechazada(imagen)))) return;
      await rename(ruta(imagen), rechazada(imagen));
      await sincronizarCarpeta(carpetas.rechazos);
      await sincronizarCarpeta(dirname(ruta(imagen)));
    },
  };
};
