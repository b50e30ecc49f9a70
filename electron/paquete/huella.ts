import { createHash } from 'node:crypto';

/**
 * Fingerprint of a raw Ed25519 public key (base64), to be read aloud and compared by two people: the first 128 bits of
 * its SHA-256, in groups of four.
 */
export const huellaDeLlave = (llave: string): string =>
  createHash('sha256').update(Buffer.from(llave, 'base64')).digest('hex').slice(0, 32).toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');
