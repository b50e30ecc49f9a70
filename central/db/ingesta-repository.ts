import type { Transaction } from 'kysely';
import { elegirHito, lineasDe, type Herencias } from '#central/consolidacion/elegir-hito.ts';
import type { TramoConCabeza } from '#shared/sync/existencias.ts';
import type { BaseCentral } from './base-central.ts';
import type { EsquemaCentral } from './esquema.ts';

type Tx = Transaction<EsquemaCentral>;
type Fila<T extends keyof EsquemaCentral> = EsquemaCentral[T];

/** Rows of one insert: within the number of bound parameters that every database takes. */
const FILAS_POR_INSERT = 200;
const enGrupos = <T>(lista: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(lista.length / FILAS_POR_INSERT) }, (_, i) => lista.slice(i * FILAS_POR_INSERT, (i + 1) * FILAS_POR_INSERT));

/** What the intake reads and writes. Everything inside one `transaccion` is committed together or not at all. */
export const crearRepositorioIngesta = (db: BaseCentral) => ({
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

  eventos: async (epoca: string): Promise<number> => {
    const fila = await db.selectFrom('evento').where('epoca', '=', epoca).select((eb) => eb.fn.countAll<number | string>().as('n')).executeTakeFirst();
    return Number(fila?.n ?? 0);
  },
});
export type RepositorioIngesta = ReturnType<typeof crearRepositorioIngesta>;
export type TxIngesta = ReturnType<typeof enTransaccion>;

const REINTENTABLES: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505', 'SQLITE_BUSY']);

/** Runs again a transaction that lost against another one (serialisation failure, or both inserted the same key). */
const conReintento = async <T>(hacer: () => Promise<T>): Promise<T> => {
  for (let intento = 1; ; intento++) {
    try {
      return await hacer();
    } catch (error) {
      const codigo = error instanceof Error && 'code' in error ? error.code : null;
      if (intento === 4 || !REINTENTABLES.has(codigo)) throw error;
    }
  }
};

const leerHerencias = async (tx: Tx): Promise<Herencias> => {
  const filas = await tx.selectFrom('epoca').select(['epoca', 'hereda', 'hereda_hasta']).where('hereda', 'is not', null).execute();
  return new Map(filas.flatMap((f) => (f.hereda === null || f.hereda_hasta === null ? [] : [[f.epoca, { epoca: f.hereda, hasta: f.hereda_hasta }] as const])));
};

