import type { Transaction } from 'kysely';
import type { TramoConCabeza } from '#shared/sync/existencias.ts';
import type { BaseCentral } from './base-central.ts';
import { lugaresEntre, type Lugar } from './cuerpo-lote.ts';
import type { EsquemaCentral } from './esquema.ts';
import { crearConsulta, crearInsercion } from './preparadas.ts';

type Tx = Transaction<EsquemaCentral>;
type Fila<T extends keyof EsquemaCentral> = EsquemaCentral[T];
export type TramoDeEpoca = TramoConCabeza & { readonly epoca: string };

/** What is held of some epocas, all of it from one moment. */
export type Guardado = {
  readonly epocas: ReadonlyMap<string, Fila<'epoca'>>;
  /** Ranges of each, in order. */
  readonly tramos: ReadonlyMap<string, readonly TramoConCabeza[]>;
  /** The last places that others went on from, with the hash that each of them inherited. */
  readonly heredados: ReadonlyMap<string, readonly { readonly seq: number; readonly hash: string }[]>;
};

/** Rows by a key of theirs. */
export const porClave = <F, V>(filas: readonly F[], clave: (f: F) => string, valor: (f: F) => V): Map<string, V[]> => {
  const mapa = new Map<string, V[]>();
  for (const f of filas) {
    const suyos = mapa.get(clave(f));
    if (suyos) suyos.push(valor(f));
    else mapa.set(clave(f), [valor(f)]);
  }
  return mapa;
};

const crearInserciones = (db: BaseCentral) => ({
  estaciones: crearInsercion(db, 'estacion', ['estacion', 'catd', 'llave', 'primera'], (b) => b.onConflict((c) => c.column('estacion').doUpdateSet((eb) => ({ llave: eb.ref('excluded.llave') })))),
  epocas: crearInsercion(db, 'epoca', ['epoca', 'estacion', 'llave', 'primera', 'hereda', 'hereda_hasta', 'hereda_cabeza']),
  lotes: crearInsercion(db, 'lote', ['epoca', 'desde', 'hasta', 'sha', 'recibido', 'imagenes', 'cuerpo']),
  porConsolidar: crearInsercion(db, 'por_consolidar', ['sha', 'epoca', 'desde', 'recibido', 'actas']),
  alarmas: crearInsercion(db, 'alarma', ['clave', 'tipo', 'detalle', 'hora'], (b) => b.onConflict((c) => c.column('clave').doNothing())),
  tramos: crearInsercion(db, 'tramo', ['epoca', 'desde', 'hasta', 'cabeza'], (b) => b.onConflict((c) => c.columns(['epoca', 'desde']).doUpdateSet((eb) => ({ hasta: eb.ref('excluded.hasta'), cabeza: eb.ref('excluded.cabeza') })))),
});

const crearConsultas = (db: BaseCentral) => ({
  epocas: crearConsulta((en) => db.selectFrom('epoca').selectAll().where('epoca', 'in', en)),
  tramos: crearConsulta((en) => db.selectFrom('tramo').select(['epoca', 'desde', 'hasta', 'cabeza']).where('epoca', 'in', en).orderBy('epoca').orderBy('desde')),
  herederas: crearConsulta((en) => db.selectFrom('epoca').select(['hereda', 'hereda_hasta', 'hereda_cabeza']).where('hereda', 'in', en)),
  completas: crearConsulta((en) => db.selectFrom('imagen').select('imagen').where('imagen', 'in', en).where('completa', '=', 1)),
});

