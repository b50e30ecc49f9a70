import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { salaReal } from '#electron/host/reserva/de-simulacro.ts';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { verdadDemo } from '#electron/paquete/verdad-demo.ts';
import { informeSimulacro } from './informe.ts';
import { correrSimulacro, type OpcionesSimulacro, type ResultadoSimulacro } from './simulacro.ts';

const demo = paqueteDemo();
let salida = '';
beforeEach(() => { salida = mkdtempSync(path.join(tmpdir(), 'acopio-sin-red-')); });
afterEach(() => rmSync(salida, { recursive: true }));

const correr = (cambios: Partial<OpcionesSimulacro>): Promise<ResultadoSimulacro> => correrSimulacro({
  paquete: demo, verdad: verdadDemo(demo, 7), actas: 60, semilla: '7', errores: 0.05, salida, imagenes: false, dpi: 150,
  registro: { info: () => undefined, error: () => undefined }, alAvanzar: () => undefined, ...cambios,
});

test('without network two thirds of the time, and the main station dead in the middle: still equal to the truth', async () => {
  const r = await correr({ cortes: 2 / 3, sala: salaReal });
  expect(r.comparacion.diferencias).toEqual([]);
  expect(r.exito).toBe(true);
  expect(r.noche.sinRed).toBeGreaterThan(0.6);
  expect(r.red.sinRed).toBeGreaterThan(0);
  const [relevo] = r.noche.relevos;
  expect(r.noche.relevos).toEqual([expect.objectContaining({ de: 'CATD01-A', por: 'CATD01-B' })]);
  // The journal that goes on is one, from the first event of the dead station to the last of the standby.
  expect(relevo?.desde).toBeGreaterThan(100);
  // The room goes on in under two minutes.
  expect(relevo?.ms).toBeLessThan(120_000);
  expect(r.eventos['estacion.iniciada']).toBe(r.estaciones + 1);
  expect(r.central).toMatchObject({ huecos: [], rechazos: [], alarmas: [expect.objectContaining({ tipo: 'relevo' })] });
  expect(informeSimulacro(r)).toContain('CATD01-B relevó a CATD01-A');
}, 120_000);

test('with no network at all, by USB only: still equal to the truth, and every acuse is back', async () => {
  const r = await correr({ soloUsb: true });
  expect(r.comparacion.diferencias).toEqual([]);
  expect(r.exito).toBe(true);
  expect(r.noche.sinRed).toBe(1);
  expect(r.usb?.viajes).toBeGreaterThanOrEqual(4);
  expect(r.usb?.imagenes).toBeGreaterThan(40);
  expect(r.eventos['lote.acusado']).toBeGreaterThanOrEqual(r.usb?.viajes ?? Infinity);
  expect(r.eventos['usb.exportada']).toBe(r.usb?.viajes);
  expect(r.central).toMatchObject({ huecos: [], rechazos: [], alarmas: [] });
}, 120_000);
