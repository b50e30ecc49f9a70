import type { BaseCentral } from './base-central.ts';
import { conReintento } from './con-reintento.ts';
import { crearTransaccionConsolidacion, type EnEspera, type TxConsolidacion } from './transaccion-consolidacion.ts';

/** What the consolidation reads and writes. Everything inside one `transaccion` is committed together or not at all. */
export const crearRepositorioConsolidacion = (db: BaseCentral) => {
  const enTransaccion = crearTransaccionConsolidacion(db);
  return {
    transaccion: <T>(hacer: (tx: TxConsolidacion) => Promise<T>): Promise<T> => conReintento(() => db.transaction().execute((tx) => hacer(enTransaccion(tx)))),
    /** So many of the lotes that wait, those that came first before; without `apartados`. */
    enEspera: async (cuantos: number, apartados: ReadonlySet<string>): Promise<EnEspera[]> => {
      const filas = await db.selectFrom('por_consolidar').select(['sha', 'epoca', 'desde', 'recibido']).orderBy('recibido').orderBy('sha').limit(cuantos + apartados.size).execute();
      return filas.filter((f) => !apartados.has(f.sha)).slice(0, cuantos);
    },
    cuerpoDe: async ({ sha, epoca, desde }: EnEspera): Promise<Uint8Array> =>
      (await db.selectFrom('lote').select('cuerpo').where('epoca', '=', epoca).where('desde', '=', desde).where('sha', '=', sha).executeTakeFirstOrThrow()).cuerpo,
  };
};
export type RepositorioConsolidacion = ReturnType<typeof crearRepositorioConsolidacion>;
