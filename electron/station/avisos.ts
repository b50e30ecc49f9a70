import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { Avisos, Registro } from './puertos.ts';

/** Gathers the parts that changed within one turn and tells every listener once. A listener that fails does not stop the others. */
export const crearAvisos = (registro: Registro): { avisos: Avisos; alCambiar: (fn: (partes: readonly Parte[]) => void) => () => void } => {
  const oyentes = new Set<(partes: readonly Parte[]) => void>();
  const pendientes = new Set<Parte>();
  const avisar = (): void => {
    const partes = [...pendientes];
    pendientes.clear();
    for (const fn of oyentes) {
      try {
        fn(partes);
      } catch (error) {
        registro.error('a listener failed', { error: String(error) });
      }
    }
  };
  return {
    avisos: {
      cambio: (...partes) => {
        if (oyentes.size === 0) return;
        if (pendientes.size === 0) queueMicrotask(avisar);
        for (const parte of partes) pendientes.add(parte);
      },
    },
    alCambiar: (fn) => {
      oyentes.add(fn);
      return () => void oyentes.delete(fn);
    },
  };
};
