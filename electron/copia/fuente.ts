import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { abrirParaLeer } from '#electron/db/abrir-para-leer.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { carpetaTrabajo, rutaDeImagen } from '#electron/station/carpeta-trabajo.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Asiento } from '#shared/sync/lote.ts';

/** Where a copy is made from: a journal and the bytes that it names. */
export type Fuente = {
  /** Up to `limite` entries from `desde` on, in order; empty at the end. */
  readonly leer: (desde: number, limite: number) => Promise<readonly Asiento[]>;
  /** Bytes of an image or of a sheet that was received. Throws AppError `imagen_desconocida` when they are not there. */
  readonly imagen: (sha256: string) => Promise<Uint8Array>;
};

/**
 * A workspace or a copy of one on this machine, beside a station that may be running on it. Throws AppError
 * `archivo_no_encontrado`, `base_danada`.
 */
export const fuenteLocal = (carpeta: string): Fuente & { readonly cerrar: () => void } => {
  const rutas = carpetaTrabajo(carpeta);
  const base = abrirParaLeer(rutas.base);
  const { leer } = crearRepositorioBitacora(base);
  return {
    leer: (desde, limite) => Promise.resolve(leer(desde, limite)),
    // A sheet that was no image lies among the refused ones.
    imagen: (sha256) => readFile(rutaDeImagen(rutas.imagenes, sha256)).catch(() => readFile(join(rutas.rechazos, sha256))).catch((error: unknown) => {
      throw error instanceof Error && 'code' in error && error.code === 'ENOENT' ? new AppError('imagen_desconocida', { imagen: sha256 }) : error;
    }),
    cerrar: () => void base.close(),
  };
};
