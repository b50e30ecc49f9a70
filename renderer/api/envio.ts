import { vigilarPendiente } from './pendientes.ts';

/** After what was just drawn is on the screen: what follows must not hold it back. */
const trasPintar = (hacer: () => void): void => void requestAnimationFrame(() => setTimeout(hacer));

export type Envio<T> = {
  readonly enviar: (dato: T) => void;
  /** Drops what waits, and comes back when nothing is on its way: what is asked next is not overtaken by it. */
  readonly callar: () => Promise<void>;
};

/**
 * Sends something that changes at each key: after the key is painted, one on its way at a time, and of those that came
 * meanwhile only the last. `mandar` never rejects.
 */
export const crearEnvio = <T>(mandar: (dato: T) => Promise<unknown>): Envio<T> => {
  let pendiente: { readonly dato: T } | null = null;
  let enCurso: Promise<unknown> | null = null;
  let citado = false;
  vigilarPendiente(() => citado);
  const seguir = async (): Promise<void> => {
    while (pendiente !== null) {
      const { dato } = pendiente;
      pendiente = null;
      enCurso = mandar(dato);
      await enCurso;
    }
    enCurso = null;
    citado = false;
  };
  return {
    enviar: (dato) => {
      pendiente = { dato };
      if (citado) return;
      citado = true;
      trasPintar(() => void seguir());
    },
    callar: async () => {
      pendiente = null;
      await enCurso;
    },
  };
};
