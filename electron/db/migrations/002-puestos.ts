import type { Migracion } from '../migrate.ts';

const PUESTOS = `
-- Posts of the room that were paired with this station; projection of puesto.* events.
create table puesto (
  id text primary key,
  nombre text not null,
  -- SHA-256 of the post's secret, which only the post keeps.
  huella text not null unique,
  hora text not null,
  revocado integer not null default 0 check (revocado in (0, 1))
) strict, without rowid;
`;

/** The posts of the room. */
export const puestos: Migracion = { version: 2, nombre: 'puestos', up: (base) => void base.exec(PUESTOS) };
