/** Time as transmission feels it: tests give one that they move themselves. */
export type Tiempo = {
  /** Milliseconds that never go back. */
  readonly cronometro: () => number;
  /** Calls `hacer` once after so many milliseconds; gives how to forget it. Nothing stays open for it. */
  readonly despues: (ms: number, hacer: () => void) => () => void;
};

export const tiempoReal: Tiempo = {
  cronometro: () => performance.now(),
  despues: (ms, hacer) => {
    const reloj = setTimeout(hacer, ms).unref();
    return () => clearTimeout(reloj);
  },
};

/** Calls `hacer` every `ms` until what it gives is called. */
export const cada = ({ despues }: Tiempo, ms: number, hacer: () => void): (() => void) => {
  let olvidar = (): void => undefined;
  const programar = (): void => {
    olvidar = despues(ms, () => {
      hacer();
      programar();
    });
  };
  programar();
  return () => olvidar();
};
