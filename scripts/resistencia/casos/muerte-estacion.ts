import type { Caso } from '../caso.ts';

/** Calls of a small room's night, more or less. */
const LLAMADAS = 90;

/** The station is killed at random calls, in the middle of what it does for several people at once; one time of three also while it opens again. */
export const muerteEstacion: Caso = {
  nombre: 'muerte_estacion', que: 'SIGKILL de la estación dentro de cualquier paso, y mientras abre', peso: 6,
  hacer: async ({ azar, estacion, trabajarSiempre, vaciar, decir }) => {
    const veces = azar.entero(1, 3);
    const muertes = Array.from({ length: veces }, () => ({ llamada: azar.entero(1, LLAMADAS), ms: azar.entre(0, 9) })).sort((a, b) => a.llamada - b.llamada);
    estacion.condenar(muertes);
    if (azar.siguiente() < 1 / 3) {
      const ms = azar.entre(0, 80);
      await estacion.abrirYMatar(ms);
      decir(`muere al abrir (${ms.toFixed(0)} ms)`);
    }
    decir(`muere en ${muertes.map((m) => `${m.llamada}+${m.ms.toFixed(1)} ms`).join(', ')}`);
    await trabajarSiempre();
    await vaciar();
  },
};
