/** How often it is looked again, and for how long: a station that does not answer must not keep anybody at the window. */
const CADA_MS = 10;
const MAXIMO_MS = 3_000;

const pendientes = new Set<() => boolean>();

/** Something of the person's that may be on its way to the station. `hay`: whether it is. */
export const vigilarPendiente = (hay: () => boolean): void => void pendientes.add(hay);

/** Comes back when nothing is on its way, or after three seconds: who leaves with the last key loses nothing of it. */
export const sinPendientes = async (): Promise<void> => {
  for (let quedan = MAXIMO_MS; quedan > 0 && [...pendientes].some((hay) => hay()); quedan -= CADA_MS) await new Promise((listo) => setTimeout(listo, CADA_MS));
};
