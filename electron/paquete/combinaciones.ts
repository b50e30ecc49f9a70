/**
 * Every combination of two or more parties of a coalition, the largest first and each size in the order of the acta:
 * 1 for two parties, 4 for three, 11 for four (domain: 2.4).
 */
export const combinaciones = (partidos: readonly string[]): string[][] => {
  const todas: string[][] = [];
  for (let mascara = 1; mascara < 2 ** partidos.length; mascara++) {
    const elegidos = partidos.filter((_, i) => mascara & (1 << i));
    if (elegidos.length > 1) todas.push(elegidos);
  }
  const orden = (c: readonly string[]): string => c.map((p) => String.fromCharCode(65 + partidos.indexOf(p))).join('');
  return todas.sort((a, b) => b.length - a.length || (orden(a) < orden(b) ? -1 : 1));
};
