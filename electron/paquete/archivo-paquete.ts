import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { abrirPaquete, type PaqueteAbierto } from '#electron/services/eleccion/abrir-paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';

const leerTexto = (ruta: string): Promise<string> => readFile(ruta, 'utf8').catch(() => {
  throw new AppError('archivo_no_encontrado', { archivo: ruta });
});

/** Raw Ed25519 public key (base64) in a file: PEM (public, or private), or the base64 alone. Throws AppError. */
export const leerLlavePublica = async (ruta: string): Promise<string> => {
  const texto = (await leerTexto(ruta)).trim();
  if (!texto.startsWith('-----')) return texto;
  try {
    return createPublicKey(texto).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  } catch {
    throw new AppError('opcion_invalida', { opcion: '--llave-opl', detalle: `${ruta} no es una llave` });
  }
};

/** Opens a package file. Without a key it trusts the one inside: for drills. Throws AppError. */
export const leerPaquete = async (ruta: string, llaveOpl: string | null): Promise<PaqueteAbierto & { readonly texto: string }> => {
  const texto = await leerTexto(ruta);
  return { ...abrirPaquete(texto, llaveOpl), texto };
};
