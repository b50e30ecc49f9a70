import { watch, type FSWatcher } from 'node:fs';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error.ts';
import { apartarProcesada, codigoDeSistema, leerQuieto, listarArchivos, type Archivo, type Aspecto } from './carpeta-archivos.ts';
import type { Escaner, Hoja } from './escaner.ts';

/** Size and date of a file when it was last looked at, and since when they are the same. */
type Vista = Aspecto & { readonly desde: number };

export type OpcionesCarpeta = Partial<Pick<Hoja, 'origen' | 'digitalizacion'>> & {
  readonly id?: string;
  readonly nombre?: string;
  readonly carpeta: string;
  /** Whether the folder is made when it is missing. Not for a share: while it is away, nothing must be made in its place. */
  readonly crear?: boolean;
  /** A file is whole once it has not changed for this long. */
  readonly estableMs?: number;
  /** fs.watch misses changes on network drives: the folder is looked at anyway. */
  readonly revisarMs?: number;
  readonly ahora?: () => number;
};

/** A file that could not be taken in is not what wakes the station up again before this. A person who asks tries it at once. */
const ESPERA_TRAS_FALLA_MS = 60_000;
/** An empty file is one that its program has just opened; after so long it is what there is, and is refused as no image. */
const VACIA_MS = 30_000;

/** What a folder that cannot be used is to a person. */
const fallaDeCarpeta = (escaner: string) => (error: unknown): never => {
  const codigo = codigoDeSistema(error);
  if (codigo === 'EACCES' || codigo === 'EPERM') throw new AppError('escaner_sin_permiso', { escaner });
  if (codigo === 'ENOSPC' || codigo === 'EDQUOT') throw error;
  throw new AppError('escaner_desconectado', { escaner });
};

type Listo = Archivo & { readonly vista: Vista };

/** What is known of the files of a folder from one look to the next. */
const crearMirada = (o: OpcionesCarpeta & { readonly nombre: string }) => {
  const { carpeta, estableMs = 1_500, ahora = () => performance.now() } = o;
  let vistas = new Map<string, Vista>();
  /** Until when each file that failed is left alone by the watch. */
  const fallidas = new Map<string, number>();
  /** Files that are stored and could not be moved: they are not given again while they stay the same. */
  const guardadas = new Map<string, Vista>();
  const igual = (a: Vista | undefined, b: Vista): boolean => a?.bytes === b.bytes && a.modificado === b.modificado;

  /** Files that can be taken now, in the order of their names, and how many wait in all. Throws AppError when the folder is not there. */
  const mirar = async (): Promise<{ readonly listos: Listo[]; readonly esperando: number }> => {
    if (o.crear ?? true) await mkdir(carpeta, { recursive: true }).catch(fallaDeCarpeta(o.nombre));
    const archivos = await listarArchivos(carpeta).catch(fallaDeCarpeta(o.nombre));
    const nuevas = new Map<string, Vista>();
    const listos: Listo[] = [];
    for (const archivo of archivos) {
      // A file that its program renamed meanwhile is simply not there any more.
      const dato = await stat(archivo.ruta).catch(() => null);
      if (dato === null) continue;
      const clave = archivo.ruta.toString('latin1');
      const antes = vistas.get(clave);
      const esta: Vista = { bytes: dato.size, modificado: dato.mtimeMs, desde: ahora() };
      const vista = igual(antes, esta) ? antes! : esta;
      if (!igual(antes, esta)) fallidas.delete(clave);
      if (igual(guardadas.get(clave), esta)) {
        await apartarProcesada(carpeta, archivo).then(() => guardadas.delete(clave), () => undefined);
        continue;
      }
      nuevas.set(clave, vista);
      if (ahora() - vista.desde >= (dato.size > 0 ? estableMs : Math.max(VACIA_MS, estableMs))) listos.push({ ...archivo, vista });
    }
    vistas = nuevas;
    return { listos, esperando: nuevas.size };
  };
  const clave = (a: Archivo): string => a.ruta.toString('latin1');
  return {
    mirar,
    /** Whether the watch may give it: it has not failed just now. */
    despierta: (a: Archivo): boolean => ahora() >= (fallidas.get(clave(a)) ?? 0),
    /** One that is too large stays so until it changes: it is told once. */
    fallo: (a: Archivo, error: unknown): void => void fallidas.set(clave(a), error instanceof AppError && error.codigo === 'archivo_muy_grande' ? Infinity : ahora() + ESPERA_TRAS_FALLA_MS),
    /** It changed while it was read: it has to be still again. */
    cambio: (a: Archivo): void => void vistas.delete(clave(a)),
    guardada: (a: Listo): void => void guardadas.set(clave(a), a.vista),
    olvidar: (a: Archivo): void => {
      vistas.delete(clave(a));
      guardadas.delete(clave(a));
    },
  };
};

