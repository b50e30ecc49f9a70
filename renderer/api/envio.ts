/** After what was just drawn is on the screen: what follows must not hold it back. */
const trasPintar = (hacer: () => void): void => void requestAnimationFrame(() => setTimeout(hacer));

/**
 * Sends something that changes at each key: after the key is painted, one on its way at a time, and of those that came
 * meanwhile only the last. `enviar` never rejects.
 */
export const crearEnvio = <T>(enviar: (dato: T) => Promise<unknown>): ((dato: T) => void) => {
  let pendiente: { readonly dato: T } | null = null;
  let enCurso = false;
  const seguir = async (): Promise<void> => {
    while (pendiente !== null) {
      const { dato } = pendiente;
      pendiente = null;
      await enviar(dato);
    }
    enCurso = false;
  };
  return (dato) => {
    pendiente = { dato };
    if (enCurso) return;
    enCurso = true;
    trasPintar(() => void seguir());
  };
};
