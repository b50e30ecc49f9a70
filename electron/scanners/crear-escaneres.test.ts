import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { crearSaneDePrueba, haySane, programaFalso, type SaneDePrueba } from '#tests/sane-de-prueba.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { leerEscaneres } from './configuracion.ts';
import { crearEscaneres, type EscaneresAbiertos } from './crear-escaneres.ts';
import type { Hoja } from './escaner.ts';
import { terminarHuerfanos } from './huerfanos.ts';

let carpeta: string;
let sane: SaneDePrueba;
let abiertos: EscaneresAbiertos | null;
beforeEach(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-escaneres-'));
  sane = crearSaneDePrueba();
  abiertos = null;
});
afterEach(() => {
  abiertos?.cerrar();
  sane.cerrar();
  rmSync(carpeta, { recursive: true, force: true });
});

const configurar = (dato: unknown): void => writeFileSync(join(carpeta, 'escaneres.json'), typeof dato === 'string' ? dato : JSON.stringify(dato));
const abrir = async (conSane: Parameters<typeof crearEscaneres>[0]['sane'] = { programa: 'no-hay' }): Promise<EscaneresAbiertos> => (abiertos = await crearEscaneres({ carpeta, escl: null, sane: conSane }));
const ids = (): string[] => abiertos!.lista().map((e) => e.id);
const tomar = async (id: string, hojas: Hoja[] = []): Promise<Hoja[]> => {
  await abiertos!.lista().find((e) => e.id === id)!.escanear((h) => Promise.resolve(void hojas.push(h)));
  return hojas;
};

test('without configuration: a watched folder in the work folder', async () => {
  await abrir();
  expect(abiertos!.lista().map(({ id, tipo }) => ({ id, tipo }))).toEqual([{ id: 'carpeta', tipo: 'carpeta' }]);
});

test('the scanners of the configuration, each of its kind', async () => {
  configurar('\uFEFF' + JSON.stringify({ escaneres: [
    { id: 'fi-7600', nombre: 'fi-7600 del centro', tipo: 'sane', dispositivo: 'fujitsu:fi-7600:1', perfil: { resolucion: 200, opciones: { '--swdeskew': 'yes' } } },
    { id: 'mfp', tipo: 'escl', url: 'http://192.0.2.5/eSCL' },
    { id: 'windows', tipo: 'naps2', driver: 'twain', dispositivo: 'fi-7600' },
    { id: 'otro', tipo: 'comando', programa: './escanear.sh', argumentos: ['{carpeta}'] },
    { id: 'fotos', tipo: 'carpeta', carpeta: 'fotos', origen: 'CASILLA', digitalizacion: 'MOVIL' },
  ] }));
  await abrir();
  expect(abiertos!.lista().map(({ id, nombre, tipo }) => [id, nombre, tipo])).toEqual([
    ['fi-7600', 'fi-7600 del centro', 'sane'], ['mfp', 'mfp', 'escl'], ['windows', 'windows', 'comando'], ['otro', 'otro', 'comando'], ['fotos', 'Carpeta fotos', 'carpeta'],
  ]);
  expect((await leerEscaneres(carpeta))?.escaneres[1]).toMatchObject({ perfil: { resolucion: 300, color: 'color', fuente: 'alimentador' } });
});

