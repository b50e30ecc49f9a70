import { setTimeout as esperar } from 'node:timers/promises';
import { leerBitacora } from '../bitacoras.ts';
import type { Caso } from '../caso.ts';

const MINUTO_MS = 60_000;

/** The machine's clock jumps forward and back while people work; the journal keeps its order. */
export const reloj: Caso = {
  nombre: 'reloj', que: 'el reloj del equipo salta hacia adelante y hacia atrás', peso: 2,
  hacer: async ({ azar, puesta, estacion, trabajarSiempre, vaciar, decir, faltar }) => {
    const saltos = Array.from({ length: azar.entero(2, 5) }, () => ({ minutos: azar.entero(-90, 90), ms: azar.entero(20, 200) }));
    decir(`${saltos.map((s) => s.minutos).join(', ')} min`);
    await estacion.abrir();
    const manos = (async () => {
      for (const { minutos, ms } of saltos) {
        await esperar(ms);
        await estacion.pedir('reloj', minutos * MINUTO_MS);
      }
    })();
    await Promise.all([trabajarSiempre(), manos]);
    await vaciar();
    await estacion.cerrar();
    const horas = leerBitacora(puesta.estacion).map((e) => Date.parse(e.evento.hora));
    if (horas.some((h, i) => i > 0 && h < horas[i - 1]!)) faltar('la bitácora dice una hora anterior a la del evento que le precede');
  },
};
