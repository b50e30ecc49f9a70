import 'reflect-metadata';
import { BasicConstraintsExtension, ExtendedKeyUsageExtension, SubjectAlternativeNameExtension, X509CertificateGenerator, type JsonGeneralName } from '@peculiar/x509';
import { createHash, KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import { escribirPrivado } from '#electron/station/custodia.ts';

/** What the room's server shows to the posts: they pin this very certificate when they are paired. */
export type CertificadoRed = {
  readonly certificado: string;
  readonly llave: string;
  /** SHA-256 of the certificate (DER), hexadecimal. */
  readonly huella: string;
};

/** To both sides of now: posts believe this one certificate because it was pinned, and their clocks may be of another year. */
const VIGENCIA_MS = 40 * 365 * 86_400_000;

/** Addresses of this machine in the room's network. */
export const direccionesLocales = (): string[] =>
  Object.values(networkInterfaces()).flatMap((d) => d ?? []).filter((d) => !d.internal && d.family === 'IPv4').map((d) => d.address);

/** SHA-256 of a certificate (PEM or DER), hexadecimal. */
export const huellaDe = (certificado: string | Uint8Array): string => createHash('sha256').update(new X509Certificate(certificado).raw).digest('hex');

/** SHA-256 of a certificate's public key (SPKI, DER), hexadecimal: what outlives a renewed certificate with the same key. */
export const huellaSpki = (certificado: string): string => createHash('sha256').update(new X509Certificate(certificado).publicKey.export({ type: 'spki', format: 'der' })).digest('hex');

const hacer = async (nombre: string, ahora: number): Promise<Omit<CertificadoRed, 'huella'>> => {
  const llaves = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const nombres: JsonGeneralName[] = [
    ...['localhost', hostname(), `${hostname()}.local`].map((value): JsonGeneralName => ({ type: 'dns', value })),
    ...['127.0.0.1', ...direccionesLocales()].map((value): JsonGeneralName => ({ type: 'ip', value })),
  ];
  const certificado = await X509CertificateGenerator.createSelfSigned({
    // Commas and the like have a meaning in a distinguished name.
    name: `CN=Acopio ${nombre.replace(/[^\w .-]/g, '')}`, keys: llaves as CryptoKeyPair, notBefore: new Date(ahora - VIGENCIA_MS), notAfter: new Date(ahora + VIGENCIA_MS),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new BasicConstraintsExtension(false, undefined, true), new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']), new SubjectAlternativeNameExtension(nombres)],
  });
  return { certificado: certificado.toString('pem'), llave: KeyObject.from(llaves.privateKey).export({ type: 'pkcs8', format: 'pem' }) as string };
};

const leer = async (carpeta: string): Promise<Omit<CertificadoRed, 'huella'> | null> => {
  const archivos = ['certificado.pem', 'llave.pem'].map((a) => readFile(path.join(carpeta, a), 'utf8'));
  const leidos = await Promise.allSettled(archivos);
  const [certificado, llave] = leidos.map((r) => (r.status === 'fulfilled' ? r.value : ''));
  return certificado && llave ? { certificado, llave } : null;
};

/** The station's certificate for its room, made the first time and kept in `carpeta`: making another would unpair every post. */
export const certificadoDeRed = async (carpeta: string, nombre: string, ahora: number): Promise<CertificadoRed> => {
  let par = await leer(carpeta);
  if (par === null) {
    par = await hacer(nombre, ahora);
    await mkdir(carpeta, { recursive: true });
    await escribirPrivado(path.join(carpeta, 'llave.pem'), par.llave);
    await escribirPrivado(path.join(carpeta, 'certificado.pem'), par.certificado);
  }
  return { ...par, huella: huellaDe(par.certificado) };
};
