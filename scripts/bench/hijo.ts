import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ejecutar = promisify(execFile);

/**
 * Runs a script of the project in a process of its own and gives what it prints as JSON: memory and a warm engine
 * cannot be told apart from the measurement before otherwise.
 */
export const medirAparte = async <T>(script: string, argumentos: readonly string[]): Promise<T> => {
  const { stdout } = await ejecutar(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...argumentos], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as T;
};
