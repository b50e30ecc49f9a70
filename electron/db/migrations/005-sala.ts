import type { Migracion } from '../migrate.ts';

const SALA = `
-- Why a coordinator let the acta be packed without cotejo.
alter table acta add column sin_cotejo text;

-- Who, or which post, was told to stop; projection of *.pausada and *.pausado.
create table pausa (
  clase text not null check (clase in ('persona', 'puesto')),
  id text not null,
  motivo text not null,
  hora text not null,
  primary key (clase, id)
) strict, without rowid;

-- Roles that differ from those of the package, as a JSON list.
create table funcion (
  persona text primary key,
  roles text not null check (json_valid(roles))
) strict, without rowid;

-- Papers that came with nothing that says whose they are.
create table sin_identificar (
  folio text primary key,
  nota text,
  hora text not null
) strict, without rowid;
`;

/** What those who direct the room decide. */
export const sala: Migracion = { version: 5, nombre: 'sala', up: (base) => void base.exec(SALA) };
