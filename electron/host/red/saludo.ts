import { createHmac, scryptSync, timingSafeEqual } from 'node:crypto';

/**
 * How a post and a station that share only a short code, read from one screen and typed at the other, make sure that
 * nobody sits between them: each proves that it knows the code *and* which certificate it sees. A machine in the middle has
 * another certificate, so that its proofs fail; the code is stretched, so that guessing it takes longer than it lives.
 */
export type Saludo = {
  readonly codigo: string;
  /** Random of the station and of the post, base64url. */
  readonly retoEstacion: string;
  readonly retoPuesto: string;
  /** SHA-256 of the certificate of the connection, hexadecimal. */
  readonly huella: string;
};

const COSTO = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;

const sello = (s: Saludo, quien: 'puesto' | 'estacion', ...resto: readonly string[]): string => {
  const llave = scryptSync(s.codigo, `acopio-puesto-v1 ${s.retoEstacion} ${s.retoPuesto}`, 32, COSTO);
  return createHmac('sha256', llave).update(JSON.stringify([quien, s.huella, ...resto])).digest('base64url');
};

/** What the post sends to show that it knows the code. */
export const pruebaDePuesto = (s: Saludo, nombre: string): string => sello(s, 'puesto', nombre);
/** What the station answers to show that it did too, and that the token is its own. */
export const pruebaDeEstacion = (s: Saludo, token: string): string => sello(s, 'estacion', token);

/** Compares two proofs in constant time. */
export const iguales = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};
