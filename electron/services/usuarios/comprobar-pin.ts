import { verify } from '@node-rs/argon2';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Rol } from '#shared/domain/permisos.ts';

/** Whether this is the PIN of a person of the package who has the role: for what is done where no station is open. */
export const comprobarPin = async (paquete: Paquete, quien: { readonly usuario: string; readonly pin: string }, rol: Rol): Promise<boolean> => {
  const usuario = paquete.usuarios.find((u) => u.id === quien.usuario.trim().toLowerCase());
  if (usuario?.roles.includes(rol) !== true) return false;
  return verify(usuario.pinHash, quien.pin).catch(() => false);
};
