type Turno = { readonly cancelar: () => void; readonly fin: Promise<void> };

/** Releases the turn. */
export type Soltar = () => void;

/**
 * One writer per image and station. A newcomer stops the one before and waits for it to end: without this, late bytes of dead
 * connections mix with those of the new one and cost several times the transfer (architecture: the road).
 */
export const crearTurnos = (): ((clave: string, cancelar: () => void) => Promise<Soltar>) => {
  const turnos = new Map<string, Turno>();
  return async (clave, cancelar) => {
    for (let anterior = turnos.get(clave); anterior !== undefined; anterior = turnos.get(clave)) {
      anterior.cancelar();
      await anterior.fin;
    }
    let soltar: Soltar = () => undefined;
    const fin = new Promise<void>((resolver) => {
      soltar = () => {
        if (turnos.get(clave)?.fin === fin) turnos.delete(clave);
        resolver();
      };
    });
    turnos.set(clave, { cancelar, fin });
    return soltar;
  };
};
