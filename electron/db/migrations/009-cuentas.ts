import type { Migracion } from '../migrate.ts';

const CUENTAS = `
-- How a sheet ended: its own image, the same bytes as an earlier one, or refused. Null while it waits, and when it was taken apart.
alter table hoja add column desenlace text check (desenlace in ('imagen', 'repetida', 'rechazada'));
create index hoja_repetida on hoja (seq) where desenlace = 'repetida';
-- Whether somebody attended to a tanda that stopped half way.
alter table tanda add column atendida integer not null default 0 check (atendida in (0, 1));
create index tanda_detenida on tanda (seq) where falla is not null and atendida = 0;
-- The sheet that a refused input was.
alter table rechazo add column tanda text;
alter table rechazo add column hoja integer;
`;

/** What became of every sheet of a tanda, for its account. */
export const cuentas: Migracion = { version: 9, nombre: 'cuentas', up: (base) => void base.exec(CUENTAS) };
