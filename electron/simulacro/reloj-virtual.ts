import type { Reloj } from '#electron/station/puertos.ts';

export type RelojVirtual = Reloj & { readonly avanzar: (ms: number) => void };

/** A clock that only moves when somebody works: a night of 24 hours passes in a minute, always the same. */
export const crearRelojVirtual = (inicio: number): RelojVirtual => {
  let ahora = inicio;
  return { ahora: () => ahora, avanzar: (ms) => { ahora += Math.max(0, Math.round(ms)); } };
};
