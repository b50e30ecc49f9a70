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

/** Takes one stretch: first the bytes that it names, then its entries, so that a copy never names what it lacks. */
export const copiarTramo = async (fuente: Pick<Fuente, 'imagen'>, copia: Copia, asientos: readonly Asiento[]): Promise<Copiado> => {
  const sinBytes: string[] = [];
  const faltan = copia.faltan(asientos);
  for (const sha256 of faltan) {
    try {
      await copia.guardarImagen(sha256, await fuente.imagen(sha256));
    } catch (error) {
      if (!(error instanceof AppError) || (error.codigo !== 'imagen_hash' && error.codigo !== 'imagen_desconocida')) throw error;
      sinBytes.push(sha256);
    }
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
