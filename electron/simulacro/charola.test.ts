import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { verdadDemo } from '#electron/paquete/verdad-demo.ts';
import { haySane } from '#tests/sane-de-prueba.ts';
import { salaReal } from '#electron/host/reserva/de-simulacro.ts';
import { ejecutarSimulacro, type OpcionesCorrer } from './comando-correr.ts';
import { prepararSanePnm } from './escaner-sane-pnm.ts';
import { informeSimulacro } from './informe.ts';
import { correrSimulacro, type ResultadoSimulacro } from './simulacro.ts';
import type { EscanerSimulacro } from './charola.ts';

const demo = paqueteDemo();
let salida = '';
beforeEach(() => { salida = mkdtempSync(path.join(tmpdir(), 'acopio-charola-')); });
afterEach(() => rmSync(salida, { recursive: true }));

const correr = (escaner: EscanerSimulacro, actas: number, imagenes = true): Promise<ResultadoSimulacro> => correrSimulacro({
  paquete: demo, verdad: verdadDemo(demo, 7), actas, semilla: '7', errores: 0.05, salida: path.join(salida, escaner), imagenes, dpi: 150, escaner,
  registro: { info: () => undefined, error: () => undefined }, alAvanzar: () => undefined,
});

describe('the same night', () => {
  test.skipIf(!haySane)('through the real scanimage (needs sane-utils): what is published is the truth, and its images are those of the scanner', async () => {
    const r = await correr('sane', 8);
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r).toMatchObject({ exito: true, interrumpidas: 0, imagenesDanadas: 0 });
    expect(r.comparacion.imagenes).toBeGreaterThan(3);
    expect(informeSimulacro(r)).toContain('scanimage');
  }, 300_000);

  test('through eSCL, with a sheet that jams: the operator is told which one, and none is missing or doubled', async () => {
    const r = await correr('escl', 8);
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r).toMatchObject({ exito: true, imagenesDanadas: 0 });
    expect(r.interrumpidas).toBeGreaterThanOrEqual(1);
    expect(r.comparacion.imagenes).toBeGreaterThan(3);
  }, 300_000);
});

test('a drill without images goes through the virtual tray only, and an unknown scanner is none', async () => {
  const opciones: OpcionesCorrer = { semilla: '7', errores: '0', dpi: '150', sinImagenes: true, salida };
  const puertos = { sala: salaReal, salidaPorOmision: () => salida, escribir: () => undefined, progreso: { write: () => undefined } };
  for (const escaner of ['sane', 'escl', 'fax']) await expect(ejecutarSimulacro({ ...opciones, escaner }, puertos)).rejects.toMatchObject({ codigo: 'opcion_invalida', parametros: { opcion: '--escaner' } });
});

test('without scanimage the drill says what to install', async () => {
  const { PATH } = process.env;
  process.env['PATH'] = salida;
  try {
    await expect(prepararSanePnm(salida)).rejects.toMatchObject({ codigo: 'opcion_invalida', parametros: { opcion: '--escaner', detalle: expect.stringContaining('sane-utils') } });
  } finally {
    process.env['PATH'] = PATH;
  }
});

test('a jam on the virtual tray stops it, and the night goes on', async () => {
  const r = await correr('virtual', 30, false);
  expect(r).toMatchObject({ exito: true });
  expect(r.interrumpidas).toBeGreaterThanOrEqual(1);
});
