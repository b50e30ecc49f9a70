import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { avisar } from './entorno.mjs';

const LIMITE_APT_MS = 300_000;

/** Whether scanimage answers, with SANE's own backends for tests beside it. */
export const haySane = () => spawnSync('scanimage', ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * SANE's scanimage for the tests of scanners: where it is missing, the distribution's package «sane-utils» is installed
 * with apt-get, as root or with a sudo that does not ask. Tells whether there is one in the end; its tests skip without it.
 */
export const conseguirSane = () => {
  if (haySane()) return true;
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  const raiz = process.getuid?.() === 0;
  if (!raiz && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return false;
  avisar('No hay scanimage: se intenta el paquete «sane-utils» de la distribución (apt-get), para probar los escáneres…');
  const apt = (...argumentos) => {
    const orden = [...(raiz ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...argumentos];
    return spawnSync(orden[0], orden.slice(1), { stdio: ['ignore', 2, 2], timeout: LIMITE_APT_MS });
  };
  const instalar = () => apt('install', '-y', '-q', '--no-install-recommends', 'sane-utils').status === 0;
  if (!instalar()) {
    apt('update', '-q');
    instalar();
  }
  return haySane();
};
