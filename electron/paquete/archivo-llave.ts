import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { crearFirmante } from '#electron/station/cripto-node.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Firmante } from '#shared/sync/cripto.ts';

/** The text of a file that a person named. Throws AppError `archivo_no_encontrado`, or what the system says of one that is there. */
export const leerTexto = (ruta: string): Promise<string> => readFile(ruta, 'utf8').catch((error: unknown) => {
  const falla = error as NodeJS.ErrnoException;
  // What fails once it is open, as a folder does, names no path.
  throw falla.code === 'ENOENT' ? new AppError('archivo_no_encontrado', { archivo: ruta }) : Object.assign(falla, { path: ruta });
});

/** A private key in PEM, as something that signs. Throws AppError `opcion_invalida` when it is none, or of another kind than Ed25519. */
export const leerFirmante = async (ruta: string, opcion = '--llave'): Promise<Firmante> => {
  const pem = await leerTexto(ruta);
  try {
    return crearFirmante(pem);
  } catch {
    throw new AppError('opcion_invalida', { opcion, detalle: `${ruta} no es una llave privada Ed25519 en PEM` });
  }
};

/** 32 bytes in base64. */
const LLAVE = /^[A-Za-z0-9+/]{43}=$/;
const enBase64 = (texto: string): string => {
  if (!texto.startsWith('-----')) return texto;
  try {
    const llave = createPublicKey(texto);
    return llave.asymmetricKeyType === 'ed25519' ? llave.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64') : '';
  } catch {
    return '';
  }
};

/** Raw Ed25519 public key (base64) in a file: PEM (public, or private), or the base64 alone. Throws AppError. */
export const leerLlavePublica = async (ruta: string, opcion = '--llave-opl'): Promise<string> => {
  const llave = enBase64((await leerTexto(ruta)).trim());
  if (!LLAVE.test(llave)) throw new AppError('opcion_invalida', { opcion, detalle: `${ruta} no es una llave pública Ed25519` });
  return llave;
};
