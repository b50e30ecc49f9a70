import { copiarTramo, reponer } from '#electron/copia/copiar.ts';
import type { Copia } from '#electron/copia/copia.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { conectarPrincipal, type Identidad, type Principal } from './principal.ts';

const REINTENTO_MS = 1_000;
const REINTENTO_MAXIMO_MS = 10_000;

/** Images that are asked for again in one turn: what is new does not wait for many of them. */
const IMAGENES_POR_VUELTA = 5;

/** How a standby is: what IT sees in its window. */
export type EstadoReserva = {
  readonly principal: string | null;
  readonly eventos: number;
  /** Entries that the main station has and this copy has not yet; null while it cannot be reached. */
  readonly pendientes: number | null;
  /** Images that the main station could not give; they are asked for again. */
  readonly sinImagen: number;
  readonly falla: AppError | null;
};
export type OpcionesSeguir = {
  readonly direccion: string;
  readonly identidad: Identidad;
  readonly copia: Copia;
  readonly alCambiar: (estado: EstadoReserva) => void;
  /** Keeps what the room's server needs, so that paired posts believe this station when it relieves the main one. */
  readonly guardarRed: (red: Awaited<ReturnType<Principal['red']>>) => Promise<void>;
  readonly alto: AbortSignal;
};

/** What passes by itself: the network, a main station that was opened again. Anything else needs a person. */
const PASAJERAS: ReadonlySet<string> = new Set(['estacion_inalcanzable', 'reserva_no_admitida']);

const esperar = (ms: number, alto: AbortSignal): Promise<void> =>
  new Promise((resolver) => {
    const listo = (): void => {
      clearTimeout(plazo);
      alto.removeEventListener('abort', listo);
      resolver();
    };
    const plazo = setTimeout(listo, ms);
    alto.addEventListener('abort', listo);
  });

/**
 * Follows the main station until `alto`: its journal and its images, each stretch durable before it is confirmed. A broken
 * network is waited out. Throws AppError when a person is needed: copia_de_otra, bitacora_rota, copia_sin_espacio, puesto_suplantado.
 */
export const seguir = async ({ direccion, identidad, copia, alCambiar, guardarRed, alto }: OpcionesSeguir): Promise<void> => {
  const enlace: { principal: Principal | null } = { principal: null };
  let fallas = 0;
  let sinBytes: readonly string[] = [];
  const parado = (): boolean => alto.aborted;
  alto.addEventListener('abort', () => enlace.principal?.cerrar());

  const conectar = async (): Promise<Principal> => {
    const principal = await conectarPrincipal(direccion, identidad);
    enlace.principal = principal;
    await guardarRed(await principal.red());
    sinBytes = copia.sinBytes();
    return principal;
  };

  const vuelta = async (): Promise<void> => {
    const principal = enlace.principal ?? await conectar();
    const { seq } = copia.cabeza();
    const { asientos, cabeza } = await principal.novedades(seq + 1, seq);
    if (parado()) return;
    if (asientos.length > 0) sinBytes = [...sinBytes, ...(await copiarTramo(principal, copia, asientos)).sinBytes];
    sinBytes = [...sinBytes.slice(IMAGENES_POR_VUELTA), ...await reponer(principal, copia, sinBytes.slice(0, IMAGENES_POR_VUELTA))];
    fallas = 0;
    alCambiar({ principal: principal.estacion, eventos: copia.cabeza().seq, pendientes: Math.max(0, cabeza - copia.cabeza().seq), sinImagen: sinBytes.length, falla: null });
  };

  while (!parado()) {
    try {
      await vuelta();
    } catch (error) {
      if (parado()) return;
      enlace.principal?.cerrar();
      enlace.principal = null;
      if (!(error instanceof AppError) || !PASAJERAS.has(error.codigo)) throw error;
      fallas += 1;
      alCambiar({ principal: null, eventos: copia.cabeza().seq, pendientes: null, sinImagen: sinBytes.length, falla: error });
      await esperar(Math.min(REINTENTO_MAXIMO_MS, REINTENTO_MS * fallas), alto);
    }
  }
};
