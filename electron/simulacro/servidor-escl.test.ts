import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { haySane } from '#tests/sane-de-prueba.ts';
import { abrirServidorEscl, type ServidorEscl } from './servidor-escl.ts';

const ejecutar = promisify(execFile);
/** Debian's own client of eSCL, which shares nothing with ours. */
const hayAirscan = haySane && ['/usr/lib', '/usr/lib64'].some((lib) => {
  try {
    return readdirSync(lib, { withFileTypes: true }).some((d) => d.isDirectory() && readdirSync(path.join(lib, d.name)).includes('sane') && readdirSync(path.join(lib, d.name, 'sane')).some((f) => f.startsWith('libsane-airscan')));
  } catch {
    return false;
  }
});
const COLORES = [{ r: 250, g: 250, b: 250 }, { r: 120, g: 200, b: 120 }, { r: 60, g: 60, b: 220 }];
const pagina = (background: { r: number; g: number; b: number }) => () => sharp({ create: { width: 850, height: 1100, channels: 3, background } }).jpeg().toBuffer();

describe.skipIf(!hayAirscan)('our eSCL server, seen by an independent client (needs sane-utils and sane-airscan)', () => {
  let carpeta = '';
  let servidor: ServidorEscl;
  beforeEach(async () => {
    carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-airscan-'));
    servidor = await abrirServidorEscl({ paginas: COLORES.map(pagina) });
    mkdirSync(path.join(carpeta, 'sane.d'));
    writeFileSync(path.join(carpeta, 'sane.d', 'dll.conf'), 'airscan\n');
    writeFileSync(path.join(carpeta, 'sane.d', 'airscan.conf'), `[devices]\n"Prueba" = ${servidor.url}\n[options]\ndiscovery = disable\n`);
  });
  afterEach(async () => {
    await servidor.cerrar();
    rmSync(carpeta, { recursive: true });
  });
  /** Exit code and what it said. */
  const scanimage = (...argumentos: readonly string[]): Promise<{ codigo: number; errores: string }> =>
    ejecutar('scanimage', ['-d', 'airscan:e0:Prueba', '--format=jpeg', '--mode', 'Color', '--resolution', '100', ...argumentos], { cwd: carpeta, timeout: 60_000, env: { ...process.env, SANE_CONFIG_DIR: path.join(carpeta, 'sane.d'), LC_ALL: 'C' } })
      .then(({ stderr }) => ({ codigo: 0, errores: stderr }), (e: unknown) => ({ codigo: (e as { code?: number }).code ?? -1, errores: String((e as { stderr?: string }).stderr) }));

  test('gives its tray page by page, in order, and then has no more paper', async () => {
    expect(await scanimage('--source', 'ADF', '--batch=hoja-%d.jpg')).toMatchObject({ codigo: 0 });
    const hojas = readdirSync(carpeta).filter((f) => f.endsWith('.jpg')).sort();
    expect(hojas).toEqual(['hoja-1.jpg', 'hoja-2.jpg', 'hoja-3.jpg']);
    for (const [i, hoja] of hojas.entries()) {
      const { dominant } = await sharp(readFileSync(path.join(carpeta, hoja))).stats();
      // The dominant colour is that of a histogram with bins of 16.
      expect(Math.abs(dominant.r - COLORES[i]!.r)).toBeLessThan(17);
    }
    expect(servidor.ajustes()[0]).toContain('Feeder');
  });

  test('a jam after the first sheet is a jam for it too', async () => {
    servidor.guion.percances.set(2, { tipo: 'atasco' });
    const { codigo, errores } = await scanimage('--source', 'ADF', '--batch=hoja-%d.jpg');
    expect(errores).toContain('jammed');
    expect(codigo).toBe(6);
    expect(readdirSync(carpeta).filter((f) => f.endsWith('.jpg'))).toHaveLength(1);
  });

  test('a busy scanner and a sheet that is not ready are waited for', async () => {
    servidor.guion.ocupado = 1;
    servidor.guion.percances.set(1, { tipo: 'tarda', veces: 1, estado: 503 });
    expect(await scanimage('--source', 'ADF', '--batch=hoja-%d.jpg')).toMatchObject({ codigo: 0 });
    expect(readdirSync(carpeta).filter((f) => f.endsWith('.jpg'))).toHaveLength(3);
  });
});
