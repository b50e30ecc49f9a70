import { readFile } from 'node:fs/promises';
import { escribirEntero } from './archivo-durable.ts';

/** Who keeps the station's private key. What its file holds is its own business; the key is PKCS#8 PEM. */
export type Custodia = {
  readonly guardar: (ruta: string, pem: string) => Promise<void>;
  /** Throws when what the file holds cannot be opened on this machine. */
  readonly leer: (ruta: string) => Promise<string>;
};

/** Writes a file that only its owner reads, whole or not at all, as `escribirEntero`. */
export const escribirPrivado = (ruta: string, texto: string): Promise<void> => escribirEntero(ruta, texto, 0o600);

/** The key as it is in a 0600 file: the Node host's, and a simulacro's where the system keeps no secrets. */
export const custodiaArchivo: Custodia = {
  guardar: escribirPrivado,
  leer: (ruta) => readFile(ruta, 'utf8'),
};
