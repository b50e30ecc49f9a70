import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { aplicarHomografia } from '#shared/domain/homografia.ts';
import { numeroALetra } from '#shared/domain/letra.ts';
import type { Valor } from '#shared/domain/valor.ts';
import { actaDePrueba, eleccionDePrueba } from '#tests/acta-de-prueba.ts';
import { dibujarActa } from './dibujar.ts';
import { DANOS, danosAlAzar, estropear, estropearConVerdad, type Danos } from './estropear.ts';
import { estropearValores } from './estropear-valores.ts';

describe('estropear', () => {
  it('gives the same bytes for the same seed, keeps the resolution, and does nothing when asked nothing', async () => {
    const datos = actaDePrueba();
    const pagina = await dibujarActa(datos);
    const danos = danosAlAzar(DANOS.filter((d) => d !== 'foto'), datos.plantilla.qr, 'x');
    const [a, b, limpia] = [await estropear(pagina, danos, 1), await estropear(pagina, danos, 1), await estropear(pagina, {}, 1)];
    expect(a.equals(b)).toBe(true);
    expect((await sharp(a).metadata()).density).toBe(200);
    const [antes, despues] = await Promise.all([pagina, limpia].map((p) => sharp(p).extractChannel(0).raw().toBuffer()));
    const diferencia = antes!.reduce((suma, v, i) => suma + Math.abs(v - despues![i]!), 0) / antes!.length;
    expect(diferencia).toBeLessThan(1.5);
  });
});

describe('estropearValores', () => {
  const eleccion = eleccionDePrueba(9);
  const { valores } = actaDePrueba(9);
  const distintos = (nuevos: Readonly<Record<string, Valor>>): string[] => Object.keys(valores).filter((c) => valores[c] !== nuevos[c]);

  it('changes one thing for each damage asked', () => {
    fc.assert(
      fc.property(fc.nat(), (semilla) => {
        const suma = estropearValores(eleccion, valores, ['suma'], semilla);
        expect(distintos(suma.valores)).toEqual(['TOTAL_VOTOS_ASENTADO']);
        const vacio = estropearValores(eleccion, valores, ['vacio', 'garabato'], semilla);
        expect(distintos(vacio.valores).map((c) => vacio.valores[c]).toSorted()).toEqual(['ilegible', 'sin_dato']);
      }),
    );
  });

  it('writes words and digits that differ, the words being the truth', () => {
    fc.assert(
      fc.property(fc.nat(), (semilla) => {
        const { valores: nuevos, letra, numero } = estropearValores(eleccion, valores, ['letra'], semilla);
        expect(distintos(nuevos)).toEqual([]);
        const [clave] = Object.keys(letra);
        expect(letra[clave!]).toBe(numeroALetra(Number(nuevos[clave!])));
        expect(Number(numero[clave!])).not.toBe(nuevos[clave!]);
      }),
    );
  });
});

describe('estropearConVerdad', () => {
  const datos = actaDePrueba(15, { dpi: 150 });
  const { plantilla } = datos;
  const foto = { inclinacionX: 11, inclinacionY: -8, fondo: 'madera', margen: 0.08, sombra: 0.3 } as const;
  const casos: readonly [string, Danos][] = [
    ['left as it is', {}],
    ['turned 90°', { rotacion: 90 }],
    ['turned 270°', { rotacion: 270 }],
    ['turned 3.3° at another resolution', { rotacion: 3.3, dpi: 120 }],
    ['photographed', { foto }],
    ['photographed upside down', { foto: { ...foto, inclinacionX: -14, fondo: 'oscuro' }, rotacion: 176 }],
  ];

  it.each(casos)('says where the corner marks of a page went when it is %s', async (_, danos) => {
    const { bytes, homografia } = await estropearConVerdad(await dibujarActa(datos), danos, 3);
    const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    const nivel = (x: number, y: number): number => {
      const [u, v] = aplicarHomografia(homografia, [x, y]);
      return data[Math.floor(v * info.height) * info.width + Math.floor(u * info.width)]!;
    };
    for (const { x, y, w, h } of plantilla.marcas.cuadros) {
      // Half a millimetre inside every corner there is ink, and half a millimetre outside there is not.
      for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) {
        const fuera = (t: number, d: number): number => t + (d === 0 ? -0.5 : 0.5);
        expect(nivel(x + dx * w - (dx - 0.5), y + dy * h - (dy - 0.5))).toBeLessThan(100);
        expect(nivel(fuera(x + dx * w, dx), fuera(y + dy * h, dy))).toBeGreaterThan(120);
      }
    }
  });

  it('covers as much of a place as it is told, and the same seed gives the same bytes whatever the damage', async () => {
    const pagina = await dibujarActa({ ...datos, qr: null });
    const { qr } = plantilla;
    for (const clase of ['mancha', 'marcador'] as const) {
      const danos: Danos = { oclusion: { sobre: qr, parte: 0.2, clase } };
      const imagen = await estropear(pagina, danos, 5);
      const p = 150 / 25.4;
      const caja = { left: Math.round(qr.x * p), top: Math.round(qr.y * p), width: Math.round(qr.w * p), height: Math.round(qr.h * p) };
      const trozo = await sharp(imagen).extract(caja).greyscale().raw().toBuffer();
      expect(trozo.filter((v) => v < 128).length / trozo.length).toBeCloseTo(0.2, 1);
    }
    const todo: Danos = { ...danosAlAzar(DANOS, qr, 'y'), jpeg: 40, dpi: 110 };
    expect((await estropear(pagina, todo, 1)).equals(await estropear(pagina, todo, 1))).toBe(true);
  });
});
