import { isAscii, isUtf8 } from 'node:buffer';

/** What the bytes of a text file turned out to be. `mixta`: some lines UTF-8 and some not. */
export type Codificacion = 'utf-8' | 'latin1' | 'mixta';

/** Bytes of a UTF-8 character that was cut by the end of the chunk: 0 to 3. */
const bytesCortados = (bytes: Buffer): number => {
  for (let atras = 1; atras <= Math.min(3, bytes.length); atras++) {
    const byte = bytes[bytes.length - atras] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const largo = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return largo > atras ? atras : 0;
  }
  return 0;
};

const esFinDeLinea = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;
/** A line longer than this is decoded without waiting for its end. */
const MAXIMA_LINEA = 262_144;

export type Decodificador = {
  /** The text of a chunk of the file. The last chunk carries `fin`. */
  readonly pasar: (trozo: Buffer, fin: boolean) => string;
  readonly codificacion: () => Codificacion;
};

/**
 * Turns the bytes of a published file into text, in one pass, as UTF-8; from the first bytes that are not UTF-8 on, it
 * goes line by line, and a line that is not UTF-8 is taken as Latin-1, which old packages use and which has a character
 * for every byte.
 */
export const crearDecodificador = (): Decodificador => {
  let resto: Buffer = Buffer.alloc(0);
  let porLinea = false;
  let huboUtf8 = false;

  const enteros = (todo: Buffer, fin: boolean): string | null => {
    const entero = todo.subarray(0, todo.length - (fin ? 0 : bytesCortados(todo)));
    if (!isUtf8(entero)) return null;
    resto = Buffer.from(todo.subarray(entero.length));
    huboUtf8 ||= !isAscii(entero);
    return entero.toString('utf8');
  };
  const linea = (bytes: Buffer): string => {
    if (!isUtf8(bytes)) return bytes.toString('latin1');
    huboUtf8 ||= !isAscii(bytes);
    return bytes.toString('utf8');
  };
  const lineas = (todo: Buffer, fin: boolean): string => {
    const partes: string[] = [];
    let desde = 0;
    for (let i = 0; i < todo.length; i++) {
      if (!esFinDeLinea(todo[i])) continue;
      partes.push(linea(todo.subarray(desde, i + 1)));
      desde = i + 1;
    }
    const cola = todo.subarray(desde);
    if (fin || cola.length > MAXIMA_LINEA) partes.push(linea(cola));
    else resto = Buffer.from(cola);
    return partes.join('');
  };

  return {
    pasar: (trozo, fin) => {
      const todo = resto.length === 0 ? trozo : Buffer.concat([resto, trozo]);
      resto = Buffer.alloc(0);
      const texto = porLinea ? null : enteros(todo, fin);
      if (texto !== null) return texto;
      porLinea = true;
      return lineas(todo, fin);
    },
    codificacion: () => (!porLinea ? 'utf-8' : huboUtf8 ? 'mixta' : 'latin1'),
  };
};