const enTransaccion = (tx: Tx) => ({
  /** CATD of the station that an epoca is of. */
  catdDe: async (estacion: string): Promise<string | null> => (await tx.selectFrom('estacion').select('catd').where('estacion', '=', estacion).executeTakeFirst())?.catd ?? null,
  /** Says that `epoca` goes on from another one. Gives the actas whose choice may change. */
  heredar: async (epoca: string, h: { readonly epoca: string; readonly hasta: number; readonly cabeza: string }): Promise<string[]> => {
    await tx.updateTable('epoca').set({ hereda: h.epoca, hereda_hasta: h.hasta, hereda_cabeza: h.cabeza }).where('epoca', '=', epoca).execute();
    return (await tx.selectFrom('hito').select('acta').distinct().where('epoca', '=', epoca).execute()).map((f) => f.acta);
  },
  /** The last places that others went on from, of this epoca, with the hash that each of them inherited. */
  heredados: async (epoca: string): Promise<{ seq: number; hash: string }[]> => {
    const filas = await tx.selectFrom('epoca').select(['hereda_hasta', 'hereda_cabeza']).where('hereda', '=', epoca).execute();
    return filas.flatMap((f) => (f.hereda_hasta === null || f.hereda_cabeza === null ? [] : [{ seq: f.hereda_hasta, hash: f.hereda_cabeza }]));
  },
  epoca: (epoca: string): Promise<Fila<'epoca'> | undefined> => tx.selectFrom('epoca').selectAll().where('epoca', '=', epoca).executeTakeFirst(),
  nuevaEpoca: async (epoca: Fila<'epoca'>, catd: string): Promise<void> => {
    await tx.insertInto('estacion').values({ estacion: epoca.estacion, catd, llave: epoca.llave, primera: epoca.primera })
      .onConflict((c) => c.column('estacion').doUpdateSet({ llave: epoca.llave })).execute();
    await tx.insertInto('epoca').values(epoca).execute();
  },
  lote: (epoca: string, sha: string): Promise<Fila<'lote'> | undefined> => tx.selectFrom('lote').selectAll().where('epoca', '=', epoca).where('sha', '=', sha).executeTakeFirst(),
  guardarLote: async (lote: Fila<'lote'>): Promise<void> => {
    await tx.insertInto('lote').values(lote).execute();
  },
  /** What is already held from `desde` to `hasta`, both included. */
  tramo: (epoca: string, desde: number, hasta: number): Promise<Pick<Fila<'evento'>, 'seq' | 'hash' | 'previo'>[]> =>
    tx.selectFrom('evento').select(['seq', 'hash', 'previo']).where('epoca', '=', epoca).where('seq', '>=', desde).where('seq', '<=', hasta).orderBy('seq').execute(),
  guardarEventos: async (eventos: readonly Fila<'evento'>[]): Promise<void> => {
    for (const grupo of enGrupos(eventos)) await tx.insertInto('evento').values(grupo).execute();
  },
  guardarHitos: async (hitos: readonly Fila<'hito'>[]): Promise<void> => {
    for (const grupo of enGrupos(hitos)) await tx.insertInto('hito').values(grupo).execute();
  },
  /** Names images so that their bytes are accepted. */
  nombrarImagenes: async (imagenes: readonly Fila<'imagen'>[]): Promise<void> => {
    for (const grupo of enGrupos(imagenes)) await tx.insertInto('imagen').values(grupo).onConflict((c) => c.column('imagen').doNothing()).execute();
  },
  nombrarEnEpoca: async (epoca: string, imagenes: readonly string[]): Promise<void> => {
    for (const grupo of enGrupos(imagenes)) await tx.insertInto('imagen_epoca').values(grupo.map((imagen) => ({ epoca, imagen }))).onConflict((c) => c.columns(['epoca', 'imagen']).doNothing()).execute();
  },
  /** Joins a range that is now held with those that it touches. Gives all that is held of the epoca. */
  extender: async (epoca: string, nuevo: TramoConCabeza): Promise<TramoConCabeza[]> => {
    const tocados = await tx.selectFrom('tramo').select(['desde', 'hasta', 'cabeza']).where('epoca', '=', epoca).where('desde', '<=', nuevo.hasta + 1).where('hasta', '>=', nuevo.desde - 1).execute();
    const desde = Math.min(nuevo.desde, ...tocados.map((t) => t.desde));
    const ultimo = tocados.reduce((u, t) => (t.hasta > u.hasta ? t : u), nuevo);
    if (tocados.length !== 1 || tocados[0]!.desde !== desde || tocados[0]!.hasta !== ultimo.hasta) {
      if (tocados.length > 0) await tx.deleteFrom('tramo').where('epoca', '=', epoca).where('desde', 'in', tocados.map((t) => t.desde)).execute();
      await tx.insertInto('tramo').values({ epoca, desde, hasta: ultimo.hasta, cabeza: ultimo.cabeza }).execute();
    }
    return tx.selectFrom('tramo').select(['desde', 'hasta', 'cabeza']).where('epoca', '=', epoca).orderBy('desde').execute();
  },
  /** Which of these images are not whole here yet. */
  imagenesFaltantes: async (imagenes: readonly string[]): Promise<string[]> => {
    const faltan: string[] = [];
    for (const grupo of enGrupos(imagenes)) {
      const filas = await tx.selectFrom('imagen').select('imagen').where('imagen', 'in', grupo).where('completa', '=', 0).execute();
      faltan.push(...filas.map((f) => f.imagen));
    }
    return faltan;
  },
  alarma: async (alarma: Fila<'alarma'>): Promise<void> => {
    await tx.insertInto('alarma').values(alarma).onConflict((c) => c.column('clave').doNothing()).execute();
  },
  /** Chooses again what is published of each acta. Gives the actas that more than one journal has milestones of. */
  proyectar: async (actas: readonly string[], recibido: string): Promise<string[]> => {
    const enVarias: string[] = [];
    const herencias = await leerHerencias(tx);
    for (const grupo of enGrupos(actas)) {
      const hitos = new Map<string, Fila<'hito'>[]>();
      for (const h of await tx.selectFrom('hito').selectAll().where('acta', 'in', grupo).execute()) {
        const suyos = hitos.get(h.acta);
        if (suyos) suyos.push(h);
        else hitos.set(h.acta, [h]);
      }
      const filas: Fila<'acta'>[] = [];
      for (const [acta, suyos] of hitos) {
        const elegido = elegirHito(suyos, herencias);
        if (elegido !== null) filas.push({ acta, eleccion: suyos[0]!.eleccion, epoca: elegido.epoca, seq: elegido.seq, recibido });
        if (lineasDe(suyos, herencias) > 1) enVarias.push(acta);
      }
      await tx.insertInto('acta').values(filas)
        .onConflict((c) => c.column('acta').doUpdateSet((eb) => ({ epoca: eb.ref('excluded.epoca'), seq: eb.ref('excluded.seq'), recibido: eb.ref('excluded.recibido') }))).execute();
    }
    return enVarias;
  },
});