/** What one transaction of the intake can do. The statements are written once for all of them. */
export const crearTransaccionIngesta = (db: BaseCentral) => {
  const insertar = crearInserciones(db);
  const consultar = crearConsultas(db);
  return (tx: Tx) => ({
    /** CATD of the station that an epoca is of. */
    catdDe: async (estacion: string): Promise<string | null> => (await tx.selectFrom('estacion').select('catd').where('estacion', '=', estacion).executeTakeFirst())?.catd ?? null,
    /** CATD of the station that began an epoca; null when nothing of it is held. */
    catdDeEpoca: async (epoca: string): Promise<string | null> =>
      (await tx.selectFrom('epoca').innerJoin('estacion', 'estacion.estacion', 'epoca.estacion').select('catd').where('epoca', '=', epoca).executeTakeFirst())?.catd ?? null,
    /** CATDs of the stations that say that they go on from this place of an epoca. */
    catdsQueHeredan: async (epoca: string, lugar: { readonly seq: number; readonly hash: string }): Promise<string[]> =>
      (await tx.selectFrom('epoca').innerJoin('estacion', 'estacion.estacion', 'epoca.estacion').select('catd').where('hereda', '=', epoca).where('hereda_hasta', '=', lugar.seq).where('hereda_cabeza', '=', lugar.hash).execute()).map((f) => f.catd),
    guardado: async (epocas: readonly string[]): Promise<Guardado> => {
      const herederas = (await consultar.herederas(tx, epocas)).flatMap((f) => (f.hereda === null || f.hereda_hasta === null || f.hereda_cabeza === null ? [] : [{ epoca: f.hereda, seq: f.hereda_hasta, hash: f.hereda_cabeza }]));
      return {
        epocas: new Map((await consultar.epocas(tx, epocas)).map((f) => [f.epoca, f])),
        tramos: porClave(await consultar.tramos(tx, epocas), (t) => t.epoca, ({ desde, hasta, cabeza }) => ({ desde, hasta, cabeza })),
        heredados: porClave(herederas, (h) => h.epoca, ({ seq, hash }) => ({ seq, hash })),
      };
    },
    /** What is already held from `desde` to `hasta`, both included. */
    lugares: async (epoca: string, desde: number, hasta: number): Promise<Lugar[]> => {
      const lotes = await tx.selectFrom('lote').select('cuerpo').where('epoca', '=', epoca).where('desde', '<=', hasta).where('hasta', '>=', desde).execute();
      return lugaresEntre(lotes.map((l) => l.cuerpo), desde, hasta);
    },
    /** When this very lote came before; null when it did not. */
    recibidoAntes: async ({ epoca, desde, sha }: Pick<Fila<'lote'>, 'epoca' | 'desde' | 'sha'>): Promise<string | null> =>
      (await tx.selectFrom('lote').select('recibido').where('epoca', '=', epoca).where('desde', '=', desde).where('sha', '=', sha).executeTakeFirst())?.recibido ?? null,

    /** Stations and epocas that are seen for the first time. A station may bring a new key with a new epoca. */
    nuevasEpocas: async (nuevas: readonly { readonly epoca: Fila<'epoca'>; readonly catd: string }[]): Promise<void> => {
      const estaciones = new Map(nuevas.map(({ epoca: { estacion, llave, primera }, catd }) => [estacion, { estacion, catd, llave, primera }]));
      await insertar.estaciones(tx, [...estaciones.values()]);
      await insertar.epocas(tx, nuevas.map((n) => n.epoca));
    },
    /** Says that `epoca` goes on from another one. */
    heredar: async (epoca: string, h: { readonly epoca: string; readonly hasta: number; readonly cabeza: string }): Promise<void> => {
      await tx.updateTable('epoca').set({ hereda: h.epoca, hereda_hasta: h.hasta, hereda_cabeza: h.cabeza }).where('epoca', '=', epoca).execute();
    },
    guardarLotes: (lotes: readonly Fila<'lote'>[]) => insertar.lotes(tx, lotes),
    porConsolidar: (lotes: readonly Fila<'por_consolidar'>[]) => insertar.porConsolidar(tx, lotes),
    /** Ranges as they are now; `absorbidos` are those that became part of another one. */
    guardarTramos: async (tramos: readonly TramoDeEpoca[], absorbidos: readonly { readonly epoca: string; readonly desde: number }[]): Promise<void> => {
      for (const { epoca, desde } of absorbidos) await tx.deleteFrom('tramo').where('epoca', '=', epoca).where('desde', '=', desde).execute();
      await insertar.tramos(tx, tramos);
    },
    /** Which of these images are whole here. */
    imagenesCompletas: async (imagenes: readonly string[]): Promise<ReadonlySet<string>> => new Set((await consultar.completas(tx, imagenes)).map((f) => f.imagen)),
    alarmar: (alarmas: readonly Fila<'alarma'>[]) => insertar.alarmas(tx, alarmas),
  });
};
export type TxIngesta = ReturnType<ReturnType<typeof crearTransaccionIngesta>>;
