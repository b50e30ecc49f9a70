import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { instalarPorApt } from './apt.mjs';
import { avisar } from './entorno.mjs';

const haySane = () => spawnSync('scanimage', ['--version'], { stdio: 'ignore' }).status === 0;

/** SANE's client of eSCL, which checks the server of our tests from outside. */
const hayAirscan = () =>
  ['/usr/lib', '/usr/lib64'].some((lib) => {
    try {
      return readdirSync(lib, { withFileTypes: true }).some((d) => d.isDirectory() && readdirSync(path.join(lib, d.name)).includes('sane') && readdirSync(path.join(lib, d.name, 'sane')).some((f) => f.startsWith('libsane-airscan')));
    } catch {
      return false;
    }
  });

/**
 * scanimage, SANE's own backends for tests and its eSCL client, for the tests of scanners: where they are missing they
 * are installed from the distribution, if that takes no password. Their tests are skipped where it cannot be.
 */
export const conseguirSane = () => {
  if (haySane() && hayAirscan()) return;
  instalarPorApt('sane-utils', 'sane-airscan');
  if (!haySane()) avisar('No hay scanimage: las pruebas de escáneres SANE se omiten.');
};
