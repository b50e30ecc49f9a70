import type { Campo } from '#shared/domain/acta.ts';
import { NO_REGISTRADAS, NULOS } from '#shared/domain/eleccion.ts';

const letras = (texto: string): string => texto.toLocaleUpperCase('es-MX').replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * How a field is called on a screen: the letters of its emblem, which the eye looks for on the paper (`PAD`,
 * `PAD PRS LUZ`), and its name. No letters where the name already is them, or where the paper shows no emblem.
 */
export const rotuloCampo = ({ clave, grupo, nombre }: Campo): { readonly siglas: string | null; readonly nombre: string } => {
  const sinEmblema = grupo !== 'votos' || clave === NO_REGISTRADAS || clave === NULOS;
  return { siglas: sinEmblema || letras(clave) === letras(nombre) ? null : clave.replaceAll('_', ' '), nombre };
};
