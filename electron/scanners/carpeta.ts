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

/** A name that is free in the folder of processed files: another scan may have used the same one. */
const destinoLibre = async (carpeta: string, nombre: string): Promise<string> => {
  const extension = extname(nombre);
  for (let n = 0; ; n++) {
    const ruta = join(carpeta, n === 0 ? nombre : `${nombre.slice(0, nombre.length - extension.length)} (${n + 1})${extension}`);
    if (await stat(ruta).then(() => false, () => true)) return ruta;
  }
};

/**
 * A folder where some scanner's program leaves its files. A file is taken when its size and date have been still for a
 * while and it is not empty, given once, and moved to `procesadas/` only after it has been stored; one that is no image
 * is refused by whoever receives it, which keeps its bytes.
 */
export const crearEscanerCarpeta = (opciones: OpcionesCarpeta): Escaner => {
  const { carpeta, estableMs = 1_500, revisarMs = 2_000, ahora = () => performance.now() } = opciones;
  const vistas = new Map<string, Vista>();
  let esperando = 0;

  /** Files that can be taken now, in the order of their names, and how many are still changing. */
  const mirar = async (): Promise<{ listos: string[]; cambiando: number }> => {
    await mkdir(join(carpeta, PROCESADAS), { recursive: true });
    const nombres = (await readdir(carpeta, { withFileTypes: true })).filter((e) => e.isFile() && !A_MEDIAS.test(e.name)).map((e) => e.name);
    for (const nombre of vistas.keys()) if (!nombres.includes(nombre)) vistas.delete(nombre);
    const listos: string[] = [];
    for (const nombre of nombres.sort((a, b) => a.localeCompare(b, 'es', { numeric: true }))) {
      // A file that its program renamed meanwhile is simply not there any more.
      const dato = await stat(join(carpeta, nombre)).catch(() => null);
      if (dato === null) continue;
      const antes = vistas.get(nombre);
      const igual = antes?.bytes === dato.size && antes.modificado === dato.mtimeMs;
      const vista = igual ? antes : { bytes: dato.size, modificado: dato.mtimeMs, desde: ahora() };
      vistas.set(nombre, vista);
      if (dato.size > 0 && ahora() - vista.desde >= estableMs) listos.push(nombre);
    }
    esperando = nombres.length;
    return { listos, cambiando: nombres.length - listos.length };
  };

  return {
    nombre: `Carpeta ${carpeta}`,
    hojas: () => esperando,
    escanear: async (entregar) => {
      for (let { listos } = await mirar(); listos.length > 0; { listos } = await mirar()) {
        for (const nombre of listos) {
          const ruta = join(carpeta, nombre);
          await entregar({ bytes: await readFile(ruta), fuente: nombre, hoja: null, origen: 'CATD', digitalizacion: 'ESCANER' });
          await rename(ruta, await destinoLibre(join(carpeta, PROCESADAS), nombre));
          vistas.delete(nombre);
        }
      }
    },
    vigilar: (alLlegar) => {
      let cerrado = false;
      let mirando = false;
      const revisar = async (): Promise<void> => {
        if (cerrado || mirando) return;
        mirando = true;
        try {
          if ((await mirar()).listos.length > 0) alLlegar();
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
