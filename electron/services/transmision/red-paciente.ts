import { AppError } from '#shared/errors/app-error.ts';
import type { RedCentral } from './red-central.ts';

export type RedPaciente = {
  readonly red: RedCentral;
  /** Asks again at once: a person says so, who may know more than who asked to wait. */
  readonly insistir: () => void;
};

/**
 * The road, keeping the central's word: once it asked to wait (`central_ocupado`), whatever is asked before is answered
 * the same here, without asking it. What is under way goes on.
 */
export const crearRedPaciente = (red: RedCentral, cronometro: () => number): RedPaciente => {
  let hasta = -Infinity;
  const pedir = async <T>(hacer: () => Promise<T>): Promise<T> => {
    const faltan = hasta - cronometro();
    if (faltan > 0) throw new AppError('central_ocupado', { segundos: Math.ceil(faltan / 1000) });
    try {
      return await hacer();
    } catch (error) {
      if (error instanceof AppError && error.codigo === 'central_ocupado') hasta = Math.max(hasta, cronometro() + Number(error.parametros['segundos']) * 1000);
      throw error;
    }
  };
  return {
    red: {
      enviarLote: (gzip) => pedir(() => red.enviarLote(gzip)),
      avanceImagen: (imagen) => pedir(() => red.avanceImagen(imagen)),
      enviarParte: (imagen, parte, esperaMs, marcha) => pedir(() => red.enviarParte(imagen, parte, esperaMs, marcha)),
      avisaAvance: red.avisaAvance ?? false,
      saludar: (saludo) => pedir(() => red.saludar(saludo)),
      alPedirPresentacion: (presentar) => red.alPedirPresentacion(presentar),
      cancelar: () => red.cancelar(),
    },
    insistir: () => { hasta = -Infinity; },
  };
};
