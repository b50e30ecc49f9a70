import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { numeroALetra } from '#shared/domain/letra.ts';
import type { Valor } from '#shared/domain/valor.ts';
import { actaDePrueba, eleccionDePrueba } from '#tests/acta-de-prueba.ts';
import { dibujarActa } from './dibujar.ts';
import { DANOS, danosAlAzar, estropear } from './estropear.ts';
import { estropearValores } from './estropear-valores.ts';

describe('estropear', () => {
  it('gives the same bytes for the same seed, keeps the resolution, and does nothing when asked nothing', async () => {
    const datos = actaDePrueba();
    const pagina = await dibujarActa(datos);
    const danos = danosAlAzar(DANOS, datos.plantilla.qr, 'x');
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
