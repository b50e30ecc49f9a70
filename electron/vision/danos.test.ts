import { PDFDocument } from 'pdf-lib';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { decodificar } from './decodificar.ts';
import { pixelesDePdf } from './pdf.ts';
import { contarPaginas, sacarPagina } from './separar.ts';

let pagina: Buffer;
beforeAll(async () => { pagina = await dibujarActa(actaDePrueba()); });

const gris = (): Sharp => sharp(pagina).toColourspace('b-w');
const ESCRITAS: readonly (readonly [string, () => Promise<Buffer>])[] = [
  ['TIFF with LZW', () => gris().tiff({ compression: 'lzw' }).toBuffer()],
  ['TIFF with LZW and a predictor', () => sharp(pagina).tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer()],
  ['TIFF with deflate', () => gris().tiff({ compression: 'deflate' }).toBuffer()],
  ['TIFF with deflate, in tiles', () => gris().tiff({ compression: 'deflate', tile: true }).toBuffer()],
  ['TIFF with G4', () => sharp(pagina).threshold(150).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer()],
  ['TIFF with JPEG', () => gris().tiff({ compression: 'jpeg' }).toBuffer()],
  ['PNG', () => gris().png().toBuffer()],
];

const PARTES = [0.15, 0.3, 0.45, 0.6, 0.75] as const;
type Dano = (bytes: Buffer, desde: number) => unknown;
const poner = (bytes: Buffer, parte: number, dano: Dano): Buffer => {
  const copia = Buffer.from(bytes);
  dano(copia, Math.floor(copia.length * parte));
  return copia;
};
const problemaDe = async (bytes: Uint8Array): Promise<string | null> => (await decodificar(bytes)).problema;
const problemas = (bytes: Buffer, dano: Dano): Promise<(string | null)[]> => Promise.all(PARTES.map((parte) => problemaDe(poner(bytes, parte, dano))));

const CEROS: Dano = (b, i) => b.fill(0, i, i + 3000);
const CAMBIOS: Dano = (b, i) => { for (let k = i; k < i + 400; k++) b[k] = (b[k]! * 7 + 91) & 255; };

/** A field added to the directory of a little-endian TIFF, in its place: what `valor` says is inside the field. */
const conCampo = (bytes: Buffer, etiqueta: number, tipo: number, cuantos: number, valor: number): Buffer => {
  const lugar = bytes.readUInt32LE(4);
  const campos = Array.from({ length: bytes.readUInt16LE(lugar) }, (_, i) => bytes.subarray(lugar + 2 + i * 12, lugar + 14 + i * 12));
  const nuevo = Buffer.alloc(12);
  nuevo.writeUInt16LE(etiqueta, 0);
  nuevo.writeUInt16LE(tipo, 2);
  nuevo.writeUInt32LE(cuantos, 4);
  nuevo.writeUInt32LE(valor, 8);
  const todos = [...campos, nuevo].sort((a, b) => a.readUInt16LE(0) - b.readUInt16LE(0));
  const fin = bytes.length + (bytes.length % 2);
  const directorio = Buffer.concat([Buffer.from([todos.length, 0]), ...todos, Buffer.alloc(4)]);
  const salida = Buffer.concat([bytes, Buffer.alloc(fin - bytes.length), directorio]);
  salida.writeUInt32LE(fin, 4);
  return salida;
};

describe('an image damaged in its middle is truncada: what a decoder makes up is no acta', () => {
  it.each(ESCRITAS)('%s', async (_, escribir) => {
    const buena = await escribir();
    expect(await problemaDe(buena)).toBeNull();
    expect(await problemas(buena, CEROS)).toEqual(PARTES.map(() => 'truncada'));
    expect(await problemas(buena, CAMBIOS)).toEqual(PARTES.map(() => 'truncada'));
    expect(await problemaDe(buena.subarray(0, buena.length >> 1))).toBe('truncada');
  });

  it('one bit is enough where there are checksums', async () => {
    const unBit: Dano = (b, i) => { b[i] = b[i]! ^ 16; };
    for (const i of [2, 3, 6]) expect(await problemas(await ESCRITAS[i]![1](), unBit)).toEqual(PARTES.map(() => 'truncada'));
  });

  it('of WebP only the end is known: it has no checksums, and its reader repairs without a word', async () => {
    for (const lossless of [false, true]) {
      const buena = await gris().webp({ lossless, effort: 0 }).toBuffer();
      expect(await problemaDe(buena)).toBeNull();
      for (const parte of [0.3, 0.7, 0.99]) expect(await problemaDe(buena.subarray(0, Math.floor(buena.length * parte)))).toBe('truncada');
    }
  });

  it('an unknown compression is no page', async () => {
    const tiff = Buffer.from(await gris().tiff({ compression: 'lzw' }).toBuffer());
    const lugar = tiff.readUInt32LE(4);
    for (let i = lugar + 2; i < tiff.length - 12; i += 12) if (tiff.readUInt16LE(i) === 259) tiff.writeUInt16LE(40_000, i + 8);
    expect(await problemaDe(tiff)).toBe('truncada');
  });
});

