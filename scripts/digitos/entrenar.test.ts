import { describe, expect, it } from 'vitest';
import { crearAzar } from '#electron/papel/azar.ts';
import { entrenar, inventarCapas, probar } from './entrenar-red.ts';
import { leerMnist } from './mnist.ts';
import { hacerMuestras } from './muestras.ts';

const digitos = leerMnist('train').slice(0, 500);
const muestras = (semilla: string) => hacerMuestras(digitos, 30, semilla, () => undefined);

describe('the training', () => {
  it('draws the same samples from the same seed, and others from another', async () => {
    const [a, b, c] = [await muestras('uno'), await muestras('uno'), await muestras('dos')];
    expect(Buffer.from(a.imagenes.buffer).equals(Buffer.from(b.imagenes.buffer))).toBe(true);
    expect([...a.clases]).toEqual([...b.clases]);
    expect(Buffer.from(a.imagenes.buffer).equals(Buffer.from(c.imagenes.buffer))).toBe(false);
  });

  it('learns what it is shown, and the same way every time', async () => {
    const m = await muestras('aprender');
    const aprender = () => {
      const capas = inventarCapas(crearAzar('red'));
      const perdidas: number[] = [];
      entrenar(capas, m, { vueltas: 25, lote: 4, paso: 0.004 }, crearAzar('orden'), (_, perdida) => perdidas.push(perdida));
      return { capas, perdidas };
    };
    const { capas, perdidas } = aprender();
    expect(perdidas.at(-1)).toBeLessThan(perdidas[0]! / 2);
    expect(probar(capas, m).acierto).toBeGreaterThan(0.8);
    expect(aprender().perdidas).toEqual(perdidas);
  });
});
