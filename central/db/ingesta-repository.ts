import type { BaseCentral } from './base-central.ts';
import { conReintento } from './con-reintento.ts';
import type { EsquemaCentral } from './esquema.ts';
import { crearTransaccionIngesta, type TxIngesta } from './transaccion-ingesta.ts';

type Fila<T extends keyof EsquemaCentral> = EsquemaCentral[T];

/** What the intake reads and writes. Everything inside one `transaccion` is committed together or not at all. */
export const crearRepositorioIngesta = (db: BaseCentral) => {
  const enTransaccion = crearTransaccionIngesta(db);
  return {
    transaccion: <T>(hacer: (tx: TxIngesta) => Promise<T>): Promise<T> => conReintento(() => db.transaction().execute((tx) => hacer(enTransaccion(tx)))),

    alarma: async (alarma: Fila<'alarma'>): Promise<void> => {
      await db.insertInto('alarma').values(alarma).onConflict((c) => c.column('clave').doNothing()).execute();
    },
    alarmas: (): Promise<Fila<'alarma'>[]> => db.selectFrom('alarma').selectAll().orderBy('hora').orderBy('clave').execute(),

    /** Keeps one refusal; the same bytes again only count. */
    rechazo: async (r: Omit<Fila<'rechazo'>, 'primera' | 'ultima' | 'veces'> & { hora: string }): Promise<void> => {
      const { hora, ...fila } = r;
      await db.insertInto('rechazo').values({ ...fila, primera: hora, ultima: hora, veces: 1 })
        .onConflict((c) => c.column('sha').doUpdateSet((eb) => ({ codigo: r.codigo, parametros: r.parametros, ultima: hora, veces: eb('rechazo.veces', '+', 1) }))).execute();
    },
    rechazos: (): Promise<Fila<'rechazo'>[]> => db.selectFrom('rechazo').selectAll().orderBy('primera').orderBy('sha').execute(),
    bytesDeRechazos: async (): Promise<number> => {
      const fila = await db.selectFrom('rechazo').where('ruta', 'is not', null).select((eb) => eb.fn.sum<number | string | null>('bytes').as('total')).executeTakeFirst();
      return Number(fila?.total ?? 0);
    },
  };
};
export type RepositorioIngesta = ReturnType<typeof crearRepositorioIngesta>;
