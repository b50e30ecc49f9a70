import type { Cripto } from '#shared/sync/cripto.ts';

/** Certificates of a whole state, several times over; an entry is under a kilobyte. */
const MAXIMO = 4_000;

/**
 * The same cryptography, but a text that `llave` was once seen to have signed is not proved again: each lote brings the
 * certificate of its station.
 */
export const recordarFirmas = (cripto: Cripto, llave: string): Cripto => {
  const buenas = new Set<string>();
  return {
    ...cripto,
    verificar: (deQuien, mensaje, firma) => {
      if (deQuien !== llave || typeof mensaje !== 'string') return cripto.verificar(deQuien, mensaje, firma);
      const clave = `${firma} ${mensaje}`;
      if (buenas.has(clave)) return true;
      if (!cripto.verificar(deQuien, mensaje, firma)) return false;
      if (buenas.size === MAXIMO) buenas.clear();
      buenas.add(clave);
      return true;
    },
  };
};
