import { comprobarZlib } from './inflar.ts';

/** One field of a page's directory. */
type Campo = { readonly etiqueta: number; readonly tipo: number; readonly cuantos: number; readonly lugar: number };
type Directorio = { readonly lugar: number; readonly campos: readonly Campo[]; readonly siguiente: number };
type Forma = { readonly vista: DataView; readonly poco: boolean; readonly grande: boolean; readonly primero: number };

/** The fields on which a page's pixels, its size or the way up it lies depend. All others tell of it. */
const DE_PIXELES: ReadonlySet<number> = new Set([
  254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 332, 334,
  336, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 34675,
]);
/** Directories form a chain: one that is longer is a ring. */
const DIRECTORIOS_MAXIMOS = 10_000;
const [COMPRESION, INICIOS, LARGOS, INICIOS_TESELA, LARGOS_TESELA] = [259, 273, 279, 324, 325] as const;
const DEFLATE: ReadonlySet<number> = new Set([8, 32_946]);
/** Bytes of a value of each type that a place or a length may have: SHORT, LONG, LONG8. */
const ANCHO_DE_TIPO: Readonly<Record<number, number>> = { 3: 2, 4: 4, 16: 8 };

const formaDe = (bytes: Uint8Array): Forma => {
  const vista = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const poco = bytes[0] === 0x49;
  const grande = vista.getUint16(2, poco) === 43;
  return { vista, poco, grande, primero: grande ? Number(vista.getBigUint64(8, poco)) : vista.getUint32(4, poco) };
};
/** Bytes of the number of fields, of one field, and where in a field its value is. */
const medidasDe = ({ grande }: Forma) => (grande ? { cuenta: 8, campo: 20, valor: 12 } : { cuenta: 2, campo: 12, valor: 8 });

const leerDirectorio = (forma: Forma, lugar: number): Directorio => {
  const { vista, poco, grande } = forma;
  const { cuenta, campo } = medidasDe(forma);
  const entero = (donde: number): number => (grande ? Number(vista.getBigUint64(donde, poco)) : vista.getUint32(donde, poco));
  const n = grande ? entero(lugar) : vista.getUint16(lugar, poco);
  const campos: Campo[] = [];
  for (let i = 0; i < n; i++) {
    const donde = lugar + cuenta + i * campo;
    campos.push({ etiqueta: vista.getUint16(donde, poco), tipo: vista.getUint16(donde + 2, poco), cuantos: entero(donde + 4), lugar: donde });
  }
  return { lugar, campos, siguiente: entero(lugar + cuenta + n * campo) };
};

/** The directories of the first pages, in order. Throws RangeError when one lies outside the file. */
const directoriosDe = (forma: Forma, paginas = DIRECTORIOS_MAXIMOS): Directorio[] => {
  const hallados = new Map<number, Directorio>();
  for (let lugar = forma.primero; lugar !== 0 && !hallados.has(lugar) && hallados.size < paginas; ) {
    const directorio = leerDirectorio(forma, lugar);
    hallados.set(lugar, directorio);
    lugar = directorio.siguiente;
  }
  return [...hallados.values()];
};

/** A copy of a TIFF with nothing in its directories but what its pixels need; null when there is nothing else in them, or they cannot be read. */
export const sinAdornos = (bytes: Uint8Array): Uint8Array | null => {
  const copia = Uint8Array.from(bytes);
  try {
    const forma = formaDe(copia);
    const { vista, poco, grande } = forma;
    const { cuenta, campo } = medidasDe(forma);
    let quitados = 0;
    for (const { lugar, campos, siguiente } of directoriosDe(forma)) {
      const utiles = campos.filter((c) => DE_PIXELES.has(c.etiqueta));
      quitados += campos.length - utiles.length;
      utiles.forEach((c, i) => copia.copyWithin(lugar + cuenta + i * campo, c.lugar, c.lugar + campo));
      const fin = lugar + cuenta + utiles.length * campo;
      if (grande) {
        vista.setBigUint64(lugar, BigInt(utiles.length), poco);
        vista.setBigUint64(fin, BigInt(siguiente), poco);
      } else {
        vista.setUint16(lugar, utiles.length, poco);
        vista.setUint32(fin, siguiente, poco);
      }
    }
    return quitados > 0 ? copia : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

const valoresDe = (forma: Forma, { tipo, cuantos, lugar }: Campo): number[] => {
  const { vista, poco, grande } = forma;
  const ancho = ANCHO_DE_TIPO[tipo];
  if (ancho === undefined) throw new RangeError(`a place of type ${tipo}`);
  const valor = lugar + medidasDe(forma).valor;
  const cabe = ancho * cuantos <= (grande ? 8 : 4);
  const inicio = cabe ? valor : grande ? Number(vista.getBigUint64(valor, poco)) : vista.getUint32(valor, poco);
  if (inicio + ancho * cuantos > vista.byteLength) throw new RangeError('values outside the file');
  const leer = (donde: number): number => (ancho === 2 ? vista.getUint16(donde, poco) : ancho === 4 ? vista.getUint32(donde, poco) : Number(vista.getBigUint64(donde, poco)));
  return Array.from({ length: cuantos }, (_, i) => leer(inicio + i * ancho));
};

/**
 * Compares the checksums of a page (from 0) that is compressed with deflate, which libtiff does not always get to: it stops
 * reading when a strip has its pixels. Rejects when one is wrong; other compressions have none.
 */
export const comprobarDeflate = async (bytes: Uint8Array, pagina: number): Promise<void> => {
  const forma = formaDe(bytes);
  const campos = directoriosDe(forma, pagina + 1)[pagina]?.campos ?? [];
  const valores = (...etiquetas: readonly number[]): number[] => campos.filter((c) => etiquetas.includes(c.etiqueta)).flatMap((c) => valoresDe(forma, c));
  if (!valores(COMPRESION).some((c) => DEFLATE.has(c))) return;
  const largos = valores(LARGOS, LARGOS_TESELA);
  for (const [i, inicio] of valores(INICIOS, INICIOS_TESELA).entries()) {
    const largo = largos[i] ?? 0;
    // A strip without bytes is one of nothing but zeros.
    if (largo > 0) await comprobarZlib(bytes.subarray(inicio, inicio + largo));
  }
};
