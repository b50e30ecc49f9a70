import type { Migracion } from '../migrate.ts';

const BITACORA = `
create table bitacora (
  seq integer primary key check (seq > 0),
  id text not null unique,
  tipo text not null,
  acta text,
  hora text not null,
  -- The exact characters that were hashed: the only source of truth. Everything else in this file can be rebuilt.
  texto text not null,
  hash text not null check (length(hash) = 64)
) strict;

create table metadatos (clave text primary key, valor text not null) strict, without rowid;
`;

const PROYECCIONES = `
create table acta (
  clave text primary key,
  eleccion text not null,
  estado text not null check (estado in ('acopiada', 'digitalizada', 'redigitalizar', 'en_captura', 'discrepancia',
    'verificada', 'sin_acta', 'fuera_de_catalogo', 'cotejada', 'empaquetada')),
  ciclo integer not null default 0 check (ciclo >= 0),
  imagen text references imagen (imagen),
  -- Who made the first capture of this cycle: the second one is not given to the same person.
  capturista text,
  hora_acopio text,
  seq_acopio integer,
  mecanismo text,
  tipo_documento text,
  catd_receptor text,
  -- The event that holds what was last verified; a correction under way does not erase it (what was published stays until replaced).
  seq_verificacion integer references bitacora (seq),
  contabilizada integer check (contabilizada in (0, 1, 2)),
  motivo_sin_acta text,
  -- Who asked to correct it after it was verified: somebody else must accept the correction.
  correccion_por text,
  cotejo integer check (cotejo in (1, 2)),
  caja text,
  -- Event that last moved it: work is handed out oldest first.
  seq integer not null,
  hora text not null,
  check (estado not in ('digitalizada', 'en_captura', 'discrepancia', 'verificada', 'cotejada') or imagen is not null)
) strict;
-- Queues of work: captura.siguiente, verificacion.siguiente, cotejo.siguiente.
create index acta_por_trabajar on acta (estado, seq, capturista) where estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada');

create table imagen (
  imagen text primary key check (length(imagen) = 64),
  estado text not null check (estado in ('recibida', 'por_identificar', 'vigente', 'alternativa', 'rechazada', 'fuera_de_catalogo')),
  acta text,
  motivo text,
  bytes integer not null check (bytes > 0),
  origen text not null,
  digitalizacion text not null,
  fuente text not null,
  hoja integer,
  qr text,
  hora text not null,
  seq integer not null
) strict;
-- One image is captured at a time.
create unique index imagen_vigente on imagen (acta) where estado = 'vigente';
create index imagen_por_identificar on imagen (seq) where estado = 'por_identificar';
create index imagen_seq on imagen (seq);

create table captura (
  acta text not null references acta (clave),
  ciclo integer not null check (ciclo > 0),
  ronda integer not null check (ronda in (1, 2)),
  persona text not null,
  -- The event that holds what the person typed.
  seq integer not null references bitacora (seq),
  primary key (acta, ciclo, ronda),
  -- Nobody captures the same acta twice in a cycle.
  unique (acta, ciclo, persona)
) strict, without rowid;

create table sin_acta (
  acta text primary key,
  motivo text not null,
  solicita text not null,
  hora text not null
) strict, without rowid;

create table rechazo (
  seq integer primary key,
  codigo text not null,
  detalle text not null,
  archivo text,
  sha256 text,
  hora text not null
) strict;

create table intento (
  usuario text primary key,
  fallas integer not null check (fallas > 0),
  hora text not null
) strict, without rowid;
`;

/** Not projections: what the transmission knows of the central. */
const TRANSMISION = `
create table envio_lote (
  desde integer primary key check (desde > 0),
  hasta integer not null check (hasta >= desde),
  lote_sha text not null,
  estado text not null check (estado in ('acusado', 'rechazado')),
  acuse text,
  -- Why it was refused: said once in the journal for each reason.
  codigo text,
  hora text not null
) strict;

create table envio_imagen (
  imagen text primary key,
  estado text not null,
  bytes integer not null,
  hora text not null
) strict, without rowid;
`;

/** Journal, its projections and the state of transmission. */
export const inicial: Migracion = {
  version: 1,
  nombre: 'inicial',
  up: (base) => {
    base.exec(BITACORA);
    base.exec(PROYECCIONES);
    base.exec(TRANSMISION);
  },
};
