import 'reflect-metadata';
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const DIA_MS = 86_400_000;

/** A certificate that a device makes for itself, its key, and its SHA-256, hexadecimal. */
export const certificadoDePrueba = async (): Promise<{ key: string; cert: string; huella: string }> => {
  const algoritmo = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const llaves = await webcrypto.subtle.generateKey(algoritmo, true, ['sign', 'verify']);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=escaner', keys: llaves as CryptoKeyPair, signingAlgorithm: algoritmo, notBefore: new Date(Date.now() - 2 * DIA_MS), notAfter: new Date(Date.now() + DIA_MS),
  }, webcrypto as Crypto);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', llaves.privateKey));
  const pem = cert.toString('pem');
  return {
    cert: pem, key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n`,
    huella: createHash('sha256').update(new X509Certificate(pem).raw).digest('hex'),
  };
};
