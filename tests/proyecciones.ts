import Database from 'better-sqlite3';
import { join } from 'node:path';
import { reconstruir } from '#electron/db/reconstruir.ts';
import type { TABLAS_PROYECTADAS } from '#electron/db/proyecciones.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { verificarCadena } from '#electron/services/bitacora/verificar.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import type { Paquete } from '#shared/domain/paquete.ts';

export type Proyecciones = Readonly<Record<string, unknown[]>>;

const CONSULTAS = {
  captura: 'select * from captura', sin_acta: 'select * from sin_acta', acta: 'select * from acta', imagen: 'select * from imagen', rechazo: 'select * from rechazo', intento: 'select * from intento', puesto: 'select * from puesto', hoja: 'select * from hoja', tanda: 'select * from tanda', lectura: 'select * from lectura',
  pausa: 'select * from pausa', funcion: 'select * from funcion', sin_identificar: 'select * from sin_identificar',
} as const satisfies Record<(typeof TABLAS_PROYECTADAS)[number], string>;

const filasDe = (base: Database.Database): Proyecciones =>
  Object.fromEntries(Object.entries(CONSULTAS).map(([tabla, sql]) => [tabla, base.prepare(sql).raw().all().map((fila) => JSON.stringify(fila)).sort()]));

/** The projections of a closed station's workspace as they are, and as its journal makes them again. Checks the chain on the way. */
export const proyeccionesYReconstruccion = (carpeta: string, paquete: Paquete): { eventos: number; antes: Proyecciones; despues: Proyecciones } => {
  const base = new Database(join(carpeta, 'acopio.db'));
  try {
    base.pragma('foreign_keys = ON');
    const eventos = verificarCadena(criptoNode, crearRepositorioBitacora(base).todas());
    const antes = filasDe(base);
    const elecciones = new Map(paquete.actas.map((a) => [a.clave, a.eleccion]));
    reconstruir(base, (acta) => elecciones.get(acta) ?? null);
    return { eventos, antes, despues: filasDe(base) };
  } finally {
    base.close();
  }
};