describe('what no pixel of a TIFF depends on does no harm', () => {
  it.each([
    ['a field that nobody knows', 65_000, 3, 1, 7],
    ['a text without its end', 270, 2, 4, 0x41414141],
    ['a date that is a number', 306, 3, 1, 9],
    ['the number of a page by half', 297, 3, 1, 1],
    ['a text outside the file', 33_432, 2, 100, 0x7fffffff],
  ] as const)('%s', async (_, etiqueta, tipo, cuantos, valor) => {
    const tiff = await gris().tiff({ compression: 'lzw' }).toBuffer();
    const conRareza = conCampo(tiff, etiqueta, tipo, cuantos, valor);
    const rara = await decodificar(conRareza);
    expect(rara).toMatchObject({ problema: null, formato: 'tiff' });
    expect('pagina' in rara && Buffer.from(rara.pagina.datos).equals(await gris().raw().toBuffer())).toBe(true);
    // And hides no damage.
    expect(await problemas(conRareza, CEROS)).toEqual(PARTES.map(() => 'truncada'));
  });
});

describe('pages of a file', () => {
  it('a damaged page of a TIFF is not taken, and the others are', async () => {
    const tiff = await sharp([pagina, pagina, pagina], { join: { animated: true } }).tiff({ compression: 'lzw' }).toBuffer();
    const malo = poner(tiff, 0.5, CEROS);
    expect(await contarPaginas(malo)).toBe(3);
    const paginas = await Promise.all([0, 1, 2].map((n) => sacarPagina(malo, n)));
    expect(paginas.map((p) => p === null)).toEqual([false, true, false]);
  });

  it('a damaged image of a PDF page is not drawn as if it were whole', async () => {
    const pdf = await PDFDocument.create();
    for (const imagen of [await pdf.embedPng(await gris().png().toBuffer()), await pdf.embedJpg(pagina)]) {
      const hoja = pdf.addPage([792, 612]);
      hoja.drawImage(imagen, { x: 0, y: 0, width: 792, height: 612 });
      hoja.drawText('Page', { size: 9 });
    }
    const buena = Buffer.from(await pdf.save({ useObjectStreams: false }));
    expect(await sacarPagina(buena, 0)).not.toBeNull();
    expect(await sacarPagina(buena, 1)).not.toBeNull();
    const jpeg = buena.indexOf(pagina.subarray(1000, 1100));
    expect(jpeg).toBeGreaterThan(0);
    const mala = Buffer.from(buena);
    CEROS(mala, jpeg + (pagina.length >> 1));
    const png = [...buena.toString('latin1').matchAll(/\/Width 2200[^]{0,300}?stream\r?\n/g)].map((m) => m.index + m[0].length).find((i) => i < jpeg || i > jpeg + pagina.length)!;
    CEROS(mala, png + 50_000);
    expect(await sacarPagina(mala, 1)).toBeNull();
    expect(await sacarPagina(mala, 0)).toBeNull();
  });
});

describe('the pixels that a PDF says to hold', () => {
  const pdf = (ancho: string, alto: string, mas = ''): Buffer => Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Type /XObject /Subtype /Image /Width ${ancho} /Height${alto} /Length 3 >>\nstream\nabc\nendstream\nendobj\n${mas}`);

  it.each([
    ['numbers', pdf('2200', ' 1700'), 3_740_000],
    ['references', pdf('12 0 R', ' 13 0 R', '12 0 obj\n40000\nendobj\n13 0 obj 30000 endobj\n112 0 obj 9\n'), 1_200_000_000],
    ['a reference that was written over', pdf('12 0 R', ' 10', '12 0 obj 7 endobj\n12 0 obj 70 endobj\n'), 700],
    ['a reference to nothing that can be read', pdf('12 0 R', ' 10'), Infinity],
    ['no number', pdf('(a)', ' 10'), Infinity],
    ['an image without height', pdf('10', 's'), Infinity],
    ['a width that is of no image', Buffer.from('%PDF-1.4\n1 0 obj\n<< /O /Layout /Width 300 >>\nendobj\n'), 0],
  ] as const)('%s', (_, bytes, pixeles) => {
    expect(pixelesDePdf(bytes)).toBe(pixeles);
  });
});
