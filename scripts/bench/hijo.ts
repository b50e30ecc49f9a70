import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

const ejecutar = promisify(execFile);

/**
 * Runs a script of the project in a process of its own and gives what it prints as JSON: memory and a warm engine
 * cannot be told apart from the measurement before otherwise. `antes`: what goes before its command, to run it elsewhere.
 */
export const medirAparte = async <T>(script: string, argumentos: readonly string[], antes: readonly string[] = []): Promise<T> => {
  const [programa = '', ...resto] = [...antes, process.execPath, '--disable-warning=ExperimentalWarning', script, ...argumentos];
  const { stdout } = await ejecutar(programa, resto, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as T;
};

/** Never so many that the children and their pages do not fit in the memory of a small machine. */
const MAXIMO_A_LA_VEZ = 4;

/**
 * The same script in several processes at a time, each with its share of `total` pieces: it is told where it begins, where
 * they all end and how far apart its pieces are. For what is drawn, and for measurements of a thread's own processor.
 */
export const repartir = async <T>(script: string, total: number, argumentos: (desde: string, hasta: string, paso: string) => readonly string[]): Promise<readonly T[]> => {
  const cuantos = Math.min(availableParallelism(), MAXIMO_A_LA_VEZ, total);
  return Promise.all(Array.from({ length: cuantos }, (_, i) => medirAparte<T>(script, argumentos(String(i), String(total), String(cuantos)))));
};
