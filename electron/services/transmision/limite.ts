/** So much of a second may go at once. */
const RAFAGA_MS = 1_000;

export type Limite = {
  /** Largest piece that goes at once; null without a limit. */
  readonly maximo: () => number | null;
  /** Takes what `bytes` cost and resolves when they may go. Callers go in the order in which they came. */
  readonly tomar: (bytes: number) => Promise<void>;
  /** Takes what `bytes` cost without waiting: data go first, and images wait for both. */
  readonly descontar: (bytes: number) => void;
};

/**
 * The bandwidth that the technician left to transmission, in kbit/s; null: all. It is read before each piece, so that a
 * change holds at once. `ahoraMs` never goes back.
 */
export const crearLimite = (kbps: () => number | null, ahoraMs: () => number): Limite => {
  let saldo = 0;
  let antes = ahoraMs();
  const abonar = (bytesPorMs: number): void => {
    const ahora = ahoraMs();
    saldo = Math.min(bytesPorMs * RAFAGA_MS, saldo + (ahora - antes) * bytesPorMs);
    antes = ahora;
  };
  const cargar = (bytes: number): number => {
    const limite = kbps();
    if (limite === null) return 0;
    abonar(limite / 8);
    saldo -= bytes;
    return saldo >= 0 ? 0 : -saldo / (limite / 8);
  };
  return {
    maximo: () => {
      const limite = kbps();
      return limite === null ? null : (limite / 8) * RAFAGA_MS;
    },
    tomar: async (bytes) => {
      const ms = cargar(bytes);
      if (ms > 0) await new Promise<void>((resolve) => { setTimeout(resolve, ms).unref(); });
    },
    descontar: (bytes) => void cargar(bytes),
  };
};
