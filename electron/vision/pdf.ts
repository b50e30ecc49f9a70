import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary, type PDFiumDocument, type PDFiumPage } from '@hyzyla/pdfium';
import sharp from 'sharp';

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

const ANCHO = /\/Width\s+(\d+)/g;
const ALTO = /\/Height\s+(\d+)/;
/** The keys of an image stand close together in its dictionary. */
const ALCANCE = 600;

/** Pixels of the largest image that a PDF says to hold. The dictionary of an image is never compressed: looking costs no memory. */
export const pixelesDePdf = (bytes: Uint8Array): number => {
  const texto = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let mayor = 0;
  for (const hallado of texto.matchAll(ANCHO)) {
    const [antes, despues] = [texto.slice(Math.max(0, hallado.index - ALCANCE), hallado.index), texto.slice(hallado.index, hallado.index + ALCANCE)];
    const cerca = antes.slice(antes.lastIndexOf('obj') + 1) + despues.slice(0, despues.indexOf('stream') + 1 || ALCANCE);
    mayor = Math.max(mayor, Number(hallado[1]) * Number(ALTO.exec(cerca)?.[1] ?? 0));
  }
  return mayor;
};

/** How many pages; throws when it is damaged or wants a password. */
export const contarPaginasPdf = (bytes: Uint8Array): Promise<number> => conDocumento(bytes, (d) => d.getPageCount());

const INICIO_JPEG = [0xff, 0xd8, 0xff] as const;

/** The JPEG of a page that is nothing but one, as scanners make them: the scanner's own bytes, not drawn again. */
const jpegDe = async (pagina: PDFiumPage): Promise<Uint8Array | null> => {
  const objetos = [...pagina.objects()];
  const [unico] = objetos;
  if (objetos.length !== 1 || unico?.type !== 'image') return null;
  const { data, filters } = await unico.getImageDataRaw();
  const esJpeg = filters.length === 1 && filters[0] === 'DCTDecode' && INICIO_JPEG.every((b, i) => data[i] === b);
  return esJpeg ? Uint8Array.from(data) : null;
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
