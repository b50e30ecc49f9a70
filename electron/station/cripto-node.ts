import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';

const firmarEnOtroHilo = promisify(sign);

/** DER prefix of an Ed25519 SubjectPublicKeyInfo: the raw 32 bytes follow. */
const PREFIJO_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Parsing a key costs as much as half a verification: keys are few, keep them. */
const llaves = new Map<string, KeyObject>();
const llavePublica = (base64: string): KeyObject => {
  const conocida = llaves.get(base64);
  if (conocida) return conocida;
  const llave = createPublicKey({ key: Buffer.concat([PREFIJO_SPKI, deBase64(base64)]), format: 'der', type: 'spki' });
  if (llaves.size < 1000) llaves.set(base64, llave);
  return llave;
};

/** Bytes of canonical base64. Node ignores stray characters and spare bits: two texts of one signature would then both be good. */
const deBase64 = (texto: string): Buffer => {
  const bytes = Buffer.from(texto, 'base64');
  if (bytes.toString('base64') !== texto) throw new Error('base64 is not canonical');
  return bytes;
};

const bytesDe = (mensaje: Uint8Array | string): Uint8Array => (typeof mensaje === 'string' ? Buffer.from(mensaje, 'utf8') : mensaje);

/** `Cripto` over node:crypto. A malformed key or signature is simply not valid. */
export const criptoNode: Cripto = {
  sha256: (datos) => hash('sha256', datos),
  verificar: (llave, mensaje, firma) => {
    try {
      return verify(null, bytesDe(mensaje), llavePublica(llave), deBase64(firma));
    } catch {
      return false;
    }
  },
};

/** Signs with an Ed25519 private key in PKCS#8 PEM. Throws when the text is no such key. */
export const crearFirmante = (pem: string): Firmante => {
  const privada = createPrivateKey(pem);
  if (privada.asymmetricKeyType !== 'ed25519') throw new Error(`an Ed25519 key was expected, not ${String(privada.asymmetricKeyType)}`);
  const spki = createPublicKey(privada).export({ format: 'der', type: 'spki' });
  return {
    llave: spki.subarray(PREFIJO_SPKI.length).toString('base64'),
    firmar: (mensaje) => sign(null, bytesDe(mensaje), privada).toString('base64'),
    firmarAparte: async (mensaje) => (await firmarEnOtroHilo(null, bytesDe(mensaje), privada)).toString('base64'),
  };
};

/** A new Ed25519 private key, PKCS#8 PEM. */
export const nuevaLlave = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
