import type { Migracion } from '../migrate.ts';

const BORRADORES = `
-- Not a projection: what people typed and did not save yet. It never leaves the station, and goes when it is saved or
-- its acta is withdrawn (proyecciones-borradores.ts). A person has one round in a cycle: naming it here would lose the
-- draft, and so tell that somebody else captured, when the round changes under who is typing.
create table borrador (
  tarea text not null check (tarea in ('captura', 'verificacion')),
  acta text not null,
  ciclo integer not null check (ciclo > 0),
  persona text not null,
  escrito text not null,
  primary key (tarea, acta, ciclo, persona)
) strict, without rowid;
create index borrador_de_persona on borrador (persona, tarea);
create index borrador_de_acta on borrador (acta);
`;

/** Drafts. */
export const borradores: Migracion = { version: 6, nombre: 'borradores', up: (base) => void base.exec(BORRADORES) };
