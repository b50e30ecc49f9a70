import { randomInt } from 'node:crypto';
import type { Reloj } from '#electron/station/puertos.ts';

/** Crockford's base 32: no I, L, O, U, to be read aloud across a room. */
const LETRAS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LARGO = 8;
/** Long enough to walk to the post and type it. */
const VIDA_MS = 5 * 60_000;
const INTENTOS = 5;

type Abierto = { readonly codigo: string; readonly vence: number; fallas: number };

/** The one code that pairs a post now: it serves once, for five minutes, and dies after five wrong tries. */
export const crearCodigoAbierto = (reloj: Reloj) => {
  let abierto: Abierto | null = null;
  const vigente = (): Abierto | null => {
    // A clock set back must not keep it open for an hour.
    if (abierto !== null && (reloj.ahora() > abierto.vence || reloj.ahora() < abierto.vence - VIDA_MS)) abierto = null;
    return abierto;
  };
  return {
    /** A new code; the one before is good no more. `vence` in ms since 1970. */
    abrir: (): { readonly codigo: string; readonly vence: number } => {
      const codigo = Array.from({ length: LARGO }, () => LETRAS.charAt(randomInt(LETRAS.length))).join('');
      abierto = { codigo, vence: reloj.ahora() + VIDA_MS, fallas: 0 };
      return abierto;
    },
    /** Whether `acepta` takes the open code. True spends it, false counts as a wrong try. */
    probar: (acepta: (codigo: string) => boolean): boolean => {
      const actual = vigente();
      if (actual === null) return false;
      const correcto = acepta(actual.codigo);
      if (!correcto) actual.fallas += 1;
      if (correcto || actual.fallas >= INTENTOS) abierto = null;
      return correcto;
    },
  };
};
