import { Readable } from 'node:stream';
import { createGunzip, gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { MAXIMO_BYTES_LOTE } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';

const [comprimir, descomprimir] = [promisify(gzip), promisify(gunzip)];

/** The bytes of a lote as they travel, by network and by USB: the same text always gives the same ones. */
export const comprimirLote = (texto: string | Uint8Array): Promise<Uint8Array> => comprimir(texto);

const esGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Enough to tell a lote by its first line. */
const COMIENZO = 64;

/** How the text of a lote's file begins, as far as it can be read: what is left of one that is damaged tells that it was a lote. */
export const comienzoDeArchivoLote = async (bytes: Uint8Array): Promise<string> => {
  if (!esGzip(bytes)) return Buffer.from(bytes.subarray(0, COMIENZO)).toString('latin1');
  let texto = '';
  try {
    for await (const parte of Readable.from([bytes]).pipe(createGunzip({ chunkSize: COMIENZO })) as AsyncIterable<Buffer>) {
      texto += parte.toString('latin1');
      if (texto.length >= COMIENZO) break;
    }
  } catch {
    // Damaged from here on: what came before it counts.
  }
  return texto;
};

/** The text of a lote's file, compressed or not, as the central reads it: whole or not at all. Throws AppError `lote_ilegible` or `lote_muy_grande`. */
export const textoDeArchivoLote = async (bytes: Uint8Array): Promise<string> => {
  let crudo = bytes;
  if (esGzip(bytes)) {
    try {
      crudo = await descomprimir(bytes, { maxOutputLength: MAXIMO_BYTES_LOTE });
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
