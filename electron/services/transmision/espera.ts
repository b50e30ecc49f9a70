import type { AppError } from '#shared/errors/app-error.ts';

const PRIMERA_MS = 1_000;
/** A link that comes back is used within a minute. */
const MAXIMA_MS = 60_000;

/**
 * Milliseconds to wait after the n-th failure in a row (1, 2, …): twice as long each time up to a minute, and between
 * half and all of it, so that the stations of a state do not all come back at once. `azar` is in [0, 1).
 */
export const espera = (fallas: number, azar: number): number => {
  const entera = Math.min(MAXIMA_MS, PRIMERA_MS * 2 ** Math.min(fallas - 1, 10));
  return Math.round(entera * (0.5 + azar / 2));
};

/**
 * Milliseconds until the next round after `falla`, the n-th in a row: as `espera`, but not before the central asked to,
 * and up to half as long again, so that those that it put off at one time do not come back at one time.
 */
export const esperaTras = (falla: AppError | null, fallas: number, azar: number): number => {
  const pedida = falla?.codigo === 'central_ocupado' ? Number(falla.parametros['segundos']) * 1000 : 0;
  return Math.max(espera(fallas, azar), Math.round(pedida * (1 + azar / 2)));
};
