import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Names of the pages that the drivers write, and those that a program has not finished. */
const HOJA = /^hoja-\d{1,9}(\.[a-z0-9]{1,8})?$/;
/** A folder that some program of an earlier run may still be writing to is left alone this long after its last change. */
const QUIETA_MS = 10_000;

/** One page left in a folder: its number in its tanda, and whether its program had finished it. */
export type HojaRestante = { readonly ruta: string; readonly hoja: number; readonly terminada: boolean };
/** What a scan left behind: the scanner's id, the tanda when it is known, and its pages in order; those that its program left after the station had gone have no number. */
export type Resto = {
  readonly carpeta: string;
  readonly escaner: string;
  readonly tanda: string | null;
  readonly hojas: readonly (Omit<HojaRestante, 'hoja'> & { readonly hoja: number | null })[];
};

/**
 * Where pages lie between the device and the journal: one folder per scan, inside the station's work folder, so that a
 * page that the device finished is found again after a crash or a power cut.
 */
export type BandejaTemporal = {
  /** Makes the folder of a new scan, named after its tanda. */
  readonly abrir: (escaner: string, tanda?: string) => Promise<string>;
  /** The scan is over: what is whole and was not handed over stays, to be recovered; the rest goes. */
  readonly cerrar: (carpeta: string) => Promise<void>;
  /** Folders of scans that are over and still hold pages, oldest first. */
  readonly restos: () => Promise<Resto[]>;
  /** Takes away a page, and its folder with the last one. */
  readonly quitar: (ruta: string) => Promise<void>;
  /** Tandas that are over and whose folders may hold pages, as last seen. */
  readonly porRecuperar: () => ReadonlySet<string>;
};

/** Where an external program leaves its pages, under names of its own, until they are numbered. */
export const SALIDA = 'salida';

const numero = (nombre: string): number => Number(/\d+/.exec(nombre)?.[0] ?? 0);
/** Names in a person's order: 2 before 10. */
export const porNombre = (a: string, b: string): number => a.localeCompare(b, 'es', { numeric: true });

const listar = (carpeta: string): Promise<string[]> => readdir(carpeta).catch(() => []);

/** The name of a page of a scan. */
export const nombreDeHoja = (hoja: number, extension: string): string => `hoja-${String(hoja).padStart(5, '0')}${extension}`;

/** The pages of a folder in the order of their numbers; files of other names are none. */
export const hojasDe = async (carpeta: string): Promise<HojaRestante[]> => {
  const nombres = await listar(carpeta);
  return nombres
    .filter((n) => HOJA.test(n.replace(/\.part$/, '')))
    .map((n) => ({ ruta: join(carpeta, n), hoja: numero(n), terminada: !n.endsWith('.part') }))
    .sort((a, b) => a.hoja - b.hoja);
};

/** The pages of a scan that is over; last those that its program left after the station had gone: the station numbers them. */
const restantesDe = async (carpeta: string): Promise<Resto['hojas']> => {
  const sinNumero = (await listar(join(carpeta, SALIDA))).sort(porNombre);
  return [...(await hojasDe(carpeta)), ...sinNumero.map((n) => ({ ruta: join(carpeta, SALIDA, n), hoja: null, terminada: true }))];
};

const TANDA = /^\d+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const tandaDe = (carpeta: string): string | null => TANDA.exec(basename(carpeta))?.[1] ?? null;

/** Folders that an earlier run left, looked at once: the first screen must not tell an account that is about to change. */
const carpetasDeAntes = (raiz: string): string[] => {
  try {
    return readdirSync(raiz).flatMap((escaner) => readdirSync(join(raiz, escaner)).map((tanda) => join(raiz, escaner, tanda)));
  } catch {
    return [];
  }
};

/** Pages in transit under `raiz`. `ahora` is the wall clock, ms. */
export const crearBandejaTemporal = (raiz: string, ahora: () => number = () => Date.now()): BandejaTemporal => {
  const abiertas = new Set<string>();
  const conRestos = new Set<string>(carpetasDeAntes(raiz));

  const ultimaVez = async (carpeta: string): Promise<number> => {
    const enSalida = (await listar(join(carpeta, SALIDA))).map((n) => join(SALIDA, n));
    const rutas = [...(await listar(carpeta)).filter((n) => n !== SALIDA), ...enSalida].map((n) => join(carpeta, n));
    return Math.max(0, ...(await Promise.all(rutas.map((r) => stat(r).then((s) => s.mtimeMs, () => 0)))));
  };

  return {
    abrir: async (escaner, tanda = randomBytes(4).toString('hex')) => {
      const carpeta = join(raiz, escaner, `${String(ahora()).padStart(15, '0')}-${tanda}`);
      await mkdir(carpeta, { recursive: true, mode: 0o700 });
      abiertas.add(carpeta);
      return carpeta;
    },
    cerrar: async (carpeta) => {
      await rm(join(carpeta, SALIDA), { recursive: true, force: true });
      for (const { ruta, terminada } of await hojasDe(carpeta)) {
        if (!terminada || (await stat(ruta).then((s) => s.size, () => 0)) === 0) await rm(ruta, { force: true });
      }
      if ((await hojasDe(carpeta)).length === 0) await rm(carpeta, { recursive: true, force: true });
      else conRestos.add(carpeta);
      abiertas.delete(carpeta);
    },
    restos: async () => {
      const restos: Resto[] = [];
      for (const escaner of await listar(raiz)) {
        for (const tanda of (await listar(join(raiz, escaner))).sort()) {
          const carpeta = join(raiz, escaner, tanda);
          if (abiertas.has(carpeta) || ahora() - (await ultimaVez(carpeta)) < QUIETA_MS) continue;
          const hojas = await restantesDe(carpeta);
          if (hojas.length > 0) {
            conRestos.add(carpeta);
            restos.push({ carpeta, escaner, tanda: tandaDe(carpeta), hojas });
          } else {
            await rm(carpeta, { recursive: true, force: true });
            conRestos.delete(carpeta);
          }
        }
      }
      return restos.sort((a, b) => basename(a.carpeta).localeCompare(basename(b.carpeta)));
    },
    quitar: async (ruta) => {
      await rm(ruta, { force: true });
      const suya = dirname(ruta);
      const carpeta = basename(suya) === SALIDA ? dirname(suya) : suya;
      // A folder that is open still has pages to come.
      if (abiertas.has(carpeta)) return;
      // Fails while other pages are there.
      if (suya !== carpeta) await rmdir(suya).catch(() => undefined);
      await rmdir(carpeta).then(() => conRestos.delete(carpeta), () => undefined);
    },
    porRecuperar: () => new Set([...conRestos].flatMap((c) => (abiertas.has(c) ? [] : (tandaDe(c) ?? [])))),
  };
};
