import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodificar } from './decodificar.ts';
import { conLumaSinConvertir } from './jpeg-luma.ts';
import { grisDe } from './luma.ts';

const [ANCHO, ALTO] = [901, 703];
let colores: Buffer;
const imagen = () => sharp(colores, { raw: { width: ANCHO, height: ALTO, channels: 3 } });

beforeAll(() => {
  // Colours that change slowly: what the loss of a JPEG does to them is little.
  colores = Buffer.from(Uint8Array.from({ length: ANCHO * ALTO * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % ANCHO, Math.floor(i / 3 / ANCHO)];
    return 128 + 90 * Math.sin(x / 90 + (i % 3)) * Math.cos(y / 110 + 2 * (i % 3));
  }));
});

/** Greatest and mean difference of the page from the luma of the colours that libvips sees in the same file. */
const diferencia = async (jpeg: Buffer): Promise<readonly [mayor: number, media: number]> => {
  const decodificada = await decodificar(jpeg);
  if (!('pagina' in decodificada)) throw new Error(decodificada.problema);
  const { pagina } = decodificada;
  const { data, info } = await sharp(jpeg, { ignoreIcc: true }).autoOrient().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  expect([pagina.ancho, pagina.alto]).toEqual([info.width, info.height]);
  const esperado = grisDe(data);
  let [mayor, suma] = [0, 0];
  pagina.datos.forEach((v, i) => {
    const d = Math.abs(v - esperado[i]!);
    mayor = Math.max(mayor, d);
    suma += d;
  });
  return [mayor, suma / esperado.length];
};

/** With these segments before any other. sharp writes neither JFIF nor Adobe. */
const con = (jpeg: Buffer, ...segmentos: readonly string[]): Buffer => Buffer.concat([jpeg.subarray(0, 2), Buffer.from(segmentos.join(''), 'latin1'), jpeg.subarray(2)]);
const JFIF = '\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0';
const adobe = (transformacion: number): string => `\xff\xee\0\x0eAdobe\0\x64\0\0\0\0${String.fromCharCode(transformacion)}`;

describe('the gray of a JPEG', () => {
  it.each([
    ['of half the colour each way', () => imagen().jpeg({ quality: 90 }).toBuffer()],
    ['of all its colour, progressive', () => imagen().jpeg({ quality: 90, chromaSubsampling: '4:4:4', progressive: true }).toBuffer()],
    ['with an sRGB profile', () => imagen().withIccProfile('srgb').jpeg().toBuffer()],
    ['turned by its EXIF', () => imagen().withMetadata({ orientation: 6 }).jpeg().toBuffer()],
    ['of JFIF', async () => con(await imagen().jpeg().toBuffer(), JFIF)],
    ['of JFIF, whatever Adobe says', async () => con(await imagen().jpeg().toBuffer(), JFIF, adobe(0))],
    ['of Adobe', async () => con(await imagen().jpeg().toBuffer(), adobe(1))],
  ])('%s is its luma', async (_, hacer) => {
    const jpeg = await hacer();
    expect(conLumaSinConvertir(jpeg)).not.toBeNull();
    const [mayor, media] = await diferencia(jpeg);
    expect(mayor).toBeLessThanOrEqual(3);
    expect(media).toBeLessThan(0.6);
  });

  it.each([
    ['gray', () => imagen().toColourspace('b-w').jpeg().toBuffer()],
    ['CMYK', () => imagen().toColourspace('cmyk').jpeg().toBuffer()],
    ['red, green and blue by Adobe', async () => con(await imagen().jpeg().toBuffer(), adobe(0))],
    ['a PNG', () => imagen().png().toBuffer()],
    ['nothing', () => Promise.resolve(Buffer.alloc(0))],
    ['cut in its head', async () => (await imagen().jpeg().toBuffer()).subarray(0, 100)],
  ])('coded otherwise is left as it is: %s', async (_, hacer) => {
    expect(conLumaSinConvertir(await hacer())).toBeNull();
  });

  it('of red, green and blue as they are is the luma of these', async () => {
    const [mayor] = await diferencia(con(await imagen().jpeg().toBuffer(), adobe(0)));
    expect(mayor).toBe(0);
  });

  it('with a profile that changes colours is that of the changed ones', async () => {
    const p3 = await imagen().withIccProfile('p3').jpeg().toBuffer();
    const decodificada = await decodificar(p3);
    if (!('pagina' in decodificada)) throw new Error(decodificada.problema);
    expect(Buffer.from(decodificada.pagina.datos).equals(grisDe(await sharp(p3).raw().toBuffer()))).toBe(true);
  });
});
