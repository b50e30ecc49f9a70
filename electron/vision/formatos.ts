/** Formats that are examined as they come. */
export const FORMATOS_IMAGEN = ['jpeg', 'png', 'tiff', 'webp'] as const;
export type FormatoImagen = (typeof FORMATOS_IMAGEN)[number];

/** Tabloid at 600 dpi has 67 megapixels: more is not a page, and would fill the memory. */
export const PIXELES_MAXIMOS = 100_000_000;

type Firma = readonly [nombre: string, lugar: number, bytes: string];

/** First bytes of each, as Latin-1 text, and where they are. */
const FIRMAS: readonly Firma[] = [
  ['jpeg', 0, '\xff\xd8\xff'],
  ['png', 0, '\x89PNG'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['tiff', 0, 'II+\0'],
  ['tiff', 0, 'MM\0+'],
  ['webp', 8, 'WEBP'],
  ['pdf', 0, '%PDF-'],
  ['heic', 4, 'ftyphei'],
  ['heic', 4, 'ftyphev'],
  ['heic', 4, 'ftypmif1'],
  ['heic', 4, 'ftypmsf1'],
  ['avif', 4, 'ftypavif'],
  ['gif', 0, 'GIF8'],
  ['bmp', 0, 'BM'],
  ['jpeg 2000', 4, 'jP  '],
  ['jpeg xl', 4, 'JXL '],
  ['psd', 0, '8BPS'],
  ['djvu', 0, 'AT&TFORM'],
  ['docx o zip', 0, 'PK\x03\x04'],
  ['svg', 0, '<svg'],
  ['video', 4, 'ftyp'],
];

const empieza = (bytes: Uint8Array, lugar: number, texto: string): boolean => Buffer.from(texto, 'latin1').every((b, i) => bytes[lugar + i] === b);

/** Bytes that may stand before `%PDF-` (the readers of Adobe accept 1,024). */
const ANTES_DE_PDF = 1024;

/** Name of the format by the bytes, never by the name of the file; null when they are of none that is known. */
export const nombreDeFormato = (bytes: Uint8Array): string | null => {
  const firma = FIRMAS.find(([, lugar, texto]) => empieza(bytes, lugar, texto));
  if (firma) return firma[0];
  const inicio = Buffer.from(bytes.subarray(0, ANTES_DE_PDF)).toString('latin1');
  return inicio.includes('%PDF-') ? 'pdf' : null;
};

/** The format when it is one that is examined as it comes. */
export const formatoDe = (bytes: Uint8Array): FormatoImagen | null => {
  const nombre = nombreDeFormato(bytes);
  return FORMATOS_IMAGEN.find((f) => f === nombre) ?? null;
};
