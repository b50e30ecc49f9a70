import QRCode from 'qrcode';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { aplicarHomografia, type Quad } from '#shared/domain/homografia.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropearConVerdad, type Danos, type Estropeada } from '#electron/papel/estropear.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import type { PaginaGris } from './decodificar.ts';
import { buscarQr } from './leer-qr.ts';

const datos = actaDePrueba(15, { dpi: 150 });
const texto = datos.qr!;
const { qr } = datos.plantilla;
let limpia: Buffer;

beforeAll(async () => {
  limpia = await dibujarActa(datos);
});

const gris = async (bytes: Uint8Array): Promise<PaginaGris> => {
  const { data, info } = await sharp(bytes).toColourspace('b-w').extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { datos: data, ancho: info.width, alto: info.height };
};

const lugarDe = ({ homografia }: Estropeada, { ancho, alto }: PaginaGris): Quad => {
  const en = (x: number, y: number): [number, number] => {
    const [u, v] = aplicarHomografia(homografia, [x, y]);
    return [u * ancho, v * alto];
  };
  return [en(qr.x, qr.y), en(qr.x + qr.w, qr.y), en(qr.x + qr.w, qr.y + qr.h), en(qr.x, qr.y + qr.h)];
};

const foto = { inclinacionX: 12, inclinacionY: -9, fondo: 'madera', margen: 0.08, sombra: 0.4 } as const;

describe('the chain of readers', () => {
  it('does not read a code through the back of the paper', async () => {
    expect((await buscarQr(await gris(limpia)))?.texto).toBe(texto);
    expect(await buscarQr(await gris(await sharp(limpia).flop().toBuffer()))).toBeNull();
  });

  const casos: readonly [string, Danos][] = [
    ['noisy beyond what other readers stand', { rotacion: 1.4, ruido: 95 }],
    ['turned by any angle', { rotacion: 38 }],
    ['with a twelfth of the code torn off', { oclusion: { sobre: qr, parte: 0.08, clase: 'rotura' }, rotacion: 181 }],
    ['with almost no contrast', { contraste: 0.07 }],
    ['full of streaks', { rayas: 120, rotacion: 90 }],
    ['photographed', { foto, ruido: 6, desenfoque: 0.8 }],
    ['photographed on its side with a shaking hand', { foto: { ...foto, fondo: 'oscuro' }, rotacion: 88, desenfoque: 1.4, ruido: 12, jpeg: 30 }],
    ['with blur, noise, streaks, a stain and little contrast at once', { rotacion: -1.7, desenfoque: 1.2, ruido: 20, contraste: 0.5, jpeg: 20, rayas: 8, oclusion: { sobre: qr, parte: 0.03, clase: 'mancha' } }],
  ];
  it.each(casos)('reads a page at 150 dpi %s, and says where its code is', async (_, danos) => {
    const estropeada = await estropearConVerdad(limpia, danos, 1);
    const pagina = await gris(estropeada.bytes);
    const leido = await buscarQr(pagina);
    expect(leido?.texto).toBe(texto);
    const verdad = lugarDe(estropeada, pagina);
    for (const [i, [x, y]] of leido!.lugar.entries()) expect(Math.hypot(x - verdad[i]![0], y - verdad[i]![1])).toBeLessThan(8);
  });

  it('reads with the place that the marks give, a millimetre off, what the eye can still follow', async () => {
    const estropeada = await estropearConVerdad(limpia, { foto: { ...foto, inclinacionX: 24, inclinacionY: -22 }, ruido: 20, desenfoque: 1.6, rotacion: 2 }, 4);
    const pagina = await gris(estropeada.bytes);
    const lugar = lugarDe(estropeada, pagina).map(([x, y]) => [x + 5, y - 4]) as unknown as Quad;
    expect((await buscarQr(pagina, { lugar }))?.texto).toBe(texto);
  });

  it('gives nothing rather than something wrong from a page of noise, a page without a label and a code beyond repair, within its time', async () => {
    const ruido = { datos: Uint8Array.from({ length: 1600 * 1200 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255), ancho: 1600, alto: 1200 };
    const sinEtiqueta = await gris(await dibujarActa({ ...datos, qr: null }));
    const perdido = await gris((await estropearConVerdad(limpia, { oclusion: { sobre: qr, parte: 0.4, clase: 'rotura' } }, 2)).bytes);
    for (const pagina of [ruido, sinEtiqueta, perdido]) expect(await buscarQr(pagina)).toBeNull();
    const desde = process.threadCpuUsage();
    expect(await buscarQr(perdido, { presupuestoMs: 1 })).toBeNull();
    expect(process.threadCpuUsage(desde).user / 1000).toBeLessThan(1_000);
  });
});

describe('what a code says', () => {
  /** A page with a code of that text in it. */
  const con = async (contenido: string): Promise<PaginaGris> => {
    const codigo = await QRCode.toBuffer(contenido, { errorCorrectionLevel: 'H', width: 160, margin: 3 });
    return gris(await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#fff' } }).composite([{ input: codigo, left: 700, top: 300 }]).png().toBuffer());
  };

  it('a label whose checksum is wrong is not given: it is a misreading, not a text', async () => {
    const falso = texto.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
    expect(await buscarQr(await con(falso))).toBeNull();
    expect(await buscarQr(await con(texto))).toMatchObject({ texto, region: 'pagina', giro: 0 });
  });

  it('labels of other lengths are read too', async () => {
    for (const id of ['a', 'gubernatura-y-diputaciones-2027']) {
      const otra = escribirEtiqueta(id, '211048C0201A02');
      expect((await buscarQr(await con(otra)))?.texto).toBe(otra);
    }
  });
});
