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
    /** How many refusals with one of these codes are kept (`en`), or with any other, and the bytes of their bodies. */
    contarRechazos: async (codigos: readonly string[], en: boolean): Promise<{ readonly filas: number; readonly bytes: number }> => {
      const fila = await db.selectFrom('rechazo').where('codigo', en ? 'in' : 'not in', codigos)
        .select((eb) => [eb.fn.countAll<number | string>().as('filas'), eb.fn.sum<number | string | null>(eb.case().when('ruta', 'is', null).then(0).else(eb.ref('bytes')).end()).as('bytes')]).executeTakeFirst();
      return { filas: Number(fila?.filas ?? 0), bytes: Number(fila?.bytes ?? 0) };
    },
    tieneRechazo: async (sha: string): Promise<boolean> => (await db.selectFrom('rechazo').select('sha').where('sha', '=', sha).executeTakeFirst()) !== undefined,
  };
};
export type RepositorioIngesta = ReturnType<typeof crearRepositorioIngesta>;
