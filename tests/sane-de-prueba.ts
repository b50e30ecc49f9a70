import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crearBandejaTemporal, type BandejaTemporal } from '#electron/scanners/bandeja-temporal.ts';

/** Whether this machine has scanimage with SANE's own backends for tests; `scripts/sane.mjs` tries to install it. */
export const haySane = (() => {
  const entorno = { ...process.env };
  return spawnSync('scanimage', ['--version'], { env: entorno, stdio: 'ignore' }).status === 0;
})();

export type SaneDePrueba = {
  readonly carpeta: string;
  /** For scanimage: a configuration of its own, with only the backends `test` and `pnm`. */
  readonly entorno: Readonly<Record<string, string>>;
  readonly bandeja: BandejaTemporal;
  readonly cerrar: () => void;
};

/** A configuration of SANE apart from the machine's, and a folder for pages. */
export const crearSaneDePrueba = (): SaneDePrueba => {
  const carpeta = mkdtempSync(join(tmpdir(), 'acopio-sane-'));
  const config = join(carpeta, 'sane.d');
  mkdirSync(config);
  writeFileSync(join(config, 'dll.conf'), 'test\npnm\n');
  return { carpeta, entorno: { SANE_CONFIG_DIR: config }, bandeja: crearBandejaTemporal(join(carpeta, 'escaneo')), cerrar: () => rmSync(carpeta, { recursive: true, force: true }) };
};

/** A program that takes scanimage's place: a Node script. Its text runs with `process.argv` as scanimage would get it. */
export const programaFalso = (carpeta: string, nombre: string, codigo: string): string => {
  const ruta = join(carpeta, nombre);
  writeFileSync(ruta, `#!${process.execPath}\n${codigo}\n`);
  chmodSync(ruta, 0o755);
  return ruta;
};
