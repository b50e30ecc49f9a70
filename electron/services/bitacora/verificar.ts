import { eventoSchema, HASH_CERO, hashEvento } from '#shared/domain/evento.ts';
import { problemaDeEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { FilaBitacora } from '#electron/db/repositories/bitacora-repository.ts';

type Sha = Pick<Cripto, 'sha256'>;

const analizar = (texto: string): unknown => {
  try {
    return JSON.parse(texto);
  } catch {
    return null;
  }
};

/** Whether one entry is whole: its text says what its columns say, follows the one before, and hashes to its hash. */
const esEntera = (cripto: Sha, fila: FilaBitacora, seq: number, previo: string): boolean => {
  if (fila.seq !== seq || hashEvento(cripto, previo, fila.texto) !== fila.hash) return false;
  const leido = eventoSchema.safeParse(analizar(fila.texto));
  if (!leido.success) return false;
  const e = leido.data;
  return e.seq === seq && e.previo === previo && e.id === fila.id && e.tipo === fila.tipo && (e.acta ?? null) === fila.acta && e.hora === fila.hora && problemaDeEvento(e) === null;
};

/**
 * Walks the whole journal: places without gaps, each entry chained to the one before. SQLite's own checks do not see a
 * changed bit in a value. Returns how many there are; throws AppError `bitacora_rota` with the first bad place.
 */
export const verificarCadena = (cripto: Sha, filas: Iterable<FilaBitacora>): number => {
  let seq = 0;
  let previo = HASH_CERO;
  for (const fila of filas) {
    seq += 1;
    if (!esEntera(cripto, fila, seq, previo)) throw new AppError('bitacora_rota', { seq });
    previo = fila.hash;
  }
  return seq;
};

/** Names of the images whose stored bytes are missing or are not what their name says. */
export const verificarImagenes = async (cripto: Sha, imagenes: Iterable<string>, leer: (imagen: string) => Promise<Uint8Array>): Promise<string[]> => {
  const malas: string[] = [];
  for (const imagen of imagenes) {
    const bytes = await leer(imagen).catch(() => null);
    if (bytes === null || cripto.sha256(bytes) !== imagen) malas.push(imagen);
  }
  return malas;
};
