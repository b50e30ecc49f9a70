import { join } from 'node:path';

/** Where each thing lies in a workspace: one folder per station, election and mode. */
export const carpetaTrabajo = (carpeta: string) => ({
  carpeta,
  base: join(carpeta, 'acopio.db'),
  cerrojo: join(carpeta, 'en-uso.db'),
  imagenes: join(carpeta, 'imagenes'),
  /** Inputs that could not be used, kept. */
  rechazos: join(carpeta, 'rechazos'),
  /** Zeros, deleted when the disk is full. */
  reserva: join(carpeta, 'reserva'),
  respaldos: join(carpeta, 'respaldos'),
  /** Acuses that came back by USB and are not in the journal yet. */
  acuses: join(carpeta, 'acuses'),
  /** What other stations sent by USB, on its way to the central. */
  ajenos: join(carpeta, 'ajenos'),
  registro: join(carpeta, 'registro'),
  /** Private key of the station, PKCS#8 PEM, mode 0600. It never leaves the machine. */
  llave: join(carpeta, 'llave.pem'),
  /** The OPL's signed word that the key is this station's. */
  certificado: join(carpeta, 'certificado.json'),
  /** The election package exactly as it was imported. */
  paquete: join(carpeta, 'paquete.json'),
  /** The OPL's public key that this station trusts, raw, base64. */
  llaveOpl: join(carpeta, 'opl.pub'),
});
export type CarpetaTrabajo = ReturnType<typeof carpetaTrabajo>;

/** Where the bytes of an image lie: `imagenes/ab/cd/<sha256>`. */
export const rutaDeImagen = (imagenes: string, imagen: string): string => join(imagenes, imagen.slice(0, 2), imagen.slice(2, 4), imagen);
