import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small medium that can be filled, write-protected, pulled out and put back. */
export type DiscoDePrueba = {
  /** Where it is mounted. */
  readonly ruta: string;
  readonly soloLectura: (si: boolean) => void;
  /** Out, as when somebody pulls: whoever has a file open reads on, nobody opens another. */
  readonly sacar: () => void;
  readonly poner: () => void;
  readonly cerrar: () => void;
};

const correr = (programa: string, ...argumentos: readonly string[]): void => void execFileSync(programa, argumentos, { stdio: 'ignore' });

/** A disk in memory of that size (`8m`); null where none can be mounted: without root, or not on Linux. */
export const crearDiscoDePrueba = (tamano: string): DiscoDePrueba | null => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const base = mkdtempSync(join(tmpdir(), 'acopio-disco-'));
  const ruta = mkdtempSync(join(tmpdir(), 'acopio-usb-'));
  const poner = (): void => correr('mount', '--bind', base, ruta);
  try {
    correr('mount', '-t', 'tmpfs', '-o', `size=${tamano}`, 'tmpfs', base);
    poner();
  } catch {
    return null;
  }
  const sacar = (): void => correr('umount', '-l', ruta);
  return {
    ruta, poner, sacar,
    soloLectura: (si) => correr('mount', '-o', `remount,${si ? 'ro' : 'rw'}`, base),
    cerrar: () => {
      try {
        sacar();
      } catch {
        // It is out.
      }
      correr('umount', '-l', base);
      for (const carpeta of [base, ruta]) rmSync(carpeta, { recursive: true, force: true });
    },
  };
};
