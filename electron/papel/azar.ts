/** Seeded randomness: the same seed always gives the same paper. Not for secrets. */
export type Azar = {
  /** In [0, 1). */
  siguiente(): number;
  /** Whole number in [desde, hasta]. */
  entero(desde: number, hasta: number): number;
  /** Real number in [desde, hasta). */
  entre(desde: number, hasta: number): number;
  elegir<T>(lista: readonly T[]): T;
};

/** FNV-1a, 32 bits: a number from any text. */
const semillaDeTexto = (texto: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < texto.length; i++) h = Math.imul(h ^ texto.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** A generator (mulberry32) from a number or any text, such as `${semilla}:${claveActa}`. */
export const crearAzar = (semilla: number | string): Azar => {
  let estado = typeof semilla === 'number' ? semilla >>> 0 : semillaDeTexto(semilla);
  const siguiente = (): number => {
    estado = (estado + 0x6d2b79f5) >>> 0;
    let t = estado;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const entre = (desde: number, hasta: number): number => desde + siguiente() * (hasta - desde);
  return {
    siguiente,
    entre,
    entero: (desde, hasta) => Math.floor(entre(desde, hasta + 1)),
    elegir: <T>(lista: readonly T[]): T => {
      const elegido = lista[Math.floor(siguiente() * lista.length)];
      if (elegido === undefined) throw new RangeError('elegir: empty list');
      return elegido;
    },
  };
};
