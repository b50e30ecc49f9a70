import { AppError } from '#shared/errors/app-error.ts';

const MAYOR_PUERTO = 65_535;

/** A TCP port of an option; 0 takes a free one. Throws AppError `opcion_invalida`. */
export const leerPuerto = (texto: string): number => {
  const n = Number(texto);
  if (!Number.isInteger(n) || n < 0 || n > MAYOR_PUERTO) throw new AppError('opcion_invalida', { opcion: '--puerto', detalle: `«${texto}» no es un puerto` });
  return n;
};
