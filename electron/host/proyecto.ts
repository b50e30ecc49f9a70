import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A file or folder counted from the project's top (`package.json`, `out/renderer`, `central/sitio`): the first folder
 * above this file that has it, be it a source, a bundle in out/ or the installed package.
 */
export const rutaDelProyecto = (...partes: readonly string[]): string => {
  let carpeta = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidata = path.join(carpeta, ...partes);
    if (existsSync(candidata)) return candidata;
    const arriba = path.dirname(carpeta);
    if (arriba === carpeta) throw new Error(`${partes.join('/')} not found above ${import.meta.url}`);
    carpeta = arriba;
  }
};
