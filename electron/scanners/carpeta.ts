import { watch } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Escaner } from './escaner.ts';

/** Where a file goes once it is stored: the folder shows what is still to do. */
const PROCESADAS = 'procesadas';
/** Names that programs give to files they have not finished. */
const A_MEDIAS = /^[.~]|\.(tmp|part|partial|crdownload|filepart)$/i;

/** Size and date of a file when it was last looked at, and since when they are the same. */
type Vista = { readonly bytes: number; readonly modificado: number; readonly desde: number };

export type OpcionesCarpeta = {
  readonly carpeta: string;
  /** A file is whole once it has not changed for this long. */
  readonly estableMs?: number;
  /** fs.watch misses changes on network drives: the folder is looked at anyway. */
  readonly revisarMs?: number;
  readonly ahora?: () => number;
};

/** No file system takes a longer name. */
const BYTES_DE_NOMBRE = 255;
/** The name with a number before its extension, cut where it would be too long. */
const numerado = (nombre: string, n: number): string => {
  const extension = extname(nombre);
  const final = ` (${n})${Buffer.byteLength(extension) < 20 ? extension : ''}`;
  const letras = Array.from(nombre.slice(0, nombre.length - extension.length));
  while (Buffer.byteLength(letras.join('') + final) > BYTES_DE_NOMBRE) letras.pop();
  return letras.join('') + final;
};

/** A name that is free in the folder of processed files: another scan may have used the same one. */
const destinoLibre = async (carpeta: string, nombre: string): Promise<string> => {
  for (let n = 1; ; n++) {
    const ruta = join(carpeta, n === 1 ? nombre : numerado(nombre, n));
    if (await stat(ruta).then(() => false, () => true)) return ruta;
  }
};

/** A file that could not be taken in is not what wakes the station up again before this. A person who asks tries it at once. */
const ESPERA_TRAS_FALLA_MS = 60_000;
/** An empty file is one that its program has just opened; after so long it is what there is, and is refused as no image. */
const VACIA_MS = 30_000;

/**
 * A folder where some scanner's program leaves its files. A file is taken when its size and date have been still for a
 * while and it is not empty, given once, and moved to `procesadas/` only after it has been stored; one that is no image
 * is refused by whoever receives it, which keeps its bytes.
 */
export const crearEscanerCarpeta = (opciones: OpcionesCarpeta): Escaner => {
  const { carpeta, estableMs = 1_500, revisarMs = 2_000, ahora = () => performance.now() } = opciones;
  const vistas = new Map<string, Vista>();
  /** Until when each file that failed is left alone by the watch. */
  const fallidas = new Map<string, number>();
  let esperando = 0;

  /** Files that can be taken now, in the order of their names, and how many are still changing. */
  const mirar = async (): Promise<{ listos: string[]; cambiando: number }> => {
    await mkdir(join(carpeta, PROCESADAS), { recursive: true });
    const nombres = (await readdir(carpeta, { withFileTypes: true })).filter((e) => e.isFile() && !A_MEDIAS.test(e.name)).map((e) => e.name);
    for (const mapa of [vistas, fallidas]) for (const nombre of mapa.keys()) if (!nombres.includes(nombre)) mapa.delete(nombre);
    const listos: string[] = [];
    for (const nombre of nombres.sort((a, b) => a.localeCompare(b, 'es', { numeric: true }))) {
      // A file that its program renamed meanwhile is simply not there any more.
      const dato = await stat(join(carpeta, nombre)).catch(() => null);
      if (dato === null) continue;
      const antes = vistas.get(nombre);
      const igual = antes?.bytes === dato.size && antes.modificado === dato.mtimeMs;
      const vista = igual ? antes : { bytes: dato.size, modificado: dato.mtimeMs, desde: ahora() };
      vistas.set(nombre, vista);
      if (!igual) fallidas.delete(nombre);
      if (ahora() - vista.desde >= (dato.size > 0 ? estableMs : Math.max(VACIA_MS, estableMs))) listos.push(nombre);
    }
    esperando = nombres.length;
    return { listos, cambiando: nombres.length - listos.length };
  };

  const tomar = async (nombre: string, entregar: Parameters<Escaner['escanear']>[0]): Promise<void> => {
    const ruta = join(carpeta, nombre);
    await entregar({ bytes: await readFile(ruta), fuente: nombre, hoja: null, origen: 'CATD', digitalizacion: 'ESCANER' });
    await rename(ruta, await destinoLibre(join(carpeta, PROCESADAS), nombre));
    vistas.delete(nombre);
  };

  return {
    id: 'carpeta', nombre: `Carpeta ${carpeta}`, tipo: 'carpeta',
    hojas: () => esperando,
    escanear: async (entregar) => {
      // One bad file must not keep those behind it waiting: it stays where it is, and the failure is told at the end.
      const fallas = new Map<string, unknown>();
      const listas = async (): Promise<string[]> => (await mirar()).listos.filter((nombre) => !fallas.has(nombre));
      for (let listos = await listas(); listos.length > 0; listos = await listas()) {
        for (const nombre of listos) {
          try {
            await tomar(nombre, entregar);
          } catch (error) {
            fallas.set(nombre, error);
            fallidas.set(nombre, ahora() + ESPERA_TRAS_FALLA_MS);
          }
        }
      }
      for (const error of fallas.values()) throw error;
    },
    vigilar: (alLlegar) => {
      let cerrado = false;
      let mirando = false;
      const revisar = async (): Promise<void> => {
        if (cerrado || mirando) return;
        mirando = true;
        try {
          if ((await mirar()).listos.some((nombre) => ahora() >= (fallidas.get(nombre) ?? 0))) alLlegar();
        } catch {
          // A drive that is gone comes back: the next look will see it.
        } finally {
          mirando = false;
        }
      };
      const reloj = setInterval(() => void revisar(), revisarMs);
      reloj.unref();
      const observador = (() => {
        try {
          return watch(carpeta, () => void revisar());
        } catch {
          return null;
        }
      })();
      observador?.on('error', () => { observador.close(); });
      void revisar();
      return () => {
        cerrado = true;
        clearInterval(reloj);
        observador?.close();
      };
    },
  };
};
