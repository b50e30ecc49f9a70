import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { carpetaDemo } from './demo-carpeta.ts';
import { charolaDemo, HOJAS_CHAROLA } from './demo-charola.ts';

const datos = mkdtempSync(path.join(tmpdir(), 'acopio-demo-'));
afterAll(() => rmSync(datos, { recursive: true }));
const AHORA = Date.parse('2026-11-22T02:00:30Z');
const HORA_MS = 3600 * 1000;

describe('the folder of the demo election', () => {
  const primera = carpetaDemo(datos, AHORA);

  test('is made with its operating window open', () => {
    const { ventana, modo, central } = primera.abierto.paquete;
    expect(modo).toBe('simulacro');
    expect([ventana.inicio, ventana.fin]).toEqual(['2026-11-21T19:00:00-06:00', '2026-11-22T19:00:00-06:00']);
    expect(central.llave).toBe(primera.central.llave);
  });
  test('is the same at the next start', () => {
    const otra = carpetaDemo(datos, AHORA + 5 * HORA_MS);
    expect([otra.carpeta, otra.abierto.sha256, otra.opl.llave]).toEqual([primera.carpeta, primera.abierto.sha256, primera.opl.llave]);
  });
  test('is another when its day is ending, and the old one stays', () => {
    const otra = carpetaDemo(datos, AHORA + 22 * HORA_MS);
    expect(otra.carpeta).not.toBe(primera.carpeta);
    expect(otra.opl.llave).not.toBe(primera.opl.llave);
    expect(readdirSync(path.join(datos, 'demo'))).toHaveLength(2);
  });
  test('left half made, is not taken for one', () => {
    mkdirSync(path.join(datos, 'demo', '2027-01-01T0000'));
    mkdirSync(path.join(datos, 'demo', '2027-01-01T0001.99'));
    expect(carpetaDemo(datos, AHORA + 23 * HORA_MS).carpeta).not.toContain('2027');
  });
});

test('the tray goes on, after a restart, with the sheets that were not taken', async () => {
  const { paquete } = carpetaDemo(datos, AHORA).abierto;
  const archivo = path.join(datos, 'charola.json');
  const tomar = async (cuantas: number): Promise<string[]> => {
    const tomadas: string[] = [];
    const escaner = charolaDemo(paquete, 'CATD01', archivo);
    // Besides its actas, a blank sheet and an acta that was put in twice.
    expect(escaner.hojas()).toBe(HOJAS_CHAROLA + 2);
    await escaner.escanear((hoja) => {
      if (tomadas.length === cuantas) return Promise.reject(new Error('cover open'));
      tomadas.push(hoja.fuente);
      return Promise.resolve();
    }).catch(() => undefined);
    return tomadas;
  };
  const [primeras, siguientes] = [await tomar(2), await tomar(2)];
  expect(new Set([...primeras, ...siguientes]).size).toBe(4);
  expect(primeras[0]).toMatch(/^990001.*\.jpg$/);
});
