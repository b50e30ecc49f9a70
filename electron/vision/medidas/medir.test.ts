import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropear, fotoAlAzar, type Danos } from '#electron/papel/estropear.ts';
import { LIMITES_CALIDAD } from '#shared/domain/calidad.ts';
import type { NombreMedida } from '#shared/domain/examen.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { ACTA_REAL, hayDatos } from '#tests/datos.ts';
import { examinarImagen, OPCIONES_USUALES } from '../examinar.ts';

const datos = actaDePrueba();
let limpia: Buffer;
let vacia: Buffer;
const DPI = 150;

beforeAll(async () => {
  limpia = await dibujarActa({ ...datos, dpi: DPI });
  vacia = await dibujarActa({ ...datos, valores: {}, dpi: DPI });
});

const malas = async (bytes: Uint8Array): Promise<{ readonly veredicto: string | undefined; readonly medidas: NombreMedida[] }> => {
  const { examen } = await examinarImagen(bytes);
  return { veredicto: examen?.veredicto, medidas: examen?.medidas.filter((m) => m.veredicto !== 'buena').map((m) => m.nombre) ?? [] };
};

describe('no false alarm', () => {
  const moderados: readonly (readonly [string, Danos])[] = [
    ['turned 2.5°', { rotacion: 2.5 }],
    ['turned 270°', { rotacion: 270 }],
    ['with noise', { ruido: 28 }],
    ['blurred', { desenfoque: 1.4 }],
    ['pale', { contraste: 0.35 }],
    ['with a stamp', { sello: { x: 120, y: 60, w: 30, h: 20 } }],
    ['a bit of everything', { rotacion: 1.5, ruido: 15, desenfoque: 1, contraste: 0.6, jpeg: 40 }],
    ['a good photo on wood', { foto: { ...fotoAlAzar(3), fondo: 'madera' }, ruido: 8 }],
    ['a good photo on a dark table', { foto: { ...fotoAlAzar(5), fondo: 'oscuro' }, ruido: 8, rotacion: 3 }],
    ['a photo in the shadow', { foto: { ...fotoAlAzar(7), sombra: 0.5 } }],
  ];
  it.each(moderados)('a page %s is good', async (_, danos) => {
    expect(await malas(await estropear(limpia, danos, 1))).toEqual({ veredicto: 'buena', medidas: [] });
  });

  it('clean pages, gray ones, empty forms and other resolutions are good', async () => {
    const otras = [await dibujarActa({ ...datos, gris: true, dpi: DPI }), vacia, await dibujarActa({ ...datos, dpi: 300 }), await dibujarActa({ ...actaDePrueba(50), dpi: 200 })];
    for (const pagina of [limpia, ...otras]) expect(await malas(pagina)).toEqual({ veredicto: 'buena', medidas: [] });
  });

  it('the lines of tables side by side are no streak', async () => {
    for (const columnas of [22, 30, 40]) expect((await malas(await dibujarActa({ ...actaDePrueba(columnas), dpi: 300 }))).medidas).not.toContain('rayas');
  });

  it.skipIf(!hayDatos)('the photo of a real acta is good', async () => {
    expect(await malas(readFileSync(ACTA_REAL))).toEqual({ veredicto: 'buena', medidas: [] });
  });
});

describe('what is wrong is said', () => {
  const casos: readonly (readonly [string, Danos, string, NombreMedida])[] = [
    ['a streak', { rayas: 1 }, 'dudosa', 'rayas'],
    ['streaks on a noisy page, turned', { rayas: 2, ruido: 20, rotacion: 1 }, 'dudosa', 'rayas'],
    ['a folded corner', { esquina: 'abajo_izquierda' }, 'dudosa', 'esquina'],
    ['out of focus', { desenfoque: 5 }, 'dudosa', 'enfoque'],
    ['badly turned', { rotacion: 9 }, 'dudosa', 'inclinacion'],
    ['hardly any ink', { contraste: 0.15 }, 'dudosa', 'contraste'],
    ['few dots', { dpi: 100 }, 'dudosa', 'resolucion'],
    ['a light on the form', { foto: { ...fotoAlAzar(3), sombra: 0.4 }, reflejo: { sobre: { x: 110, y: 60, w: 70, h: 60 }, fuerza: 1 } }, 'dudosa', 'reflejo'],
    ['a side cut away', { foto: { ...fotoAlAzar(4), margen: -0.08 } }, 'repetir', 'esquina'],
  ];
  it.each(casos)('%s', async (_, danos, veredicto, medida) => {
    const visto = await malas(await estropear(limpia, danos, 3));
    expect(visto.medidas).toContain(medida);
    expect(visto.veredicto).toBe(veredicto);
  });

  const hoja = async (): Promise<{ ancho: number; alto: number }> => {
    const { width, height } = await sharp(limpia).metadata();
    return { ancho: width, alto: height };
  };

  it('a blank sheet, white or not, with noise or without', async () => {
    const { ancho, alto } = await hoja();
    for (const background of ['#ffffff', '#e9e4da']) {
      const blanca = await sharp({ create: { width: ancho, height: alto, channels: 3, background } }).withMetadata({ density: DPI }).jpeg().toBuffer();
      for (const bytes of [blanca, await estropear(blanca, { ruido: 15 }, 1)]) expect((await malas(bytes)).medidas).toContain('hoja_blanca');
    }
  });

  it('a black image is no blank sheet: a lid left open must reach a person', async () => {
    const negra = await sharp({ create: { width: 2200, height: 1700, channels: 3, background: '#060606' } }).jpeg().toBuffer();
    const visto = await malas(negra);
    expect(visto.veredicto).toBe('repetir');
    expect(visto.medidas).not.toContain('hoja_blanca');
  });

  it('the back of a sheet, with the front shining through, is not taken for a blank one', async () => {
    const reverso = await sharp(limpia).flop().blur(1.5).linear(0.12, 255 * 0.87).withMetadata({ density: DPI }).jpeg().toBuffer();
    const visto = await malas(reverso);
    expect(visto.medidas).toContain('reverso');
    expect(visto.medidas).not.toContain('hoja_blanca');
  });

  it('two sheets one under the other, whole or in part', async () => {
    const { ancho, alto } = await hoja();
    for (const parte of [1, 0.3]) {
      const h = Math.round(alto * parte);
      const otra = await sharp(vacia).extract({ left: 0, top: alto - h, width: ancho, height: h }).toBuffer();
      const dos = await sharp(limpia).extend({ bottom: h, background: '#fff' }).composite([{ input: otra, top: alto, left: 0 }]).jpeg().toBuffer();
      expect(await malas(dos)).toEqual({ veredicto: parte === 1 ? 'repetir' : 'dudosa', medidas: ['dos_hojas'] });
    }
  });
});

it('limits of the package rule', async () => {
  const bytes = await estropear(limpia, { rotacion: 2.5 }, 1);
  const limites = { ...LIMITES_CALIDAD, inclinacion: { dudosa: 1, repetir: 2 } };
  expect((await examinarImagen(bytes, { ...OPCIONES_USUALES, limites })).examen?.veredicto).toBe('repetir');
});

it('without templates to look for, nothing is said of marks', async () => {
  const { examen } = await examinarImagen(limpia, { ...OPCIONES_USUALES, plantillas: [] });
  expect(examen).toMatchObject({ alineacion: null, veredicto: 'buena', giro: 0 });
});
