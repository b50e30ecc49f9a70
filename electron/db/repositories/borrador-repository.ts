import type { Borrador } from '#shared/api/contrato-estacion.ts';
import type { Base } from '../open-database.ts';

/** Whose draft, and of which cycle of which acta. */
export type DuenoBorrador = { readonly tarea: 'captura' | 'verificacion'; readonly acta: string; readonly ciclo: number; readonly persona: string };

/**
 * What people have typed and not yet saved. A side table and no event: the journal leaves the station, and a figure that
 * its person has not confirmed must not. Each read names the person: a draft is nobody else's.
 */
export const crearRepositorioBorradores = (base: Base) => {
  const guardar = base.prepare<[string, string, number, string, string]>(
    `insert into borrador (tarea, acta, ciclo, persona, escrito) values (?, ?, ?, ?, ?)
     on conflict (tarea, acta, ciclo, persona) do update set escrito = excluded.escrito`,
  );
  const leer = base.prepare<[string, string, number, string], string>('select escrito from borrador where tarea = ? and acta = ? and ciclo = ? and persona = ?').pluck();
  const borrar = base.prepare<[string, string, number, string]>('delete from borrador where tarea = ? and acta = ? and ciclo = ? and persona = ?');
  const actas = base.prepare<[string, string], string>('select acta from borrador where persona = ? and tarea = ?').pluck();
  return {
    guardar: ({ tarea, acta, ciclo, persona }: DuenoBorrador, borrador: Borrador): void => void guardar.run(tarea, acta, ciclo, persona, JSON.stringify(borrador)),
    leer: ({ tarea, acta, ciclo, persona }: DuenoBorrador): Borrador | null => {
      const escrito = leer.get(tarea, acta, ciclo, persona);
      return escrito === undefined ? null : (JSON.parse(escrito) as Borrador);
    },
    borrar: ({ tarea, acta, ciclo, persona }: DuenoBorrador): void => void borrar.run(tarea, acta, ciclo, persona),
    /** Actas that the person left half done. Sorted here: at each call SQLite would plan anew how to (captura-repository.ts). */
    actasDe: (tarea: DuenoBorrador['tarea'], persona: string): string[] => actas.all(persona, tarea).sort(),
  };
};
export type RepositorioBorradores = ReturnType<typeof crearRepositorioBorradores>;
