import sharp, { type JpegOptions } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { decodificar } from './decodificar.ts';
import { cuadraJpeg } from './jpeg-cuenta.ts';

/** Gray, 16 × 8: two blocks whose every code is a zero. `datos` are the coded pixels, `cada` the units between restarts. */
const jpegDe = (datos: readonly number[], cada = 0, cola: readonly number[] = []): Buffer => {
  const tabla = (clase: number): number[] => [0xff, 0xc4, 0, 20, clase, 1, ...Array<number>(15).fill(0), 0];
  return Buffer.from([
    0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, ...Array<number>(64).fill(1), 0xff, 0xc0, 0, 11, 8, 0, 8, 0, 16, 1, 1, 0x11, 0,
    ...tabla(0), ...tabla(0x10), ...(cada > 0 ? [0xff, 0xdd, 0, 4, 0, cada] : []), 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, ...datos, ...cola, 0xff, 0xd9,
  ]);
};

describe('a small JPEG by hand', () => {
  it.each([
    ['two blocks', jpegDe([0x0f]), true],
    ['its last bits are zeros', jpegDe([0x00]), true],
    ['a block is missing', jpegDe([0x3f], 0), false],
    ['a block too many', jpegDe([0x00, 0x0f]), false],
    ['a little padding of zeros', jpegDe([0x0f, 0, 0, 0]), true],
    ['a little padding of ones', jpegDe([0x0f, 0xff, 0xff]), true],
    ['padding that is none', jpegDe([0x0f, 1, 2, 3]), false],
    ['too much padding', jpegDe([0x0f, ...Array<number>(40).fill(0)]), false],
    ['a restart between them', jpegDe([0x3f, 0xff, 0xd0, 0x3f], 1), true],
    ['another restart', jpegDe([0x3f, 0xff, 0xd1, 0x3f], 1), false],
    ['a restart that is missing', jpegDe([0x0f], 1), false],
    ['a restart that nobody promised', jpegDe([0x3f, 0xff, 0xd0, 0x3f]), false],
    ['a comment before the end', jpegDe([0x0f], 0, [0xff, 0xfe, 0, 4, 65, 66]), true],
    ['another image after its end', Buffer.concat([jpegDe([0x0f]), jpegDe([0x0f])]), true],
    ['no end', jpegDe([0x0f]).subarray(0, -2), false],
    ['a code that is none', jpegDe([0xff, 0x00]), false],
  ] as const)('%s', (_, jpeg, cuadra) => {
    expect(cuadraJpeg(jpeg)).toBe(cuadra);
  });

  it('is one that its decoder takes', async () => {
    for (const jpeg of [jpegDe([0x0f]), jpegDe([0x3f, 0xff, 0xd0, 0x3f], 1)]) expect((await sharp(jpeg, { failOn: 'warning' }).raw().toBuffer()).length).toBeGreaterThan(0);
  });
});

describe('a page', () => {
  let pagina: Buffer;
  beforeAll(async () => { pagina = await dibujarActa(actaDePrueba()); });
  const escrita = (opciones: JpegOptions, gris = false): Promise<Buffer> => (gris ? sharp(pagina).toColourspace('b-w') : sharp(pagina)).jpeg(opciones).toBuffer();

  it('is counted as it is written, with whatever sampling, tables and colours', async () => {
    for (const opciones of [{ quality: 80 }, { quality: 30, chromaSubsampling: '4:4:4' }, { quality: 95, optimiseCoding: false }]) {
      expect(cuadraJpeg(await escrita(opciones))).toBe(true);
      expect(cuadraJpeg(await escrita(opciones, true))).toBe(true);
    }
    expect(cuadraJpeg(await sharp(pagina).toColourspace('cmyk').jpeg().toBuffer())).toBe(true);
    // Sides that are no multiple of a block.
    expect(cuadraJpeg(await sharp(pagina).resize(1001, 777, { fit: 'fill' }).jpeg().toBuffer())).toBe(true);
  });

  it('is not counted when it is progressive', async () => {
    expect(cuadraJpeg(await escrita({ progressive: true }))).toBeNull();
    expect(cuadraJpeg(Buffer.from('no es un JPEG'))).toBeNull();
  });

  it('with 300 bytes zeroed inside is truncada, but where by chance as many blocks come out', async () => {
    const buena = await escrita({ quality: 80 });
    const pasan: number[] = [];
    for (let k = 1; k <= 30; k++) {
      const mala = Buffer.from(buena);
      const desde = Math.floor((buena.length * (k + 1)) / 33);
      mala.fill(0, desde, desde + 300);
      if ((await decodificar(mala)).problema !== 'truncada') pasan.push(desde);
    }
    // What only libjpeg looked at passed 18 times.
    expect(pasan.length).toBeLessThanOrEqual(3);
  });
});
