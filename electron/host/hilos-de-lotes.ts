import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Beyond these the one that stores is what holds the others up. */
const MAXIMO_HILOS = 3;

/** The worker beside this file: a source, or a bundle, which may itself be a chunk one folder below. */
const archivo = (): URL => {
  if (import.meta.url.endsWith('.ts')) return new URL('./lote-worker.ts', import.meta.url);
  const junto = new URL('./lote-worker.js', import.meta.url);
  return existsSync(junto) ? junto : new URL('../lote-worker.js', import.meta.url);
};

/** The threads of a central that serves: one less than there are cores. */
export const hilosDeLotes = (): { readonly archivo: URL; readonly cuantos: number } => ({ archivo: archivo(), cuantos: Math.min(MAXIMO_HILOS, Math.max(1, availableParallelism() - 1)) });
