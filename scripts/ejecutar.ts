import { spawnSync } from 'node:child_process';

/** Runs a command of the system. Gives what it said; throws with what it complained of when it fails. */
export const ejecutar = (programa: string, ...argumentos: readonly string[]): string => {
  const r = spawnSync(programa, argumentos, { encoding: 'utf8', timeout: 60_000 });
  if (r.status !== 0) throw new Error(`${programa} ${argumentos.join(' ')}: ${r.stderr || String(r.error)}`);
  return r.stdout.trim();
};
