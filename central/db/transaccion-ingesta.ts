import type { Transaction } from 'kysely';
import { elegirHito, lineasDe, type Herencias } from '#central/consolidacion/elegir-hito.ts';
import type { TramoConCabeza } from '#shared/sync/existencias.ts';
import type { BaseCentral } from './base-central.ts';
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

const porClave = <F, V>(filas: readonly F[], clave: (f: F) => string, valor: (f: F) => V): Map<string, V[]> => {
  const mapa = new Map<string, V[]>();
  for (const f of filas) {
    const suyos = mapa.get(clave(f));
    if (suyos) suyos.push(valor(f));
    else mapa.set(clave(f), [valor(f)]);
  }
  return mapa;
};

const leerHerencias = async (tx: Tx): Promise<Herencias> => {
  const filas = await tx.selectFrom('epoca').select(['epoca', 'hereda', 'hereda_hasta']).where('hereda', 'is not', null).execute();
  return new Map(filas.flatMap((f) => (f.hereda === null || f.hereda_hasta === null ? [] : [[f.epoca, { epoca: f.hereda, hasta: f.hereda_hasta }] as const])));
};

const crearInserciones = (db: BaseCentral) => ({
  estaciones: crearInsercion(db, 'estacion', ['estacion', 'catd', 'llave', 'primera'], (b) => b.onConflict((c) => c.column('estacion').doUpdateSet((eb) => ({ llave: eb.ref('excluded.llave') })))),
  epocas: crearInsercion(db, 'epoca', ['epoca', 'estacion', 'llave', 'primera', 'hereda', 'hereda_hasta', 'hereda_cabeza']),
  lotes: crearInsercion(db, 'lote', ['epoca', 'sha', 'desde', 'hasta', 'cabecera', 'firma', 'recibido']),
  eventos: crearInsercion(db, 'evento', ['epoca', 'seq', 'hash', 'previo', 'tipo', 'acta', 'hora', 'texto']),
  hitos: crearInsercion(db, 'hito', ['epoca', 'seq', 'acta', 'eleccion', 'clase', 'hora', 'imagen']),
  imagenes: crearInsercion(db, 'imagen', ['imagen', 'bytes', 'completa', 'primera', 'recibida'], (b) => b.onConflict((c) => c.column('imagen').doNothing())),
  imagenesDeEpoca: crearInsercion(db, 'imagen_epoca', ['epoca', 'imagen'], (b) => b.onConflict((c) => c.columns(['epoca', 'imagen']).doNothing())),
  alarmas: crearInsercion(db, 'alarma', ['clave', 'tipo', 'detalle', 'hora'], (b) => b.onConflict((c) => c.column('clave').doNothing())),
  tramos: crearInsercion(db, 'tramo', ['epoca', 'desde', 'hasta', 'cabeza'], (b) => b.onConflict((c) => c.columns(['epoca', 'desde']).doUpdateSet((eb) => ({ hasta: eb.ref('excluded.hasta'), cabeza: eb.ref('excluded.cabeza') })))),
  actas: crearInsercion(db, 'acta', ['acta', 'eleccion', 'epoca', 'seq', 'recibido'],
    (b) => b.onConflict((c) => c.column('acta').doUpdateSet((eb) => ({ epoca: eb.ref('excluded.epoca'), seq: eb.ref('excluded.seq'), recibido: eb.ref('excluded.recibido') })))),
});

const crearConsultas = (db: BaseCentral) => ({
  epocas: crearConsulta((en) => db.selectFrom('epoca').selectAll().where('epoca', 'in', en)),
  tramos: crearConsulta((en) => db.selectFrom('tramo').select(['epoca', 'desde', 'hasta', 'cabeza']).where('epoca', 'in', en).orderBy('epoca').orderBy('desde')),
  herederas: crearConsulta((en) => db.selectFrom('epoca').select(['hereda', 'hereda_hasta', 'hereda_cabeza']).where('hereda', 'in', en)),
  hitos: crearConsulta((en) => db.selectFrom('hito').select(['acta', 'eleccion', 'epoca', 'seq', 'clase', 'hora']).where('acta', 'in', en)),
  faltantes: crearConsulta((en) => db.selectFrom('imagen').select('imagen').where('imagen', 'in', en).where('completa', '=', 0)),
});

