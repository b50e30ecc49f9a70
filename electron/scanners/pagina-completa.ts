const empieza = (b: Uint8Array, ...firma: readonly number[]): boolean => firma.every((byte, i) => b[i] === byte);

/** JPEG: some programs pad the file after its end, so the mark is looked for in the last bytes. */
const jpegCompleto = (b: Uint8Array): boolean => {
  const desde = Math.max(2, b.length - 4096);
  for (let i = b.length - 2; i >= desde; i--) if (b[i] === 0xff && b[i + 1] === 0xd9) return true;
  return false;
};

const PNG_FIN = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
const pngCompleto = (b: Uint8Array): boolean => PNG_FIN.every((byte, i) => b[b.length - PNG_FIN.length + i] === byte);

const STRIP_OFFSETS = 273;
const STRIP_BYTE_COUNTS = 279;
const ENTRADA_IFD = 12;

/** Values of one entry of a TIFF directory (SHORT or LONG); null when it points outside the file. */
const valoresTiff = (v: DataView, entrada: number, le: boolean): number[] | null => {
  const corto = v.getUint16(entrada + 2, le) === 3;
  const cuantos = v.getUint32(entrada + 4, le);
  const total = cuantos * (corto ? 2 : 4);
  const lugar = total <= 4 ? entrada + 8 : v.getUint32(entrada + 8, le);
  if (lugar + total > v.byteLength) return null;
  return Array.from({ length: cuantos }, (_, i) => (corto ? v.getUint16(lugar + i * 2, le) : v.getUint32(lugar + i * 4, le)));
};

/** TIFF: its first directory and the strips that it names lie within the file. */
const tiffCompleto = (b: Uint8Array): boolean => {
  const v = new DataView(b.buffer, b.byteOffset, b.byteLength);
  const le = b[0] === 0x49;
  if (b.length < 8) return false;
  const ifd = v.getUint32(4, le);
  if (ifd === 0 || ifd + 2 > b.length) return false;
  const entradas = v.getUint16(ifd, le);
  if (ifd + 2 + entradas * ENTRADA_IFD > b.length) return false;
  const campos = new Map<number, number[] | null>();
  for (let i = 0; i < entradas; i++) {
    const entrada = ifd + 2 + i * ENTRADA_IFD;
    const etiqueta = v.getUint16(entrada, le);
    if (etiqueta === STRIP_OFFSETS || etiqueta === STRIP_BYTE_COUNTS) campos.set(etiqueta, valoresTiff(v, entrada, le));
  }
  const [lugares, largos] = [campos.get(STRIP_OFFSETS), campos.get(STRIP_BYTE_COUNTS)];
  if (lugares === null || largos === null) return false;
  // Tiled TIFFs have no strips: the directory, which is written last, is all there is to go by.
  return (lugares ?? []).every((lugar, i) => lugar + (largos?.[i] ?? 0) <= b.length);
};

const pdfCompleto = (b: Uint8Array): boolean => Buffer.from(b.subarray(Math.max(0, b.length - 2048))).includes('%%EOF');

/**
 * Whether an image's bytes have their end, by its format's own structure; null for a format that does not say. An empty
 * file is not whole. Nothing is decoded: this tells a finished file from one that was cut, not a good image from a bad one.
 */
export const estaCompleta = (b: Uint8Array): boolean | null => {
  if (b.length === 0) return false;
  if (empieza(b, 0xff, 0xd8)) return jpegCompleto(b);
  if (empieza(b, 0x89, 0x50, 0x4e, 0x47)) return pngCompleto(b);
  if (empieza(b, 0x49, 0x49, 0x2a, 0) || empieza(b, 0x4d, 0x4d, 0, 0x2a)) return tiffCompleto(b);
  if (empieza(b, 0x25, 0x50, 0x44, 0x46)) return pdfCompleto(b);
  return null;
};
