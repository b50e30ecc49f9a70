import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary, type PDFiumDocument, type PDFiumImageObject, type PDFiumPage } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { PIXELES_MAXIMOS } from './formatos.ts';
import { comprobarZlib } from './inflar.ts';
import { conRigor } from './rigor.ts';

/** What a page of a PDF is drawn at when it is not just one JPEG. */
const DPI_PAGINA = 300;
const PUNTOS_POR_PULGADA = 72;
/** A page of 43 × 28 cm at 300 dots has 17 million pixels: larger ones are drawn at fewer dots. */
const PIXELES_PAGINA = 20_000_000;

type Biblioteca = Awaited<ReturnType<typeof PDFiumLibrary.init>>;

let biblioteca: Promise<Biblioteca> | null = null;

/** The library looks for its WebAssembly beside itself, where a bundle does not put it. */
const preparar = (): Promise<Biblioteca> => {
  if (biblioteca === null) {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
    biblioteca = PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer });
  }
  return biblioteca;
};

const conDocumento = async <T>(bytes: Uint8Array, hacer: (documento: PDFiumDocument) => T | Promise<T>): Promise<T> => {
  const documento = await (await preparar()).loadDocument(bytes);
  try {
    return await hacer(documento);
  } finally {
    documento.destroy();
  }
};

/** A side as a number, as a reference to one («12 0 R»), or as something else. */
const ANCHO = /\/Width(?![A-Za-z])\s*(?:(\d+)(?:\s+(\d+)\s+R\b)?)?/g;
const ALTO = /\/Height(?![A-Za-z])\s*(?:(\d+)(?:\s+(\d+)\s+R\b)?)?/;
const ES_IMAGEN = /\/Subtype\s*\/Image/;
/** The keys of an image stand close together in its dictionary. */
const ALCANCE = 4_000;

/** The number that a side is; one that cannot be read, or that is a reference to what is not there to be read, may be any. */
const ladoDe = (texto: string, [, numero, revision]: RegExpExecArray): number => {
  if (numero === undefined) return Infinity;
  if (revision === undefined) return Number(numero);
  const dichos = [...texto.matchAll(new RegExp(`(?<!\\d)${numero}\\s+${revision}\\s+obj\\s+(\\d+)\\s`, 'g'))].map((m) => Number(m[1]));
  return dichos.length === 0 ? Infinity : Math.max(...dichos);
};

/** Pixels of the largest image that a PDF says to hold, Infinity when it cannot be told. The dictionary of an image is never compressed: looking costs no memory. */
export const pixelesDePdf = (bytes: Uint8Array): number => {
  const texto = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let mayor = 0;
  for (const hallado of texto.matchAll(ANCHO)) {
    const [antes, despues] = [texto.slice(Math.max(0, hallado.index - ALCANCE), hallado.index), texto.slice(hallado.index, hallado.index + ALCANCE)];
    const cerca = antes.slice(antes.lastIndexOf('obj') + 1) + despues.slice(0, despues.indexOf('stream') + 1 || ALCANCE);
    const alto = ALTO.exec(cerca);
    if (alto) mayor = Math.max(mayor, ladoDe(texto, hallado) * ladoDe(texto, alto));
    else if (ES_IMAGEN.test(cerca)) return Infinity;
  }
  return mayor;
};

/** How many pages; throws when it is damaged or wants a password. */
export const contarPaginasPdf = (bytes: Uint8Array): Promise<number> => conDocumento(bytes, (d) => d.getPageCount());

type Incrustada = Awaited<ReturnType<PDFiumImageObject['getImageDataRaw']>>;

const INICIO_JPEG = [0xff, 0xd8, 0xff] as const;
const esJpeg = ({ data, filters }: Incrustada): boolean => filters.length === 1 && filters[0] === 'DCTDecode' && INICIO_JPEG.every((b, i) => data[i] === b);

/** PDFium draws what it can of a damaged image and says nothing. Rejects when one that can be compared is damaged; CCITT, LZW and JBIG2 cannot. */
const comprobar = async (imagen: Incrustada): Promise<void> => {
  if (esJpeg(imagen)) await conRigor(imagen.data, 'jpeg', 0, (estos, failOn) => sharp(estos, { failOn, limitInputPixels: PIXELES_MAXIMOS }).extractChannel(0).raw().toBuffer());
  else if (imagen.filters.length === 1 && imagen.filters[0] === 'FlateDecode') await comprobarZlib(imagen.data);
};

/** The JPEG of a page that is nothing but one, as scanners make them: the scanner's own bytes, not drawn again. */
const jpegDe = async (pagina: PDFiumPage): Promise<Uint8Array | null> => {
  const objetos = [...pagina.objects()];
  const imagenes: Incrustada[] = [];
  for (const objeto of objetos) if (objeto.type === 'image') imagenes.push(await objeto.getImageDataRaw());
  const [unica] = imagenes;
  if (unica && objetos.length === 1 && esJpeg(unica)) return Uint8Array.from(unica.data);
  for (const imagen of imagenes) await comprobar(imagen);
  return null;
};

const dibujar = async (pagina: PDFiumPage): Promise<Uint8Array> => {
  const { originalWidth: width, originalHeight: height } = pagina.getOriginalSize();
  const entera = DPI_PAGINA / PUNTOS_POR_PULGADA;
  const escala = Math.min(entera, Math.sqrt(PIXELES_PAGINA / (width * height)));
  const { data, width: w, height: h } = await pagina.render({ scale: escala, render: 'bitmap' });
  // PDFium gives BGRA.
  for (let i = 0; i < data.length; i += 4) [data[i], data[i + 2]] = [data[i + 2] ?? 255, data[i] ?? 255];
  const imagen = sharp(data, { raw: { width: w, height: h, channels: 4 } }).removeAlpha();
  return imagen.withMetadata({ density: Math.round(escala * PUNTOS_POR_PULGADA) }).jpeg({ quality: 90 }).toBuffer();
};

/** One page, from 0, as an image of its own. */
export const sacarPaginaPdf = (bytes: Uint8Array, numero: number): Promise<Uint8Array> =>
  conDocumento(bytes, async (documento) => {
    const pagina = documento.getPage(numero);
    return (await jpegDe(pagina)) ?? dibujar(pagina);
  });
