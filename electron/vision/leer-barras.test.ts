import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { beforeAll, expect, it } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropear, type Danos } from '#electron/papel/estropear.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { decodificar } from './decodificar.ts';
import { buscarQr } from './leer-qr.ts';

/** A label as a printer of barcodes makes it, stuck at the foot of an acta whose QR was torn off. */

const datos = actaDePrueba();
const texto = escribirEtiqueta('demo-2027', datos.casilla.clave + 'A02');
const ALTO_MM = 9;
const LUGAR_MM = { derecha: 212, y: 196 };

beforeAll(() => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
});

const hoja = async (format: 'Code128' | 'Code39', contenido: string, dpi: number, moduloMm: number, danos: Danos): Promise<Buffer> => {
  const { symbol } = await writeBarcode(contenido, { format });
  const [ancho, alto] = [Math.round((symbol.width * moduloMm * dpi) / 25.4), Math.round((ALTO_MM * dpi) / 25.4)];
  const barras = await sharp(Buffer.from(symbol.data), { raw: { width: symbol.width, height: symbol.height, channels: 1 } })
    .resize(ancho, alto, { kernel: 'nearest', fit: 'fill' }).extend({ top: 8, bottom: 8, left: 24, right: 24, background: '#fff' }).png().toBuffer();
  const [left, top] = [Math.max(8, Math.round((LUGAR_MM.derecha * dpi) / 25.4) - ancho - 48), Math.round((LUGAR_MM.y * dpi) / 25.4)];
  const pegada = await sharp(await dibujarActa({ ...datos, dpi })).composite([{ input: barras, left, top }]).withMetadata({ density: dpi }).jpeg().toBuffer();
  return estropear(pegada, { oclusion: { sobre: datos.plantilla.qr, parte: 0.95, clase: 'rotura' }, ...danos }, 1);
};

const leer = async (bytes: Buffer) => {
  const decodificada = await decodificar(bytes);
  if (!('pagina' in decodificada)) throw new Error(decodificada.problema);
  return buscarQr(decodificada.pagina, { presupuestoMs: 20_000 });
};

it.each<['Code128' | 'Code39', number, number, Danos]>([
  ['Code128', 300, 0.19, {}],
  ['Code128', 300, 0.25, { rotacion: -5, ruido: 8, desenfoque: 0.5 }],
  ['Code128', 200, 0.25, { rotacion: 93, ruido: 8, desenfoque: 0.5 }],
  ['Code39', 300, 0.19, { rotacion: 1.5, ruido: 8 }],
  // Two pixels a bar are too few for so long a code: at 200 dpi its label needs wider ones.
  ['Code39', 200, 0.3, { rotacion: 180 }],
])('a label in %s is read at %i dpi, its narrowest bar %d mm wide, spoiled by %j', async (formato, dpi, modulo, danos) => {
  const leido = await leer(await hoja(formato, texto, dpi, modulo, danos));
  expect(leido).toMatchObject({ texto, giro: [0, 270, 180, 90][Math.round((danos.rotacion ?? 0) / 90) & 3] });
});

it('a barcode without our checksum is not believed: one check character is not enough', async () => {
  const falsa = texto.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
  for (const contenido of [falsa, '211048C0201A02']) expect(await leer(await hoja('Code128', contenido, 200, 0.25, {}))).toBeNull();
});
