import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { camposQueDifieren, CONFIANZA_CLARA } from '#shared/domain/lectura.ts';
import { ILEGIBLE } from '#shared/domain/valor.ts';
import { fotoReal } from '#scripts/digitos/foto-real.ts';
import { huellaConfiguracion } from '#scripts/digitos/configuracion.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { examinarImagen } from '../examinar.ts';
import { armarCampo, type Visto } from './leer-campo.ts';
import { leerDigitos, type PedidoLectura } from './leer-digitos.ts';
import { aMedia, deMedia, escribirModelo, leerModelo, lectorDigitos, rutaModelo } from './modelo.ts';
import { ARQUITECTURA } from './red.ts';

const datos = actaDePrueba();
const { ancho, alto, campos } = datos.plantilla;
const pedido: PedidoLectura = { giro: 0, alineacion: { homografia: [1 / ancho, 0, 0, 0, 1 / alto, 0, 0, 0, 1] }, campos };
const cifra = (digito: number, confianza = 0.99): Visto => ({ digito, vacia: false, confianza });
const BLANCO: Visto = { digito: null, vacia: true, confianza: 0.99 };
const MANCHA: Visto = { digito: null, vacia: false, confianza: 0.9 };

describe('the model that ships', () => {
  const bytes = readFileSync(rutaModelo());

  it('was trained by the sources as they are', () => {
    expect(leerModelo(bytes).encabezado.configuracion).toBe(huellaConfiguracion());
  });

  it('is small and is read as it was written', () => {
    expect(bytes.length).toBeLessThan(120_000);
    expect(escribirModelo(leerModelo(bytes)).equals(bytes)).toBe(true);
  });

  it('is refused when a byte of it changed or it was cut', () => {
    const otro = Buffer.from(bytes);
    otro[otro.length >> 1]! ^= 1;
    for (const malo of [otro, bytes.subarray(0, -1), Buffer.alloc(0)]) expect(() => leerModelo(malo)).toThrow(/not whole/);
  });

  it.each([0, 1, -1, 0.1, 65_504, 6.1e-5, -3e-6, 1.9998])('keeps %d to half precision', (n) => {
    expect(Math.abs(deMedia(aMedia(n)) - n)).toBeLessThanOrEqual(Math.max(2 ** -24, Math.abs(n) / 1024));
  });

  it('says nothing of a blank image with certainty of a digit', () => {
    const p = lectorDigitos().clasificar(new Float32Array(ARQUITECTURA.lado ** 2));
    expect([...p].reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    expect(Math.max(...p.subarray(0, 10))).toBeLessThan(0.9);
  });
});

describe('the number of a field', () => {
  it.each<[string, Visto[], number | null]>([
    ['three digits', [cifra(0), cifra(2), cifra(7)], 27],
    ['digits at the right', [BLANCO, cifra(4), cifra(0)], 40],
    ['one digit at the left', [cifra(5), BLANCO, BLANCO], 5],
    ['zeros', [cifra(0), cifra(0), cifra(0)], 0],
    ['a blank between digits', [cifra(1), BLANCO, cifra(2)], null],
    ['four digits', [cifra(1), cifra(0), cifra(2), cifra(2)], null],
    ['a scribble', [cifra(1), MANCHA, cifra(2)], null],
  ])('of %s', (_, vistos, valor) => {
    expect(armarCampo(vistos).valor).toBe(valor);
  });

  it('is as sure as all its digits are', () => {
    expect(armarCampo([cifra(1, 0.9), cifra(2, 0.8), cifra(3, 0.5)]).confianza).toBeCloseTo(0.36);
    expect(armarCampo([cifra(1), MANCHA, cifra(3)]).confianza).toBe(0);
    expect(armarCampo([BLANCO, BLANCO, BLANCO])).toEqual({ valor: null, confianza: expect.closeTo(BLANCO.confianza ** 3) as number });
  });
});

describe('a drawn acta, filled by people whom the training never saw', () => {
  const semillas = [11, 12, 13, 14];
  let paginas: Buffer[];
  beforeAll(async () => {
    paginas = await Promise.all(semillas.map((semilla) => dibujarActa({ ...datos, semilla, digitos: 'reserva' })));
  });

  it('is read: 97 % of its digits or more, and no clear reading of another number in a hundred fields', async () => {
    let [bien, total, claros] = [0, 0, 0];
    for (const pagina of paginas) {
      const { campos: leidos } = await leerDigitos(pagina, pedido);
      for (const { clave } of campos) {
        const valor = datos.valores[clave];
        if (typeof valor !== 'number') continue;
        const [dice, lee] = [String(valor).padStart(3, '0'), String(leidos[clave]?.valor ?? '???').padStart(3, '0')];
        total += 3;
        bien += [0, 1, 2].filter((i) => dice[i] === lee[i]).length;
      }
      claros += camposQueDifieren(datos.valores, leidos).length;
    }
    expect(bien / total).toBeGreaterThanOrEqual(0.97);
    expect(claros).toBeLessThanOrEqual(1);
  });

  it.each([90, 180, 270] as const)('reads the same when it was scanned turned %i°', async (rotacion) => {
    const derecha = await sharp(paginas[0]).png().toBuffer();
    const turned = await sharp(derecha).rotate(rotacion).png().toBuffer();
    const giro = (360 - rotacion) as 90 | 180 | 270;
    const [a, b] = [await leerDigitos(derecha, pedido), await leerDigitos(turned, { ...pedido, giro })];
    const valores = (l: typeof a): unknown[] => Object.values(l.campos).map((c) => c.valor);
    expect(valores(b)).toEqual(valores(a));
  });

  it('reads no number where nothing is written', async () => {
    const { campos: leidos } = await leerDigitos(await dibujarActa({ ...datos, valores: {} }), pedido);
    expect(Object.values(leidos)).toHaveLength(campos.length);
    expect(Object.values(leidos).map((l) => l.valor)).toEqual(campos.map(() => null));
    expect(Object.values(leidos).filter((l) => l.confianza > 0.9).length).toBeGreaterThan(0.8 * campos.length);
  });

  it('is sure of no number in a scribble', async () => {
    const valores = Object.fromEntries(campos.map((c) => [c.clave, ILEGIBLE] as const));
    const { campos: leidos } = await leerDigitos(await dibujarActa({ ...datos, valores }), pedido);
    expect(Object.values(leidos).filter((l) => l.valor !== null && l.confianza >= CONFIANZA_CLARA)).toEqual([]);
    expect(Object.values(leidos).filter((l) => l.valor === null).length).toBeGreaterThan(0.8 * campos.length);
  });

  it('rejects what cannot be decoded', async () => {
    await expect(leerDigitos(Buffer.from('hola'), pedido)).rejects.toThrow(/digits/);
  });
});

const real = fotoReal();
describe.skipIf(real === null || !existsSync(real.archivo))('the real photo', () => {
  it('is aligned and read: sixteen of its eighteen figures or more, none clearly wrong', async () => {
    const bytes = readFileSync(real!.archivo);
    const { examen } = await examinarImagen(bytes);
    expect(examen?.alineacion?.plantilla).toBe('cdmx-2024');
    const { campos: leidos } = await leerDigitos(bytes, { giro: examen!.giro, alineacion: examen!.alineacion!, campos: real!.campos });
    expect(real!.campos).toHaveLength(18);
    expect(real!.campos.filter(({ clave, valor }) => leidos[clave]?.valor === valor).length).toBeGreaterThanOrEqual(16);
    expect(camposQueDifieren(Object.fromEntries(real!.campos.map((c) => [c.clave, c.valor])), leidos)).toEqual([]);
  });
});
