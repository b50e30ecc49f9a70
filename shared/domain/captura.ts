import type { Campo } from './acta.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { esValor, NO_APLICA, type Valores } from './valor.ts';

/**
 * Keys whose two captures differ, in the order of the acta. Equal means equal in every field, Ilegible and Sin dato
 * included: only then is the acta verified without a third person (domain: 8(b), «captura_2»).
 */
export const comparar = (campos: readonly Pick<Campo, 'clave'>[], a: Valores, b: Valores): string[] =>
  campos.map((campo) => campo.clave).filter((clave) => a[clave] !== b[clave]);

export type ProblemaCaptura = { readonly clave: string; readonly problema: 'falta' | 'sobra' | 'no_valido' };

/** A field of the mesas outside the sections may not be on their acta (LEEME 2024, special rows); votes and total always are. */
const admiteNoAplica = (campo: Campo): boolean => campo.grupo === 'cabecera';

/**
 * What is wrong with a capture: a field of the acta without value, a key that is not on it, a value that is none.
 * An empty list means that it can be stored. `campos` are those of `camposDe`, already without the columns that are
 * not on the ballot.
 */
export const problemasDeCaptura = (campos: readonly Campo[], valores: Readonly<Record<string, unknown>>): ProblemaCaptura[] => {
  const problemas: ProblemaCaptura[] = [];
  let halladas = 0;
  for (const campo of campos) {
    const esta = Object.hasOwn(valores, campo.clave);
    if (esta) halladas += 1;
    const valor = esta ? valores[campo.clave] : undefined;
    if (valor === undefined || valor === null) problemas.push({ clave: campo.clave, problema: 'falta' });
    else if (!esValor(valor) || (valor === NO_APLICA && !admiteNoAplica(campo))) problemas.push({ clave: campo.clave, problema: 'no_valido' });
  }
  const claves = Object.keys(valores);
  if (claves.length === halladas) return problemas;
  const conocidas = new Set(campos.map((campo) => campo.clave));
  for (const clave of claves) if (!conocidas.has(clave)) problemas.push({ clave, problema: 'sobra' });
  return problemas;
};

/** Throws AppError `captura_incompleta`, `captura_campo_extra` or `entrada_invalida` with the first problem of a capture. */
export const exigirCompleta = (campos: readonly Campo[], valores: Readonly<Record<string, unknown>>): void => {
  const [primero] = problemasDeCaptura(campos, valores);
  if (!primero) return;
  const campo = campos.find((c) => c.clave === primero.clave)?.nombre ?? primero.clave;
  if (primero.problema === 'falta') throw new AppError('captura_incompleta', { campo });
  throw new AppError(primero.problema === 'sobra' ? 'captura_campo_extra' : 'entrada_invalida', { campo });
};
