import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Rect } from '#shared/domain/plantilla.ts';
import { ILEGIBLE, NO_APLICA, SIN_DATO } from '#shared/domain/valor.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { digitos } from './digitos.ts';
import { dibujarActa, type DatosActa } from './dibujar.ts';

type Imagen = { readonly datos: Buffer; readonly ancho: number };

const dibujar = async (datos: DatosActa): Promise<Imagen> => {
  const { data, info } = await sharp(await dibujarActa({ ...datos, calidad: 95 })).raw().toBuffer({ resolveWithObject: true });
  return { datos: data, ancho: info.width };
};

/** Blue pixels in a rectangle of the page, in its share: the pen's ink, and nothing that is printed. */
const tinta = ({ datos, ancho }: Imagen, r: Rect): number => {
  const p = 200 / 25.4;
  let cuenta = 0;
  for (let y = Math.round(r.y * p); y < (r.y + r.h) * p; y++)
    for (let x = Math.round(r.x * p); x < (r.x + r.w) * p; x++) {
      const i = (y * ancho + x) * 3;
      if (datos[i + 2]! - datos[i]! > 40 && datos[i]! < 140) cuenta++;
    }
  return cuenta / (r.w * r.h * p * p);
};

describe('dibujarActa', () => {
  const base = actaDePrueba();
  const campo = (clave: string) => base.plantilla.campos.find((c) => c.clave === clave)!;

  it('gives the same bytes for the same seed, and others for another', async () => {
    const [a, b, c] = await Promise.all([dibujarActa(base), dibujarActa(base), dibujarActa({ ...base, semilla: 8 })]);
    expect(a.equals(b)).toBe(true);
    expect(a.equals(c)).toBe(false);
  });

  it.each([200, 300])('is a letter page at %i dpi, and says so', async (dpi) => {
    const { width, height, density, format } = await sharp(await dibujarActa({ ...base, dpi })).metadata();
    expect([width, height, density, format]).toEqual([11 * dpi, 8.5 * dpi, dpi, 'jpeg']);
  });

  it('writes every figure in words and in its three boxes', async () => {
    const imagen = await dibujar(base);
    for (const { clave, letra, numero } of base.plantilla.campos) for (const r of [letra, ...numero]) expect(tinta(imagen, r), clave).toBeGreaterThan(0.005);
  });

  it('leaves SIN_DATO and NO_APLICA blank, and scribbles ILEGIBLE over words and number', async () => {
    const imagen = await dibujar({ ...base, valores: { ...base.valores, AZUL: SIN_DATO, VERDE: NO_APLICA, ROJO: ILEGIBLE } });
    for (const clave of ['AZUL', 'VERDE']) for (const r of [campo(clave).letra, ...campo(clave).numero]) expect(tinta(imagen, r)).toBe(0);
    for (const r of [campo('ROJO').letra, ...campo('ROJO').numero]) expect(tinta(imagen, r)).toBeGreaterThan(0.05);
  });

  it('writes words and number apart when told so', async () => {
    const imagen = await dibujar({ ...base, valores: { ...base.valores, AZUL: 12, VERDE: 12 }, letra: { AZUL: '' }, numero: { VERDE: '' } });
    expect(tinta(imagen, campo('AZUL').letra)).toBe(0);
    expect(tinta(imagen, campo('AZUL').numero[1])).toBeGreaterThan(0.005);
    expect(tinta(imagen, campo('VERDE').letra)).toBeGreaterThan(0.005);
    for (const r of campo('VERDE').numero) expect(tinta(imagen, r)).toBe(0);
  });

  it('leaves the label boxes empty without a QR', async () => {
    const oscuro = async (qr: string | null): Promise<number> => {
      const { data } = await sharp(await dibujarActa({ ...base, qr })).extractChannel(0).extract({ left: 152, top: 81, width: 160, height: 160 }).raw().toBuffer({ resolveWithObject: true });
      return data.filter((v) => v < 128).length / data.length;
    };
    expect(await oscuro(base.qr)).toBeGreaterThan(0.3);
    expect(await oscuro(null)).toBe(0);
  });

  it('holds figures of four digits and pages of 3 and of 50 columns', async () => {
    for (const columnas of [3, 50]) {
      const datos = actaDePrueba(columnas);
      const imagen = await dibujar({ ...datos, valores: { ...datos.valores, TOTAL_VOTOS_ASENTADO: 1582 } });
      const total = datos.plantilla.campos.find((c) => c.clave === 'TOTAL_VOTOS_ASENTADO')!;
      for (const r of total.numero) expect(tinta(imagen, r)).toBeGreaterThan(0.005);
    }
  });
});

it('there are hundreds of digits of each class, and the held-out ones are others', () => {
  const clave = (d: Uint8Array): string => Buffer.from(d).toString('base64');
  const papel = new Set(digitos('papel').flat().map(clave));
  for (const clase of digitos('papel')) expect(clase.length).toBe(300);
  for (const clase of digitos('reserva')) expect(clase.length).toBe(100);
  expect(digitos('reserva').flat().filter((d) => papel.has(clave(d)))).toEqual([]);
});
