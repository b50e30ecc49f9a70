import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import type { Campo } from '#shared/domain/acta.ts';
import { esNumero, ILEGIBLE, NO_APLICA, SIN_DATO, type Valor } from '#shared/domain/valor.ts';

/** How one person types a number wrong: swapped digits, one too many, one off, or taken for illegible. */
const numeroMal = (valor: number, azar: Azar): Valor => {
  const texto = String(valor);
  const candidatos: Valor[] = [valor + 1, valor * 10, azar.entero(0, 999), ILEGIBLE, SIN_DATO];
  if (texto.length > 1) candidatos.push(Number(Array.from(texto).reverse().join('')), Number(texto.slice(1)));
  return azar.elegir(candidatos.filter((c) => c !== valor && (typeof c === 'string' || c <= 999_999)));
};

const mal = (valor: Valor, azar: Azar): Valor => {
  if (esNumero(valor)) return numeroMal(valor, azar);
  return azar.elegir([azar.entero(0, 400), ...(valor === ILEGIBLE ? [SIN_DATO] : [ILEGIBLE])] as Valor[]);
};

/** The values with one or two fields wrong, always different from the right ones. `semilla` decides which. */
export const conDesliz = (valores: Readonly<Record<string, Valor>>, campos: readonly Campo[], semilla: string): Record<string, Valor> => {
  const azar = crearAzar(semilla);
  const posibles = campos.filter((c) => valores[c.clave] !== NO_APLICA).map((c) => c.clave);
  const copia = { ...valores };
  const cuantos = azar.siguiente() < 0.8 ? 1 : 2;
  for (let i = 0; i < cuantos && posibles.length > 0; i++) {
    const [clave] = posibles.splice(azar.entero(0, posibles.length - 1), 1);
    if (clave !== undefined) copia[clave] = mal(copia[clave] ?? 0, azar);
  }
  return copia;
};

/** Who errs on an acta: nobody, one of the two, both in different ways, or both in the same way, which only the cotejo finds. */
export type Yerro = 'ninguno' | 'primera' | 'segunda' | 'ambas_distinto' | 'ambas_igual';

/**
 * The slips of a drill: each first capture is wrong at the rate, the second a quarter as often. When there are slips at
 * all, the first actas have one of each kind, so that a small drill meets them too.
 */
export const yerroDe = (indice: number, clave: string, tasa: number, semilla: string): Yerro => {
  if (tasa <= 0) return 'ninguno';
  const seguros: readonly Yerro[] = ['primera', 'ambas_igual', 'segunda', 'ambas_distinto'];
  const seguro = indice % 3 === 0 ? seguros[indice / 3] : undefined;
  if (seguro !== undefined) return seguro;
  const azar = crearAzar(`${semilla}:yerro:${clave}`);
  const primera = azar.siguiente() < tasa;
  const segunda = azar.siguiente() < tasa / 4;
  if (primera && segunda) return 'ambas_distinto';
  return primera ? (azar.siguiente() < 0.1 ? 'ambas_igual' : 'primera') : segunda ? 'segunda' : 'ninguno';
};
