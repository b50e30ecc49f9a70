import { readFile } from 'node:fs/promises';

/** Ticks of this machine's processors since it started: all, and those that its host gave to others meanwhile. Null where the system does not say: only Linux does. */
type Tics = { readonly todos: number; readonly robados: number };
/** Place of «steal» among the figures of a line of /proc/stat; what follows it (guests) is already counted before. */
const ROBADOS = 7;

/** Reads the first line of /proc/stat. */
export const leerTics = (texto: string): Tics => {
  const tics = (texto.split('\n')[0] ?? '').trim().split(/\s+/).slice(1, ROBADOS + 2).map(Number);
  return { todos: tics.reduce((suma, n) => suma + n, 0), robados: tics[ROBADOS] ?? 0 };
};

const ahora = async (): Promise<Tics | null> => readFile('/proc/stat', 'utf8').then(leerTics, () => null);

/** Share of a period's ticks that went to others, 0 to 1. */
export const parteRobada = (antes: Tics, despues: Tics): number => (despues.robados - antes.robados) / Math.max(1, despues.todos - antes.todos);

/**
 * Starts to watch; what it gives back says what share of the processor a virtual machine was not given since then, 0 to 1,
 * or null where nobody knows. What was measured meanwhile is of the host's other guests as much as of the program.
 */
export const vigilarAnfitrion = async (): Promise<() => Promise<number | null>> => {
  const antes = await ahora();
  return async () => {
    const despues = await ahora();
    return antes && despues ? parteRobada(antes, despues) : null;
  };
};
