/** Upper case, without accents and outer spaces: how names and leyendas are compared, since issuers write them in many ways. */
export const plano = (texto: string): string => texto.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase();

/** Zeros to the left when the text is all digits; other text (`-`, `N/A`, partial keys) stays as it is. */
export const conCeros = (texto: string, digitos: number): string =>
  /^\d+$/.test(texto) ? texto.replace(/^0+(?=\d)/, '').padStart(digitos, '0') : texto;

/**
 * A copy of a text that outlives the row it comes from: a text cut from a chunk of the file keeps the whole chunk in
 * memory as long as it lives.
 */
export const copiar = (texto: string): string => ` ${texto}`.slice(1);
