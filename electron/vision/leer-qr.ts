import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp, { type Sharp } from 'sharp';
import { prepareZXingModule, readBarcodes, type ReadResult } from 'zxing-wasm/reader';
import { leerQr } from '#shared/domain/qr.ts';
import type { PaginaGris } from './decodificar.ts';

/** Parts of the page where the label may be; the first is where it is when the page was scanned upright. */
export const REGIONES_QR = ['etiqueta', 'abajo_derecha', 'arriba_derecha', 'abajo_izquierda', 'pagina'] as const;
export type RegionQr = (typeof REGIONES_QR)[number];

/** What it took to read it. */
export type LectorQr = 'zxing' | 'zxing+mediana' | 'zxing+ampliado';

export type QrEncontrado = {
  readonly texto: string;
  readonly lector: LectorQr;
  readonly region: RegionQr;
  /** Clockwise degrees that would set the label, and so the page, upright. */
  readonly giro: 0 | 90 | 180 | 270;
};

let preparado = false;

/** The module looks for its WebAssembly in a CDN unless it is given the bytes. */
const preparar = (): void => {
  if (preparado) return;
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
  preparado = true;
};

const recortar = (p: PaginaGris, x0: number, y0: number, ancho: number, alto: number): PaginaGris => {
  const datos = new Uint8Array(ancho * alto);
  for (let y = 0; y < alto; y++) datos.set(p.datos.subarray((y0 + y) * p.ancho + x0, (y0 + y) * p.ancho + x0 + ancho), y * ancho);
  return { datos, ancho, alto };
};

/** 36 × 30 % of the page: the label boxes with room for a page badly placed. */
const region = (p: PaginaGris, cual: RegionQr): PaginaGris => {
  if (cual === 'pagina') return p;
  const apaisada = p.ancho >= p.alto;
  const [w, h] = [Math.round(p.ancho * (apaisada ? 0.3 : 0.36)), Math.round(p.alto * (apaisada ? 0.36 : 0.3))];
  const x = cual === 'arriba_derecha' || cual === 'abajo_derecha' ? p.ancho - w : 0;
  const y = cual === 'abajo_derecha' || cual === 'abajo_izquierda' ? p.alto - h : 0;
  return recortar(p, x, y, w, h);
};

const aRgba = ({ datos, ancho, alto }: PaginaGris): ImageData => {
  const rgba = new Uint8ClampedArray(datos.length * 4);
  for (let i = 0; i < datos.length; i++) {
    const v = datos[i] ?? 0;
    rgba[4 * i] = v;
    rgba[4 * i + 1] = v;
    rgba[4 * i + 2] = v;
    rgba[4 * i + 3] = 255;
  }
  return { data: rgba, width: ancho, height: alto, colorSpace: 'srgb' };
};

const aGiro = (orientacion: number): QrEncontrado['giro'] => {
  const cuartos = (((Math.round(-orientacion / 90) % 4) + 4) % 4) * 90;
  return cuartos === 90 || cuartos === 180 || cuartos === 270 ? cuartos : 0;
};

const leerCodigos = async (imagen: PaginaGris): Promise<ReadResult[]> => {
  const leidos = await readBarcodes(aRgba(imagen), { formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: false, maxNumberOfSymbols: 4 });
  return leidos.filter((l) => l.isValid && l.text !== '');
};

const crudo = (p: PaginaGris): Sharp => sharp(p.datos, { raw: { width: p.ancho, height: p.alto, channels: 1 } });

const aGris = async (imagen: Sharp): Promise<PaginaGris> => {
  const { data, info } = await imagen.toColourspace('b-w').extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { datos: data, ancho: info.width, alto: info.height };
};

/** Salt-and-pepper noise away. */
const mediana = (p: PaginaGris): Promise<PaginaGris> => aGris(crudo(p).median(3));

/** Small or blurred modules made larger and crisper. */
const ampliada = (p: PaginaGris): Promise<PaginaGris> => aGris(crudo(p).resize(p.ancho * 2, p.alto * 2, { kernel: 'cubic' }).sharpen({ sigma: 2 }));

/** The whole page, no larger than what the reader needs. */
const LADO_PAGINA = 2400;
const reducida = (p: PaginaGris): Promise<PaginaGris> =>
  Math.max(p.ancho, p.alto) <= LADO_PAGINA ? Promise.resolve(p) : aGris(crudo(p).resize(LADO_PAGINA, LADO_PAGINA, { fit: 'inside' }));

type Intento = { readonly lector: LectorQr; readonly region: RegionQr; readonly imagen: (p: PaginaGris) => PaginaGris | Promise<PaginaGris> };

/** From the cheapest and likeliest to the dearest; the first code that is of an acta ends it. */
const INTENTOS: readonly Intento[] = [
  ...REGIONES_QR.filter((r) => r !== 'pagina').map((r): Intento => ({ lector: 'zxing', region: r, imagen: (p) => region(p, r) })),
  { lector: 'zxing+mediana', region: 'etiqueta', imagen: (p) => mediana(region(p, 'etiqueta')) },
  { lector: 'zxing', region: 'pagina', imagen: reducida },
  { lector: 'zxing+ampliado', region: 'etiqueta', imagen: (p) => ampliada(region(p, 'etiqueta')) },
  { lector: 'zxing+mediana', region: 'abajo_derecha', imagen: (p) => mediana(region(p, 'abajo_derecha')) },
  { lector: 'zxing+ampliado', region: 'abajo_derecha', imagen: (p) => ampliada(region(p, 'abajo_derecha')) },
];

/** CATD labels first: they say which election they are of, and carry a checksum. */
const preferencia = (texto: string): number => {
  const leido = leerQr(texto);
  if (leido === null) return 2;
  return leido.formato === 'etiqueta' ? 0 : 1;
};

/**
 * The QR of the acta in a page, or null. A page may carry other codes: one whose text is of an acta is preferred, and any
 * other is given only when there is none (identificarQr then says what it is).
 */
export const buscarQr = async (pagina: PaginaGris): Promise<QrEncontrado | null> => {
  preparar();
  let ajeno: QrEncontrado | null = null;
  for (const intento of INTENTOS) {
    const leidos = await leerCodigos(await intento.imagen(pagina));
    const mejor = leidos.toSorted((a, b) => preferencia(a.text) - preferencia(b.text))[0];
    if (!mejor) continue;
    const encontrado = { texto: mejor.text, lector: intento.lector, region: intento.region, giro: aGiro(mejor.rotation) };
    if (preferencia(mejor.text) < 2) return encontrado;
    ajeno ??= encontrado;
  }
  return ajeno;
};
