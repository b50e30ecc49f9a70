import { z } from 'zod';
import { rolSchema, type Rol } from '#shared/domain/permisos.ts';
import type { Base } from '../open-database.ts';

export type ClasePausa = 'persona' | 'puesto';
export type Pausa = { readonly clase: ClasePausa; readonly id: string; readonly motivo: string; readonly hora: string };

const rolesSchema = z.array(rolSchema);

/** Who is paused, and whose role is not the package's. */
export const crearRepositorioDireccion = (base: Base) => {
  // Asked at every command: the person's comes first, without an order that SQLite would plan each time.
  const motivo = base.prepare<[string | null, string | null], string>("select motivo from pausa where clase = 'persona' and id = ? union all select motivo from pausa where clase = 'puesto' and id = ?").pluck();
  const pausa = base.prepare<[ClasePausa, string], Pausa>('select clase, id, motivo, hora from pausa where clase = ? and id = ?');
  const pausas = base.prepare<[], Pausa>('select clase, id, motivo, hora from pausa order by hora, id');
  const roles = base.prepare<[string], string>('select roles from funcion where persona = ?').pluck();
  return {
    pausa: (clase: ClasePausa, id: string): Pausa | null => pausa.get(clase, id) ?? null,
    /** Why the person, or else the post, was told to stop; null when neither was. null for who is not asked about. */
    motivoDePausa: (persona: string | null, puesto: string | null): string | null => motivo.get(persona, puesto) ?? null,
    pausas: (): Pausa[] => pausas.all(),
    /** Roles given during the night; null: those of the package. */
    roles: (persona: string): Rol[] | null => {
      const texto = roles.get(persona);
      return texto === undefined ? null : rolesSchema.parse(JSON.parse(texto));
    },
  };
};
export type RepositorioDireccion = ReturnType<typeof crearRepositorioDireccion>;