/** What one transaction of the intake can do. The statements are written once for all of them. */
export const crearTransaccionIngesta = (db: BaseCentral) => {
  const insertar = crearInserciones(db);
  const consultar = crearConsultas(db);
  return (tx: Tx) => ({
    /** CATD of the station that an epoca is of. */
    catdDe: async (estacion: string): Promise<string | null> => (await tx.selectFrom('estacion').select('catd').where('estacion', '=', estacion).executeTakeFirst())?.catd ?? null,
    guardado: async (epocas: readonly string[]): Promise<Guardado> => {
      const herederas = (await consultar.herederas(tx, epocas)).flatMap((f) => (f.hereda === null || f.hereda_hasta === null || f.hereda_cabeza === null ? [] : [{ epoca: f.hereda, seq: f.hereda_hasta, hash: f.hereda_cabeza }]));
      return {
        epocas: new Map((await consultar.epocas(tx, epocas)).map((f) => [f.epoca, f])),
        tramos: porClave(await consultar.tramos(tx, epocas), (t) => t.epoca, ({ desde, hasta, cabeza }) => ({ desde, hasta, cabeza })),
        heredados: porClave(herederas, (h) => h.epoca, ({ seq, hash }) => ({ seq, hash })),
      };
    },
    /** What is already held from `desde` to `hasta`, both included. */
    lugares: (epoca: string, desde: number, hasta: number): Promise<Pick<Fila<'evento'>, 'seq' | 'hash' | 'previo'>[]> =>
      tx.selectFrom('evento').select(['seq', 'hash', 'previo']).where('epoca', '=', epoca).where('seq', '>=', desde).where('seq', '<=', hasta).orderBy('seq').execute(),
    lote: (epoca: string, sha: string): Promise<Fila<'lote'> | undefined> => tx.selectFrom('lote').selectAll().where('epoca', '=', epoca).where('sha', '=', sha).executeTakeFirst(),

    /** Stations and epocas that are seen for the first time. A station may bring a new key with a new epoca. */
    nuevasEpocas: async (nuevas: readonly { readonly epoca: Fila<'epoca'>; readonly catd: string }[]): Promise<void> => {
      const estaciones = new Map(nuevas.map(({ epoca: { estacion, llave, primera }, catd }) => [estacion, { estacion, catd, llave, primera }]));
      await insertar.estaciones(tx, [...estaciones.values()]);
      await insertar.epocas(tx, nuevas.map((n) => n.epoca));
    },
    /** Says that `epoca` goes on from another one. Gives the actas whose choice may change. */
    heredar: async (epoca: string, h: { readonly epoca: string; readonly hasta: number; readonly cabeza: string }): Promise<string[]> => {
      await tx.updateTable('epoca').set({ hereda: h.epoca, hereda_hasta: h.hasta, hereda_cabeza: h.cabeza }).where('epoca', '=', epoca).execute();
      return (await tx.selectFrom('hito').select('acta').distinct().where('epoca', '=', epoca).execute()).map((f) => f.acta);
    },
    guardarLotes: (lotes: readonly Fila<'lote'>[]) => insertar.lotes(tx, lotes),
    guardarEventos: (eventos: readonly Fila<'evento'>[]) => insertar.eventos(tx, eventos),
    guardarHitos: (hitos: readonly Fila<'hito'>[]) => insertar.hitos(tx, hitos),
    /** Names images so that their bytes are accepted. */
    nombrarImagenes: async (imagenes: readonly Fila<'imagen'>[], deEpocas: readonly Fila<'imagen_epoca'>[]): Promise<void> => {
      await insertar.imagenes(tx, imagenes);
      await insertar.imagenesDeEpoca(tx, deEpocas);
    },
    /** Ranges as they are now; `absorbidos` are those that became part of another one. */
    guardarTramos: async (tramos: readonly TramoDeEpoca[], absorbidos: readonly { readonly epoca: string; readonly desde: number }[]): Promise<void> => {
      for (const { epoca, desde } of absorbidos) await tx.deleteFrom('tramo').where('epoca', '=', epoca).where('desde', '=', desde).execute();
      await insertar.tramos(tx, tramos);
    },
    /** Which of these images are not whole here yet. */
    imagenesFaltantes: async (imagenes: readonly string[]): Promise<ReadonlySet<string>> => new Set((await consultar.faltantes(tx, imagenes)).map((f) => f.imagen)),
    alarmar: (alarmas: readonly Fila<'alarma'>[]) => insertar.alarmas(tx, alarmas),
    /** Chooses again what is published of each acta. Gives the actas that more than one journal has milestones of. */
    proyectar: async (actas: readonly string[], recibido: string): Promise<string[]> => {
      if (actas.length === 0) return [];
      const herencias = await leerHerencias(tx);
      const enVarias: string[] = [];
      const filas: Fila<'acta'>[] = [];
      for (const [acta, suyos] of porClave(await consultar.hitos(tx, actas), (h) => h.acta, (h) => h)) {
        const elegido = elegirHito(suyos, herencias);
        if (elegido !== null) filas.push({ acta, eleccion: suyos[0]!.eleccion, epoca: elegido.epoca, seq: elegido.seq, recibido });
        if (lineasDe(suyos, herencias) > 1) enVarias.push(acta);
      }
      await insertar.actas(tx, filas);
      return enVarias;
    },
  });
};
export type TxIngesta = ReturnType<ReturnType<typeof crearTransaccionIngesta>>;
