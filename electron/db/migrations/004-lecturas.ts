import type { Migracion } from '../migrate.ts';

const LECTURAS = `
-- Images whose digits the reader has read; projection of lectura.registrada, which holds what it read.
create table lectura (
  imagen text primary key,
  seq integer not null references bitacora (seq)
) strict, without rowid;
-- What there is to read: images of an acta on which the marks of the form were found.
create index imagen_por_leer on imagen (seq) where estado = 'vigente' and plantilla is not null;
`;

/** The lectura automática. */
export const lecturas: Migracion = { version: 4, nombre: 'lecturas', up: (base) => void base.exec(LECTURAS) };
