import type { Asiento } from '#shared/sync/lote.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Copia } from './copia.ts';
import type { Fuente } from './fuente.ts';

/** Entries that are made durable together. */
const TRAMO = 200;

export type Copiado = {
  readonly eventos: number;
  readonly imagenes: number;
  /** What the journal names and its source could not give, whole: the copy goes on without it and says so. */
  readonly sinBytes: readonly string[];
};

/** Whether the source gave the bytes, whole, and they were stored. */
const traer = async (fuente: Pick<Fuente, 'imagen'>, sha256: string, guardar: Copia['guardarImagen']): Promise<boolean> => {
  try {
    await guardar(sha256, await fuente.imagen(sha256));
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || (error.codigo !== 'imagen_hash' && error.codigo !== 'imagen_desconocida')) throw error;
    return false;
  }
};

/** Asks the source again for images that the copy lacks or has with other bytes. Gives those that the source could not give either. */
export const reponer = async (fuente: Pick<Fuente, 'imagen'>, copia: Pick<Copia, 'reponerImagen'>, imagenes: readonly string[]): Promise<string[]> => {
  const sinBytes: string[] = [];
  for (const sha256 of imagenes) if (!(await traer(fuente, sha256, copia.reponerImagen))) sinBytes.push(sha256);
  return sinBytes;
};

/** Takes one stretch: first the bytes that it names, then its entries, so that a copy never names what it lacks. */
export const copiarTramo = async (fuente: Pick<Fuente, 'imagen'>, copia: Copia, asientos: readonly Asiento[]): Promise<Copiado> => {
  const sinBytes: string[] = [];
  const faltan = copia.faltan(asientos);
  for (const sha256 of faltan) {
    if (!(await traer(fuente, sha256, copia.guardarImagen))) sinBytes.push(sha256);
  }
  copia.agregar(asientos);
  return { eventos: asientos.length, imagenes: faltan.length - sinBytes.length, sinBytes };
};

/** Brings the copy up to what the source holds now. `avance` is told how many entries it has after each stretch. */
export const copiar = async (fuente: Fuente, copia: Copia, avance: (eventos: number) => void = () => undefined): Promise<Copiado> => {
  let total: Copiado = { eventos: 0, imagenes: 0, sinBytes: [] };
  for (;;) {
    const asientos = await fuente.leer(copia.cabeza().seq + 1, TRAMO);
    if (asientos.length === 0) return total;
    const hecho = await copiarTramo(fuente, copia, asientos);
    total = { eventos: total.eventos + hecho.eventos, imagenes: total.imagenes + hecho.imagenes, sinBytes: [...total.sinBytes, ...hecho.sinBytes] };
    avance(copia.cabeza().seq);
  }
};