test.each([
  ['{\n "escaneres": [\n  { "id" }\n ]\n}', 'la línea 3, columna 10', 'no es JSON válido'],
  ['', 'el final del archivo', 'no es JSON válido'],
  [{ escaneres: [{ id: 'a', tipo: 'carpeta', carpeta: 'x' }, { id: 'mfp', tipo: 'escl', url: 'http://x/eSCL', perfil: { color: 'azul' } }] }, 'escaneres[1].perfil.color (mfp)', 'Opción inválida'],
  [{ escaneres: [{ id: 'a', tipo: 'usb' }] }, 'escaneres[0].tipo (a)', 'debe ser sane, escl, carpeta, comando o naps2'],
  [{ escaneres: [{ id: 'Ñ', tipo: 'carpeta', carpeta: 'x' }] }, 'escaneres[0].id (Ñ)', 'letras minúsculas'],
  [{ escaneres: [{ id: 'a', tipo: 'carpeta', carpeta: 'x' }, { id: 'a', tipo: 'carpeta', carpeta: 'y' }] }, 'escaneres[1].id (a)', 'se repite'],
  [{ escaneres: [{ id: 'a', tipo: 'carpeta', carpeta: 'x', dpi: 3 }] }, 'escaneres[0] (a)', 'dpi'],
  [{ escaneres: [] }, 'escaneres', 'no hay ningún escáner'],
  [{ escaneres: [{ id: 'a', tipo: 'sane', dispositivo: 'x', perfil: { opciones: { '--batch': 'x' } } }] }, 'escaneres[0].perfil.opciones.--batch (a)', ''],
])('a mistake in the file says where it is: %j', async (texto, lugar, detalle) => {
  configurar(texto);
  const error: unknown = await leerEscaneres(carpeta).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(AppError);
  const { codigo, parametros } = error as AppError;
  expect(codigo).toBe('escaneres_invalido');
  expect(parametros['lugar']).toBe(lugar);
  expect(mensaje(codigo, parametros)).toContain(detalle);
});

/** A scanimage that lists what stands in a file, so that devices come and go, and scans one page from each. */
const conDispositivos = () => {
  const lista = join(carpeta, 'dispositivos');
  const poner = (...nombres: string[]): void => writeFileSync(lista, nombres.map((n) => `${n}\tCanon\tLiDE 210\tflatbed scanner\n`).join(''));
  poner();
  const programa = programaFalso(carpeta, 'scanimage-falso.cjs', `const fs = require('fs'); const a = process.argv.slice(2); fs.appendFileSync(${JSON.stringify(join(carpeta, 'llamadas'))}, a.join(' ') + '\\n');
    const presentes = fs.readFileSync(${JSON.stringify(lista)}, 'utf8');
    if (a[0] === '-f') { process.stdout.write(presentes); process.exit(0); }
    const d = a[a.indexOf('-d') + 1];
    if (!presentes.includes(d + '\\t')) { console.error('scanimage: open of device ' + d + ' failed: Invalid argument'); process.exit(1); }
    if (a.includes('-A')) { console.log('    --mode Color|Gray [Color]'); process.exit(0); }
    fs.writeFileSync('hoja-00001.jpg', Buffer.from([255, 216, 255, 217])); console.log('hoja-00001.jpg');`);
  return { poner, sane: { programa, cadaMs: 20 } };
};

test('a scanner that is connected appears, goes when it is lost, and is the same when it is found at another address', async () => {
  const d = conDispositivos();
  await abrir(d.sane);
  let cambios = 0;
  abiertos!.vigilar(() => { cambios += 1; });
  d.poner('genesys:libusb:001:004');
  await vi.waitFor(() => { expect(ids()).toEqual(['carpeta', 'canon-lide-210']); }, 20_000);
  expect(cambios).toBeGreaterThan(0);
  const primero = abiertos!.lista()[1];
  expect(await tomar('canon-lide-210')).toHaveLength(1);
  d.poner();
  await vi.waitFor(() => { expect(ids()).toEqual(['carpeta']); }, 20_000);
  await expect(primero!.escanear(() => Promise.resolve())).rejects.toMatchObject({ codigo: 'escaner_desconectado' });
  d.poner('genesys:libusb:001:019');
  await vi.waitFor(() => { expect(ids()).toEqual(['carpeta', 'canon-lide-210']); }, 20_000);
  expect(abiertos!.lista()[1]).toBe(primero);
  expect(await tomar('canon-lide-210')).toHaveLength(1);
});

