import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReadInputBarcodeFormat, type ReadResult } from 'zxing-wasm/reader';
import type { Quad } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';

/** A code seen by zxing, in pixels of the image it was given. */
export type CodigoVisto = {
  /** Null when its place was found but not its text. */
  readonly texto: string | null;
  readonly lineal: boolean;
  /** Its corners, the first being its own top left. */
  readonly lugar: Quad;
  /** Degrees clockwise that it is turned. */
  readonly rotacion: number;
};

let preparado = false;

/** The module looks for its WebAssembly in a CDN unless it is given the bytes. */
const preparar = (): void => {
  if (preparado) return;
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
  preparado = true;
};

/** As a PGM file, which zxing reads as it is: what it makes of a canvas' colours takes four times the memory, in and out. */
const aPgm = ({ datos, ancho, alto }: PaginaGris): Uint8Array => Buffer.concat([Buffer.from(`P5 ${ancho} ${alto} 255\n`), datos]);

const aCodigo = (r: ReadResult): CodigoVisto => {
  const { topLeft: a, topRight: b, bottomRight: c, bottomLeft: d } = r.position;
  return {
    // A mirrored code is seen through the paper: the sheet lies on its face, and its figures are on the other side.
    texto: r.isValid && r.text !== '' && !r.isMirrored ? r.text : null,
    lineal: r.format !== 'QRCode',
    lugar: [[a.x, a.y], [b.x, b.y], [c.x, c.y], [d.x, d.y]],
    rotacion: r.rotation,
  };
};

const LINEALES: ReadInputBarcodeFormat[] = ['Code128', 'Code39'];

export type OpcionesZxing = {
  /** Also Code 128 and Code 39. */
  readonly lineales?: boolean;
  /** Also tells of codes whose place is seen and whose text is not. */
  readonly fallidos?: boolean;
  /** Only those two. */
  readonly soloLineales?: boolean;
  /** The image holds one code, straight and nothing else. */
  readonly puro?: boolean;
};

/** QR codes (and barcodes) of an image, at any angle. */
export const leerZxing = async (imagen: PaginaGris, { lineales = false, soloLineales = false, fallidos = false, puro = false }: OpcionesZxing = {}): Promise<CodigoVisto[]> => {
  if (imagen.ancho < 20 || imagen.alto < 20) return [];
  preparar();
  const leidos = await readBarcodes(aPgm(imagen), {
    formats: soloLineales ? LINEALES : ['QRCode', ...(lineales ? LINEALES : [])],
    tryHarder: true,
    tryRotate: true,
    tryInvert: false,
    maxNumberOfSymbols: 4,
    returnErrors: fallidos,
    isPure: puro,
  });
  return leidos.map(aCodigo).filter((c) => fallidos || c.texto !== null);
};
