import { abrirPaquete, type PaqueteAbierto } from '#electron/services/eleccion/abrir-paquete.ts';
import { leerTexto } from './archivo-llave.ts';

/** Opens a package file. Without a key it trusts the one inside: for drills. Throws AppError. */
export const leerPaquete = async (ruta: string, llaveOpl: string | null): Promise<PaqueteAbierto & { readonly texto: string }> => {
  const texto = await leerTexto(ruta);
  return { ...abrirPaquete(texto, llaveOpl), texto };
};
