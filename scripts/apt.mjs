import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { avisar } from './entorno.mjs';

const LIMITE_MS = 600_000;

/** Installs packages of Debian or Ubuntu when that takes no password; on other systems it does nothing. Never asks. */
export const instalarPorApt = (...paquetes) => {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const raiz = process.getuid?.() === 0;
  if (!raiz && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return;
  avisar(`Se intenta instalar ${paquetes.join(' y ')} de la distribución (apt-get)…`);
  const apt = (...argumentos) => {
    const orden = [...(raiz ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...argumentos];
    return spawnSync(orden[0], orden.slice(1), { stdio: ['ignore', 2, 2], timeout: LIMITE_MS });
  };
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', ...paquetes);
};
