import type { Base } from '../open-database.ts';

export type Intento = { readonly fallas: number; readonly hora: string };

/** Failed sign-ins since the last good one. */
export const crearRepositorioUsuarios = (base: Base) => {
  const intento = base.prepare<[string], Intento>('select fallas, hora from intento where usuario = ?');
  return { intentos: (usuario: string): Intento | null => intento.get(usuario) ?? null };
};
export type RepositorioUsuarios = ReturnType<typeof crearRepositorioUsuarios>;