/** Calls `revisar` when something happens in the folder, and every so often, also after the folder went away and came back. */
const observar = (carpeta: string, cadaMs: number, revisar: () => Promise<void>): (() => void) => {
  let observador: FSWatcher | null = null;
  let observada: number | null = null;
  const dejar = (): void => {
    observador?.close();
    observador = null;
    observada = null;
  };
  const mirar = async (): Promise<void> => {
    const inodo = await stat(carpeta).then((s) => s.ino, () => null);
    if (inodo !== observada) {
      dejar();
      if (inodo !== null) {
        try {
          observador = watch(carpeta, () => void revisar());
          observador.on('error', dejar);
          observada = inodo;
        } catch {
          // Network drives without notices: the clock is enough.
        }
      }
    }
    await revisar();
  };
  const reloj = setInterval(() => void mirar(), cadaMs);
  reloj.unref();
  void mirar();
  return () => {
    clearInterval(reloj);
    dejar();
  };
};

/**
 * A folder where some scanner's program leaves its files. A file is taken when its size and date have been still for a
 * while and it did not change while it was read, given once, and moved to `procesadas/` only after it has been stored;
 * one that is no image is refused by whoever receives it, which keeps its bytes.
 */
export const crearEscanerCarpeta = (opciones: OpcionesCarpeta): Escaner => {
  const { carpeta, id = 'carpeta', nombre = `Carpeta ${carpeta}`, origen = 'CATD', digitalizacion = 'ESCANER', revisarMs = 2_000 } = opciones;
  const mirada = crearMirada({ ...opciones, nombre });
  let esperando = 0;
  const mirar = async (): Promise<Listo[]> => {
    const { listos, esperando: cuantos } = await mirada.mirar();
    esperando = cuantos;
    return listos;
  };

  const tomar = async (archivo: Listo, entregar: Parameters<Escaner['escanear']>[0]): Promise<void> => {
    const bytes = await leerQuieto(archivo, archivo.vista);
    if (bytes === null) {
      mirada.cambio(archivo);
      return;
    }
    await entregar({ bytes, fuente: archivo.nombre, hoja: null, origen, digitalizacion });
    mirada.guardada(archivo);
    await apartarProcesada(carpeta, archivo).catch(() => {
      throw new AppError('archivo_inaccesible', { archivo: archivo.nombre, detalle: 'ya se guardó, pero no se puede mover a la carpeta «procesadas»' });
    });
    mirada.olvidar(archivo);
  };

  return {
    id, nombre, tipo: 'carpeta',
    hojas: () => esperando,
    disponible: () => access(carpeta, constants.R_OK | constants.X_OK).then(() => true, () => opciones.crear ?? true),
    escanear: async (entregar, cancelar) => {
      // One bad file must not keep those behind it waiting: it stays where it is, and the failure is told at the end.
      const fallas = new Map<string, unknown>();
      const listas = async (): Promise<Listo[]> => (await mirar()).filter(({ nombre: n }) => !fallas.has(n));
      for (let listos = await listas(); listos.length > 0; listos = await listas()) {
        for (const archivo of listos) {
          if (cancelar?.aborted) throw new AppError('escaner_cancelado');
          try {
            await tomar(archivo, entregar);
          } catch (error) {
            fallas.set(archivo.nombre, error);
            mirada.fallo(archivo, error);
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
          if ((await mirar()).some(mirada.despierta)) alLlegar();
        } catch {
          // A drive that is gone comes back: the next look will see it.
        } finally {
          mirando = false;
        }
      };
      const callar = observar(carpeta, revisarMs, revisar);
      return () => {
        cerrado = true;
        callar();
      };
    },
  };
};
