import type { Transaction } from 'kysely';
import type { Herencias } from '#central/consolidacion/elegir-hito.ts';
import type { BaseCentral } from './base-central.ts';
import { conReintento } from './con-reintento.ts';
import type { EsquemaCentral } from './esquema.ts';
import { leerHerencias } from './transaccion-consolidacion.ts';
import type { TramoDeEpoca } from './transaccion-ingesta.ts';

/** What the proof of the database reads of it, and how what hangs from the lotes is made again. */
const enTransaccion = (db: Transaction<EsquemaCentral>) => ({
  epocas: (): Promise<EsquemaCentral['epoca'][]> => db.selectFrom('epoca').selectAll().orderBy('epoca').execute(),
  estaciones: (): Promise<EsquemaCentral['estacion'][]> => db.selectFrom('estacion').selectAll().orderBy('estacion').execute(),
  /** Epocas that lotes name, whether they have a row or not. */
  epocasConLotes: async (): Promise<string[]> => (await db.selectFrom('lote').select('epoca').distinct().orderBy('epoca').execute()).map((f) => f.epoca),
  lotesDe: (epoca: string): Promise<EsquemaCentral['lote'][]> => db.selectFrom('lote').selectAll().where('epoca', '=', epoca).orderBy('desde').orderBy('sha').execute(),
  tramos: (): Promise<TramoDeEpoca[]> => db.selectFrom('tramo').select(['epoca', 'desde', 'hasta', 'cabeza']).orderBy('epoca').orderBy('desde').execute(),
  hitos: (): Promise<EsquemaCentral['hito'][]> => db.selectFrom('hito').selectAll().execute(),
  imagenes: async (): Promise<Set<string>> => new Set((await db.selectFrom('imagen').select('imagen').execute()).map((f) => f.imagen)),
  enEspera: (): Promise<Pick<EsquemaCentral['por_consolidar'], 'sha' | 'epoca' | 'desde'>[]> => db.selectFrom('por_consolidar').select(['sha', 'epoca', 'desde']).execute(),
  herencias: (): Promise<Herencias> => leerHerencias(db),
  /** Keeps these ranges instead of those that are held, forgets the milestones, and leaves every lote to be consolidated again; an alarm says so. */
  rehacer: async (tramos: readonly TramoDeEpoca[], alarma: EsquemaCentral['alarma']): Promise<void> => {
    for (const tabla of ['tramo', 'hito', 'por_consolidar'] as const) await db.deleteFrom(tabla).execute();
    for (const t of tramos) await db.insertInto('tramo').values(t).execute();
    // Any that cannot be consolidated counts as not published, whatever it brings.
    await db.insertInto('por_consolidar').columns(['sha', 'epoca', 'desde', 'recibido', 'actas'])
      .expression((eb) => eb.selectFrom('lote').select((e) => ['sha', 'epoca', 'desde', 'recibido', e.lit(1).as('actas')])).execute();
    await db.insertInto('alarma').values(alarma).onConflict((c) => c.column('clave').doNothing()).execute();
  },
});
export type TxPrueba = ReturnType<typeof enTransaccion>;

/** Everything inside one `transaccion` is of one moment: another process may be writing, a USB that is brought in beside the central. */
export const crearRepositorioPrueba = (db: BaseCentral) => ({
  transaccion: <T>(hacer: (tx: TxPrueba) => Promise<T>): Promise<T> => conReintento(() => db.transaction().setIsolationLevel('repeatable read').execute((tx) => hacer(enTransaccion(tx)))),
});
export type RepositorioPrueba = ReturnType<typeof crearRepositorioPrueba>;
