import { seguirEnCarpeta } from '#electron/host/reserva/carpeta-reserva.ts';
import { servirOrdenes } from './servir-ordenes.ts';

/** A standby in a process of its own, which follows the main station over the network of the room. */
export type Seguir = { readonly carpeta: string; readonly principal: string };

const alto = new AbortController();
let siguiendo: Promise<void> = Promise.resolve();
servirOrdenes({
  seguir: ({ carpeta, principal }: Seguir) => {
    siguiendo = seguirEnCarpeta({ carpeta, principal, alCambiar: () => undefined, alto: alto.signal });
    siguiendo.catch(() => undefined);
  },
  /** Closes its copy. Throws what stopped it before. */
  soltar: async () => {
    alto.abort();
    await siguiendo;
  },
});
