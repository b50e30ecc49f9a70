import type { Importacion } from './importaciones.ts';

/**
 * A room of the house: which files are in it, which project files it may import besides itself, and which packages.
 * The first room that matches a file is its room. Order of the arrows: shared ← db ← services ← station ← host, shell ← main.
 */
type Cuarto = { readonly nombre: string; readonly es: RegExp; readonly proyecto: readonly RegExp[]; readonly paquetes: 'puros' | 'node' | 'navegador' | 'electron' };

const SHARED = /^shared\//;
/** Ports and the cryptography behind them: types and leaf functions that any room of the station may use. */
const PUERTOS = /^electron\/station\/(puertos|puertos-usb|cripto-node|archivo-lote)\.ts$/;
const DB = /^electron\/db\//;
/** Drawing and reading of paper know the domain and nothing of the station. */
const MATERIAL = /^electron\/(papel|vision|scanners|prep)\//;

export const CUARTOS: readonly Cuarto[] = [
  { nombre: 'shared', es: /^shared\//, proyecto: [], paquetes: 'puros' },
  { nombre: 'renderer', es: /^renderer\//, proyecto: [SHARED], paquetes: 'navegador' },
  { nombre: 'central', es: /^central\//, proyecto: [SHARED], paquetes: 'node' },
  { nombre: 'puente', es: /^electron\/preload\.ts$/, proyecto: [SHARED, /^electron\/shell\/puente\.ts$/], paquetes: 'electron' },
  { nombre: 'main', es: /^electron\/main\.ts$/, proyecto: [SHARED, /^electron\//], paquetes: 'electron' },
  { nombre: 'shell', es: /^electron\/shell\//, proyecto: [SHARED, /^electron\/(station|host)\//, PUERTOS], paquetes: 'electron' },
  { nombre: 'db', es: DB, proyecto: [SHARED, PUERTOS], paquetes: 'node' },
  { nombre: 'papel', es: /^electron\/papel\//, proyecto: [SHARED], paquetes: 'node' },
  { nombre: 'vision', es: /^electron\/vision\//, proyecto: [SHARED, PUERTOS], paquetes: 'node' },
  { nombre: 'prep', es: /^electron\/prep\//, proyecto: [SHARED], paquetes: 'node' },
  // Makes election packages: the other side of services/eleccion, which reads them.
  { nombre: 'paquete', es: /^electron\/paquete\//, proyecto: [SHARED, PUERTOS, MATERIAL, /^electron\/services\/eleccion\//], paquetes: 'node' },
  { nombre: 'scanners', es: /^electron\/scanners\//, proyecto: [SHARED, PUERTOS], paquetes: 'node' },
  { nombre: 'readers', es: /^electron\/readers\//, proyecto: [SHARED, PUERTOS], paquetes: 'node' },
  { nombre: 'services', es: /^electron\/services\//, proyecto: [SHARED, DB, PUERTOS], paquetes: 'node' },
  { nombre: 'station', es: /^electron\/station\//, proyecto: [SHARED, DB, MATERIAL, /^electron\/services\//], paquetes: 'node' },
  { nombre: 'copia', es: /^electron\/copia\//, proyecto: [SHARED, DB, /^electron\/(services|station)\//], paquetes: 'node' },
  { nombre: 'simulacro', es: /^electron\/simulacro\//, proyecto: [SHARED, MATERIAL, /^electron\/(services|station|paquete|copia)\//, /^central\//], paquetes: 'node' },
  { nombre: 'host', es: /^electron\/host\//, proyecto: [SHARED, /^electron\/(?!shell\/|main\.ts|preload\.ts)/, /^central\//], paquetes: 'node' },
];

/** Packages without Node, DOM, clock or randomness: what `shared` may use. */
const PUROS = new Set(['zod', 'canonicalize']);
const CARPETA_SQL = /^(electron|central)\/db\//;
const PAQUETES_SQL = new Set(['better-sqlite3', 'kysely', 'node:sqlite', 'pg']);

const esPaquete = (destino: string): boolean => !/^(shared|electron|renderer|central|tests|scripts|resources)\//.test(destino);
const nombrePaquete = (destino: string): string => destino.split('/').slice(0, destino.startsWith('@') ? 2 : 1).join('/');
const servicio = (ruta: string): string | null => /^electron\/services\/([^/]+)\//.exec(ruta)?.[1] ?? null;

const faltaDePaquete = (cuarto: Cuarto, archivo: string, { destino, soloTipos }: Importacion): string | null => {
  const nombre = nombrePaquete(destino);
  if (nombre === 'electron' && cuarto.paquetes !== 'electron') return 'only shell, main.ts and preload.ts import Electron';
  if (PAQUETES_SQL.has(nombre) && !soloTipos && !CARPETA_SQL.test(archivo)) return 'SQL lives in electron/db and central/db';
  if (cuarto.paquetes === 'puros' && !PUROS.has(nombre)) return 'shared is pure: not among its packages';
  if (cuarto.paquetes === 'navegador' && nombre.startsWith('node:')) return 'there is no Node in the renderer';
  return null;
};

/** What is wrong with one import of one file, or null. */
export const infraccion = (archivo: string, { destino, soloTipos }: Importacion): string | null => {
  const cuarto = CUARTOS.find((c) => c.es.test(archivo));
  if (!cuarto) return 'the file is in no room of the house';
  if (esPaquete(destino)) return faltaDePaquete(cuarto, archivo, { destino, soloTipos });
  const propio = servicio(archivo);
  if (propio !== null && servicio(destino) !== null) {
    // Services meet in the journal and in ports: of a sibling, only the shape of what they are given.
    return servicio(destino) === propio || soloTipos ? null : `service ${propio} imports the inside of ${servicio(destino) ?? ''}`;
  }
  if (cuarto.es.test(destino)) return null;
  return cuarto.proyecto.some((r) => r.test(destino)) ? null : `${cuarto.nombre} does not import from there`;
};
