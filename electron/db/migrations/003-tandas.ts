import type { Migracion } from '../migrate.ts';

const TANDAS = `
-- A tray of sheets that a scanner gave; projection of tanda.* events.
create table tanda (
  tanda text primary key,
  escaner text not null,
  nombre text not null,
  tipo text not null,
  terminada integer not null default 0 check (terminada in (0, 1)),
  falla text,
  -- The first sheet that must be scanned again.
  hoja_perdida integer,
  hora text not null,
  seq integer not null
) strict, without rowid;
create index tanda_de_escaner on tanda (escaner, seq);
create index tanda_abierta on tanda (seq) where terminada = 0;

-- Each sheet from the moment its bytes are on the disk; pagina is 0, or the page of a file that was taken apart.
create table hoja (
  tanda text not null references tanda (tanda),
  hoja integer not null check (hoja > 0),
  pagina integer not null check (pagina >= 0),
  -- recibida: still to be looked at.
  estado text not null check (estado in ('recibida', 'resuelta', 'separada')),
  sha256 text not null check (length(sha256) = 64),
  fuente text not null,
  origen text not null,
  digitalizacion text not null,
  actor text not null,
  puesto text not null,
  hora text not null,
  seq integer not null,
  primary key (tanda, hoja, pagina)
) strict, without rowid;
create index hoja_por_resolver on hoja (sha256, seq, pagina) where estado = 'recibida';
create index hoja_separada on hoja (sha256) where estado = 'separada';
`;

/** A column's check cannot be changed in place: the table is made again, with what was seen in each image. */
const IMAGEN = `
create table imagen_nueva (
  imagen text primary key check (length(imagen) = 64),
  estado text not null check (estado in ('recibida', 'por_revisar', 'por_identificar', 'vigente', 'alternativa', 'rechazada', 'fuera_de_catalogo')),
  acta text,
  motivo text,
  bytes integer not null check (bytes > 0),
  origen text not null,
  digitalizacion text not null,
  fuente text not null,
  tanda text,
  hoja integer,
  qr text,
  veredicto text check (veredicto in ('buena', 'dudosa', 'repetir')),
  -- Family of templates whose marks were found.
  plantilla text,
  giro integer not null default 0 check (giro in (0, 90, 180, 270)),
  hora text not null,
  seq integer not null
) strict;
insert into imagen_nueva (imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, hoja, qr, hora, seq)
  select imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, hoja, qr, hora, seq from imagen;
drop table imagen;
alter table imagen_nueva rename to imagen;
-- One image is captured at a time.
create unique index imagen_vigente on imagen (acta) where estado = 'vigente';
create index imagen_por_atender on imagen (estado, seq) where estado in ('por_revisar', 'por_identificar');
create index imagen_seq on imagen (seq);
`;

/** Not a projection: how often a sheet that a dead process left half looked at was tried again. */
const INTENTOS = `
create table examen_intento (sha256 text primary key, intentos integer not null check (intentos > 0)) strict, without rowid;
`;

/** Tandas, their sheets, and what was seen in each image. */
export const tandas: Migracion = {
  version: 3,
  nombre: 'tandas',
  up: (base) => {
    base.exec(TANDAS);
    base.exec(IMAGEN);
    base.exec(INTENTOS);
  },
};