describe.skipIf(!haySane)('with the real scanimage', () => {
  test('two scanners at once, found by themselves', async () => {
    await abrir({ entorno: sane.entorno, excluidos: ['pnm'], cadaMs: 100 });
    await vi.waitFor(() => { expect(ids()).toEqual(['carpeta', 'test-0', 'test-1']); }, 20_000);
    const [a, b] = await Promise.all([tomar('test-0'), tomar('test-1')]);
    expect([a.length, b.length]).toEqual([10, 10]);
  });
});

describe('after a crash', () => {
  const PAGINA = Buffer.from([255, 216, 1, 255, 217]);
  /** What a scan of an earlier run left, long ago enough. */
  const dejar = (tanda: string, archivos: Record<string, Buffer>): void => {
    const ruta = join(carpeta, 'escaneo', 'fi', tanda);
    mkdirSync(ruta, { recursive: true });
    for (const [nombre, bytes] of Object.entries(archivos)) {
      mkdirSync(join(ruta, nombre, '..'), { recursive: true });
      writeFileSync(join(ruta, nombre), bytes);
      utimesSync(join(ruta, nombre), 1, 1);
    }
    utimesSync(ruta, 1, 1);
  };

  test('whole pages are handed over under their numbers, one scan after another; a part of one is discarded and told', async () => {
    dejar('000000000000001-a', { 'hoja-00004.jpg': PAGINA, 'hoja-00005.jpg': PAGINA, 'hoja-00006.jpg.part': PAGINA });
    dejar('000000000000002-b', { 'hoja-00001.jpg': PAGINA, 'salida/x10.jpg': PAGINA, 'salida/x9.jpg': PAGINA });
    await abrir();
    expect(ids()).toEqual(['carpeta']);
    await abiertos!.recuperar();
    expect(ids()).toEqual(['carpeta', 'recuperadas']);
    const hojas: Hoja[] = [];
    await expect(tomar('recuperadas', hojas)).rejects.toMatchObject({ codigo: 'escaner_pagina_incompleta', parametros: { hoja: 6 } });
    expect(hojas.map((h) => [h.hoja, h.fuente])).toEqual([[4, 'fi, hoja 4 recuperada'], [5, 'fi, hoja 5 recuperada']]);
    expect((await tomar('recuperadas')).map((h) => [h.hoja, h.fuente])).toEqual([[1, 'fi, hoja 1 recuperada'], [null, 'fi, hoja recuperada'], [null, 'fi, hoja recuperada']]);
    expect(await tomar('recuperadas')).toEqual([]);
  });

  test('it wakes the station by itself, and a page that could not be stored stays', async () => {
    dejar('000000000000001-a', { 'hoja-00001.jpg': PAGINA });
    await abrir();
    await abiertos!.recuperar();
    const recuperadas = abiertos!.lista()[1]!;
    await new Promise<void>((resolver) => {
      const callar = recuperadas.vigilar!(() => {
        callar();
        resolver();
      });
    });
    expect(recuperadas.hojas()).toBe(1);
    await expect(recuperadas.escanear(() => Promise.reject(new Error('disco lleno')))).rejects.toThrow('disco lleno');
    expect(await tomar('recuperadas')).toHaveLength(1);
  });

  test.skipIf(process.platform !== 'linux')('a program that the dead station left behind is ended; others are not', async () => {
    const dentro = join(carpeta, 'escaneo', 'fi', 'x');
    mkdirSync(dentro, { recursive: true });
    const [huerfano, ajeno] = [dentro, carpeta].map((cwd) => spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], { cwd, stdio: ['ignore', 'pipe', 'ignore'] }));
    await Promise.all([huerfano, ajeno].map((h) => new Promise((r) => h!.stdout.once('data', r))));
    const muerto = new Promise((r) => huerfano!.once('exit', (_, senal) => r(senal)));
    expect(await terminarHuerfanos(join(carpeta, 'escaneo'))).toBe(1);
    expect(await muerto).toBe('SIGKILL');
    expect(ajeno!.exitCode).toBeNull();
    ajeno!.kill();
  });
});
