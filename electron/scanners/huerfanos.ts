import { readdir, readlink } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * Ends the scanning programs that an earlier run of the station left behind when it was killed: they hold the device.
 * They are told by the folder in which they run, which is inside `raiz`. Only on Linux: elsewhere it does nothing.
 * Gives how many there were.
 */
export const terminarHuerfanos = async (raiz: string): Promise<number> => {
  if (process.platform !== 'linux') return 0;
  let cuantos = 0;
  for (const pid of (await readdir('/proc')).filter((n) => /^\d+$/.test(n))) {
    const carpeta = await readlink(join('/proc', pid, 'cwd')).catch(() => '');
    if (!`${carpeta}${sep}`.startsWith(raiz + sep) || carpeta === raiz || Number(pid) === process.pid) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
      cuantos += 1;
    } catch {
      // It has ended meanwhile, or is another user's.
    }
  }
  return cuantos;
};
