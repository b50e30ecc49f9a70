import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** A place where a medium that people carry may be mounted. */
export type Montado = { readonly ruta: string; readonly nombre: string };
type Entorno = {
  readonly plataforma: NodeJS.Platform;
  /** Content of the kernel's list of mounts; null where there is none. */
  readonly montajes: () => Promise<string | null>;
  readonly carpetas: (ruta: string) => Promise<string[]>;
};

const SISTEMA: Entorno = {
  plataforma: process.platform,
  montajes: () => readFile('/proc/self/mounts', 'utf8').catch(() => null),
  carpetas: (ruta) => readdir(ruta).catch((): string[] => []),
};

/** Where Linux desktops, and people by hand, mount what is plugged in. */
const DE_LINUX = /^(\/(media|run\/media)\/[^/]+(\/[^/]+)?|\/mnt\/[^/]+)$/;
const LETRAS = 'DEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** `/proc/self/mounts` writes blanks in octal. */
const sinEscapes = (ruta: string): string => ruta.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
const ultimo = (ruta: string): string => ruta.split('/').at(-1) ?? ruta;

/** The media that are mounted now under the usual places of this system, in order. */
export const mediosMontados = async ({ plataforma, montajes, carpetas }: Entorno = SISTEMA): Promise<Montado[]> => {
  if (plataforma === 'win32') {
    const hay = await Promise.all(LETRAS.map((letra) => stat(`${letra}:\\`).then((s) => s.isDirectory(), () => false)));
    return LETRAS.filter((_, i) => hay[i]).map((letra) => ({ ruta: `${letra}:\\`, nombre: `${letra}:` }));
  }
  // macOS shows its own disk there as a link; it is not writable at its top, and is said so.
  if (plataforma === 'darwin') return (await carpetas('/Volumes')).filter((n) => !n.startsWith('.')).sort().map((nombre) => ({ ruta: join('/Volumes', nombre), nombre }));
  const rutas = ((await montajes()) ?? '').split('\n').map((linea) => sinEscapes(linea.split(' ')[1] ?? '')).filter((ruta) => DE_LINUX.test(ruta));
  return [...new Set(rutas)].sort().map((ruta) => ({ ruta, nombre: ultimo(ruta) }));
};

/** Free bytes where `ruta` lies; null when it does not say. */
export const libresEn = (ruta: string): Promise<number | null> => statfs(ruta).then(({ bavail, bsize }) => bavail * bsize, () => null);
