import { eventoSchema } from '#shared/domain/evento.ts';
import type { Base } from './open-database.ts';
import { crearProyecciones, TABLAS_PROYECTADAS } from './proyecciones.ts';
import { crearRepositorioBitacora } from './repositories/bitacora-repository.ts';

/** Entries read at a time while rebuilding: the connection cannot write while it walks a result. */
const TRAMO = 500;

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
