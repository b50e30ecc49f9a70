import { setTimeout as esperar } from 'node:timers/promises';
import type { Caso } from '../caso.ts';

/** The central is killed while the station sends, and comes back at the same address. */
export const muerteCentral: Caso = {
  nombre: 'muerte_central', que: 'SIGKILL de la central mientras recibe; vuelve en la misma dirección', peso: 3,
  hacer: async ({ azar, estacion, central, trabajarSiempre, vaciar, decir }) => {
    const planes = Array.from({ length: azar.entero(1, 3) }, () => ({ vive: azar.entero(40, 500), muerta: azar.entero(0, 120) }));
    decir(`muere ${planes.length} veces`);
    await estacion.abrir();
    const trabajo = trabajarSiempre();
    const vaiven = (async () => {
      for (const { vive, muerta } of planes) {
        await esperar(vive);
        await central.matar();
        await esperar(muerta);
        await central.abrir();
      }
    })();
    await Promise.all([trabajo, vaiven]);
    // Once more, in the middle of the last sending.
    const envio = estacion.pedir('enviar');
    await esperar(azar.entero(0, 30));
    await central.matar();
    await central.abrir();
    await envio;
    await vaciar();
  },
};
