import Database from 'better-sqlite3';
import { join } from 'node:path';
import { filasProyectadas, reconstruir, type Proyecciones } from '#electron/db/reconstruir.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { verificarCadena } from '#electron/services/bitacora/verificar.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import type { Paquete } from '#shared/domain/paquete.ts';

/** The projections of a closed station's workspace as they are, and as its journal makes them again. Checks the chain on the way. */
export const proyeccionesYReconstruccion = (carpeta: string, paquete: Paquete): { eventos: number; antes: Proyecciones; despues: Proyecciones } => {
  const base = new Database(join(carpeta, 'acopio.db'));
  try {
    base.pragma('foreign_keys = ON');
    const eventos = verificarCadena(criptoNode, crearRepositorioBitacora(base).todas());
    const antes = filasProyectadas(base);
    const elecciones = new Map(paquete.actas.map((a) => [a.clave, a.eleccion]));
    reconstruir(base, (acta) => elecciones.get(acta) ?? null);
    return { eventos, antes, despues: filasProyectadas(base) };
  } finally {
    base.close();
  }
};
