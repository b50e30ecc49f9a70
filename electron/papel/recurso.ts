import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of a file of resources/, from the source tree or from a bundle at any depth below the project's root. */
export const recurso = (nombre: string): string => {
  let carpeta = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidato = path.join(carpeta, 'resources', nombre);
    if (existsSync(candidato)) return candidato;
    const arriba = path.dirname(carpeta);
    if (arriba === carpeta) throw new Error(`resources/${nombre} not found`);
    carpeta = arriba;
  }
};
