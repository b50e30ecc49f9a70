import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type Entrada = { readonly nombre: string; readonly contenido: Uint8Array };

/** All ZIPs carry this time and mode: the same files always give the same bytes, so anyone can make the ZIP again. */
const MOMENTO = new Date(Date.UTC(2000, 0, 1));
const MODO = 0o100644;

/** A ZIP as bytes, reproducible. `comprimir` false for what is compressed already. */
export const crearZip = async (entradas: readonly Entrada[], comprimir = true): Promise<Uint8Array> => {
  const zip = new ZipFile();
  for (const e of entradas) {
    zip.addBuffer(Buffer.from(e.contenido.buffer, e.contenido.byteOffset, e.contenido.byteLength), e.nombre, { mtime: MOMENTO, mode: MODO, compress: comprimir });
  }
  zip.end();
  return buffer(zip.outputStream);
};
