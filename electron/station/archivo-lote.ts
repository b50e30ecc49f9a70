import { constants, gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { MAXIMO_BYTES_LOTE } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';

const [comprimir, descomprimir] = [promisify(gzip), promisify(gunzip)];

/** The bytes of a lote as they travel, by network and by USB: the same text always gives the same ones. */
export const comprimirLote = (texto: string | Uint8Array): Promise<Uint8Array> => comprimir(texto);

const esGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The text of a lote's file, compressed or not. One that was cut short gives what is left of it: its lines tell that it
 * was a lote. Throws AppError `lote_ilegible` (no text) or `lote_muy_grande`.
 */
export const textoDeArchivoLote = async (bytes: Uint8Array): Promise<string> => {
  let crudo = bytes;
  if (esGzip(bytes)) {
    try {
      crudo = await descomprimir(bytes, { maxOutputLength: MAXIMO_BYTES_LOTE, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new AppError('lote_muy_grande', { maximo: MAXIMO_BYTES_LOTE });
      throw new AppError('lote_ilegible', { detalle: 'gzip' });
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(crudo);
  } catch {
    throw new AppError('lote_ilegible', { detalle: 'UTF-8' });
  }
};
