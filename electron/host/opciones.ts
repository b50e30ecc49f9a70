import { AppError } from '#shared/errors/app-error.ts';

/** The name of a station: it goes in folders, files and labels. Throws AppError `opcion_invalida`. */
export const leerNombreEstacion = (texto: string): string => {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(texto)) throw new AppError('opcion_invalida', { opcion: '--estacion', detalle: `«${texto}» no puede ser el nombre de una estación: use letras, dígitos, puntos y guiones, como CATD01-A` });
  return texto;
};

const MAYOR_PUERTO = 65_535;

/** A TCP port of an option; 0 takes a free one. Throws AppError `opcion_invalida`. */
export const leerPuerto = (texto: string): number => {
  const n = Number(texto);
  if (!Number.isInteger(n) || n < 0 || n > MAYOR_PUERTO) throw new AppError('opcion_invalida', { opcion: '--puerto', detalle: `«${texto}» no es un puerto` });
  return n;
};
