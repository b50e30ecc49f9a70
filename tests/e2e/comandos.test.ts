import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { abrirAnfitrion, PROGRAMA, RAIZ, type Anfitrion } from './anfitrion.ts';

/** The command as people run it: through the script that prepares and hands over. */
const acopio = (...argumentos: string[]) => spawnSync(process.execPath, [path.join(RAIZ, 'scripts', 'acopio.mjs'), ...argumentos], { encoding: 'utf8' });

describe('the acopio command', () => {
  test('writes nothing over what was asked for', () => {
    const r = acopio('--version');
    expect([r.stdout, r.stderr, r.status]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\n$/), '', 0]);
  });
  test('without arguments says what there is, in Spanish', () => {
    const r = acopio();
    expect(r.status).toBe(0);
    for (const orden of ['iniciar', 'estacion', 'bitacora', 'prep', 'paquete', 'central', 'simulacro']) expect(r.stdout).toContain(`\n  ${orden} `);
    expect(r.stdout).not.toMatch(/Usage|Options|Commands/);
  });
  test.each([
    [['prp'], 2, 'No existe la orden «prp»'],
    [['prep', 'verificar'], 2, 'Falta el argumento «archivo»'],
    [['prep', 'verificar', '/no/hay.csv'], 2, '/no/hay.csv'],
    [['iniciar', '--puerto', 'x'], 2, '--puerto'],
    [['estacion', 'servir', '--carpeta', '/no/hay'], 2, ''],
    [['bitacora', 'verificar', '/no/hay'], 2, '/no/hay'],
  ])('%j exits with %i and says why', (argumentos, codigo, texto) => {
    const r = acopio(...argumentos);
    expect(r.stderr).toContain(texto);
    expect([r.status, r.stdout]).toEqual([codigo, '']);
  });
  test('a reader that goes away is no failure', async () => {
    const hijo = spawn(process.execPath, [PROGRAMA, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    hijo.stdout.destroy();
    const errores: Buffer[] = [];
    hijo.stderr.on('data', (d: Buffer) => errores.push(d));
    expect(await new Promise((resolve) => hijo.once('close', resolve))).toBe(0);
    expect(Buffer.concat(errores).toString()).toBe('');
  });
  test.skipIf(process.platform !== 'linux')('an output that is full is told, and not taken for a verdict', () => {
    const lleno = openSync('/dev/full', 'w');
    const r = spawnSync(process.execPath, [PROGRAMA, 'imagen', 'examinar', path.join(RAIZ, 'package.json')], { stdio: ['ignore', lleno, 'pipe'], encoding: 'utf8' });
    closeSync(lleno);
    expect([r.status, r.stderr]).toEqual([2, 'No se puede usar la salida: el disco está lleno.\n']);
  });
});

describe('a demo that is open', () => {
  const datos = mkdtempSync(path.join(tmpdir(), 'acopio-comandos-'));
  let anfitrion: Anfitrion;
  const estacion = (): string => path.join(datos, 'demo', readdirSync(path.join(datos, 'demo'))[0] ?? '', 'estacion');
  beforeAll(async () => {
    anfitrion = await abrirAnfitrion(datos);
  });
  afterAll(() => rmSync(datos, { recursive: true, force: true }));

  test('is not opened twice', () => {
    const r = acopio('iniciar', '--sin-ventana', '--datos', datos);
    expect(r.status).toBe(2);
    expect(r.stderr).toContain('ya está abierta');
  });
  test('its journal can be proven meanwhile', () => {
    const r = acopio('bitacora', 'verificar', estacion());
    expect(r.status).toBe(0);
    expect(r.stdout).toMatch(/\d+ eventos encadenados/);
  });
  test('one changed letter in the journal is found, with its place', () => {
    const base = new Database(path.join(estacion(), 'acopio.db'));
    base.exec("update bitacora set texto = replace(texto, 'CATD01', 'CATD02') where seq = 1");
    base.close();
    const r = acopio('bitacora', 'verificar', estacion());
    expect([r.status, r.stdout]).toEqual([1, '']);
    expect(r.stderr).toContain('evento 1');
  });
  test('a signal to the script ends the program that it runs', async () => {
    expect(await anfitrion.cerrar()).toBe(0);
    const otros = mkdtempSync(path.join(tmpdir(), 'acopio-senal-'));
    const hijo = spawn(process.execPath, [path.join(RAIZ, 'scripts', 'acopio.mjs'), 'iniciar', '--sin-ventana', '--datos', otros], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve) => hijo.stdout.on('data', (d: Buffer) => { if (d.toString().includes('Datos:')) resolve(); }));
    hijo.kill('SIGTERM');
    expect(await new Promise((resolve) => hijo.once('exit', resolve))).toBe(0);
    rmSync(otros, { recursive: true, force: true });
  });
});
