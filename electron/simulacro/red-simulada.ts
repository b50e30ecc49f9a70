import type { RedCentral } from '#electron/services/transmision/red-central.ts';
import { crearAzar } from '#electron/papel/azar.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type RedSimulada = RedCentral & {
  /** Plugs or unplugs the network. */
  readonly conectar: (si: boolean) => void;
  readonly conectada: () => boolean;
  /** Requests that failed without network, and answers that were lost on their way back. */
  readonly fallas: () => { readonly sinRed: number; readonly respuestasPerdidas: number };
};

const sinRed = (): AppError => new AppError('central_inalcanzable', { detalle: 'ENETUNREACH' });

/**
 * The road to the central with a plug in the middle. One lote in `unaDeCada` reaches the central and its answer does
 * not come back: the station must send it again and the central must not count it twice.
 */
export const crearRedSimulada = (real: RedCentral, semilla: string, unaDeCada = 8): RedSimulada => {
  const azar = crearAzar(semilla);
  let puesta = true;
  const fallas = { sinRed: 0, respuestasPerdidas: 0 };
  const exigirRed = (): void => {
    if (puesta) return;
    fallas.sinRed += 1;
    throw sinRed();
  };
  return {
    conectar: (si) => { puesta = si; },
    conectada: () => puesta,
    fallas: () => ({ ...fallas }),
    enviarLote: async (gzip) => {
      exigirRed();
      const respuesta = await real.enviarLote(gzip);
      if (azar.entero(1, unaDeCada) > 1) return respuesta;
      fallas.respuestasPerdidas += 1;
      throw sinRed();
    },
    avanceImagen: (imagen) => (puesta ? real.avanceImagen(imagen) : Promise.reject(sinRed())),
    enviarParte: (imagen, parte, esperaMs) => (puesta ? real.enviarParte(imagen, parte, esperaMs) : Promise.reject(sinRed())),
    saludar: async (saludo) => {
      exigirRed();
      return real.saludar(saludo);
    },
    alPedirPresentacion: real.alPedirPresentacion,
    cancelar: real.cancelar,
  };
};
