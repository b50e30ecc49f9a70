/** From these shares on, how sure the reader is of what it read; below the last, it is not told. */
const GRADOS = [
  { desde: 0.98, grado: 'muy_alta' },
  { desde: 0.9, grado: 'alta' },
  { desde: 0, grado: 'media' },
] as const;
export type Grado = (typeof GRADOS)[number]['grado'];

/** How sure the reader is, 0 to 1, in one of three words: the figure would say more than anybody knows. */
export const gradoDe = (confianza: number): Grado => GRADOS.find((g) => confianza >= g.desde)?.grado ?? 'media';
