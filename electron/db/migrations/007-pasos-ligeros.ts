import type { Migracion } from '../migrate.ts';

/**
 * Both captures of a cycle in one row: one page is written where there were two, and that nobody captures an acta twice
 * is said of the row itself.
 */
const CAPTURA = `
create table captura_nueva (
  acta text not null references acta (clave),
  ciclo integer not null check (ciclo > 0),
  -- Who captured, and the event that holds what they typed.
  persona_1 text not null,
  seq_1 integer not null references bitacora (seq),
  persona_2 text,
  seq_2 integer references bitacora (seq),
  primary key (acta, ciclo),
  -- Nobody captures the same acta twice in a cycle.
  check (persona_2 <> persona_1),
  check ((persona_2 is null) = (seq_2 is null))
) strict, without rowid;
insert into captura_nueva (acta, ciclo, persona_1, seq_1, persona_2, seq_2)
  select una.acta, una.ciclo, una.persona, una.seq, otra.persona, otra.seq
  from captura una left join captura otra on otra.acta = una.acta and otra.ciclo = una.ciclo and otra.ronda = 2
  where una.ronda = 1;
drop table captura;
alter table captura_nueva rename to captura;
`;

/**
 * The journal without an index of its ids: they are UUIDs of this station, nothing looks for one, and each step paid for
 * a page of it. Its places are unique by its key, and its order by the chain.
 */
const BITACORA = `
create table bitacora_nueva (
  seq integer primary key check (seq > 0),
  id text not null,
  tipo text not null,
  acta text,
  hora text not null,
  -- The exact characters that were hashed: the only source of truth. Everything else in this file can be rebuilt.
  texto text not null,
  hash text not null check (length(hash) = 64)
) strict;
insert into bitacora_nueva (seq, id, tipo, acta, hora, texto, hash) select seq, id, tipo, acta, hora, texto, hash from bitacora order by seq;
drop table bitacora;
alter table bitacora_nueva rename to bitacora;
`;

/** What a step writes, in fewer pages. */
export const pasosLigeros: Migracion = {
  version: 7,
  nombre: 'pasos-ligeros',
  up: (base) => {
    base.exec(CAPTURA);
    base.exec(BITACORA);
  },
};
