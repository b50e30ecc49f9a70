import { eventoSchema } from '#shared/domain/evento.ts';
import type { Base } from './open-database.ts';
import { crearProyecciones, TABLAS_PROYECTADAS } from './proyecciones.ts';
import { crearRepositorioBitacora } from './repositories/bitacora-repository.ts';

/** Entries read at a time while rebuilding: the connection cannot write while it walks a result. */
const TRAMO = 500;

export type Proyecciones = Readonly<Record<string, readonly string[]>>;

const CONSULTAS = {
  captura: 'select * from captura', sin_acta: 'select * from sin_acta', acta: 'select * from acta', imagen: 'select * from imagen', rechazo: 'select * from rechazo', intento: 'select * from intento', puesto: 'select * from puesto', hoja: 'select * from hoja', tanda: 'select * from tanda', lectura: 'select * from lectura',
  pausa: 'select * from pausa', funcion: 'select * from funcion', sin_identificar: 'select * from sin_identificar',
} as const satisfies Record<(typeof TABLAS_PROYECTADAS)[number], string>;

/** Every row of the projections as text, in an order of its own. */
export const filasProyectadas = (base: Base): Proyecciones =>
  Object.fromEntries(Object.entries(CONSULTAS).map(([tabla, sql]) => [tabla, base.prepare(sql).raw().all().map((fila) => JSON.stringify(fila)).sort()]));

/**
 * Throws away every projection and makes them again from the journal, in one transaction. The journal is not touched.
 * `eleccionDe` is the catalogue's answer for an acta, null when it is not in it.
 */
export const reconstruir = (base: Base, eleccionDe: (acta: string) => string | null): void => {
  const bitacora = crearRepositorioBitacora(base);
  base.transaction(() => {
    for (const tabla of TABLAS_PROYECTADAS) base.exec(`delete from ${tabla}`);
    const proyectar = crearProyecciones(base, eleccionDe);
    for (let desde = 1; ; desde += TRAMO) {
      const tramo = bitacora.leer(desde, TRAMO);
      for (const asiento of tramo) proyectar(eventoSchema.parse(JSON.parse(asiento.texto)));
      if (tramo.length < TRAMO) return;
    }
  }).immediate();
};

/**
 * Holds the projections against what the journal makes: a byte that the disk changed inside a row is seen by nothing
 * else. Those that differ stay as they were made again; gives their tables. When none does, nothing is written.
 */
export const repararProyecciones = (base: Base, eleccionDe: (acta: string) => string | null): readonly string[] => {
  base.exec('begin immediate');
  try {
    const antes = filasProyectadas(base);
    reconstruir(base, eleccionDe);
    const despues = filasProyectadas(base);
    const distintas = TABLAS_PROYECTADAS.filter((tabla) => JSON.stringify(antes[tabla]) !== JSON.stringify(despues[tabla]));
    base.exec(distintas.length === 0 ? 'rollback' : 'commit');
    return distintas;
  } finally {
    if (base.inTransaction) base.exec('rollback');
  }
};
