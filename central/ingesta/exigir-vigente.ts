import { AppError } from '#shared/errors/app-error.ts';
import type { Certificado } from '#shared/sync/certificado.ts';

/** Stations, by id or by public key, that the OPL no longer trusts. It may change while the central runs. */
export type Revocadas = { readonly has: (estacionOLlave: string) => boolean };

/** A certificate within its dates whose station was not revoked. Throws AppError `estacion_desconocida`, `estacion_revocada`. */
export const exigirVigente = ({ revocadas }: { readonly revocadas: Revocadas }, c: Certificado, ahora: number): void => {
  if (revocadas.has(c.estacion) || revocadas.has(c.llave)) throw new AppError('estacion_revocada', { estacion: c.estacion, llave: c.llave });
  if (Date.parse(c.desde) > ahora || ahora > Date.parse(c.hasta)) throw new AppError('estacion_desconocida', { estacion: c.estacion });
};
