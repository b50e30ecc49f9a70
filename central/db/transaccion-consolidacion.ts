import type { Kysely, Transaction } from 'kysely';
import { elegirHito, lineasDe, type Herencias, type HitoElegible } from '#central/consolidacion/elegir-hito.ts';
import type { BaseCentral } from './base-central.ts';
import type { EsquemaCentral } from './esquema.ts';
import { crearConsulta, crearInsercion } from './preparadas.ts';
import { porClave } from './transaccion-ingesta.ts';

type Tx = Transaction<EsquemaCentral>;
type Fila<T extends keyof EsquemaCentral> = EsquemaCentral[T];
/** A milestone as its lote says it. */
export type HitoNuevo = Omit<Fila<'hito'>, 'vigente' | 'recibido'>;
/** Which lote waits to be consolidated. */
export type EnEspera = Pick<Fila<'por_consolidar'>, 'sha' | 'epoca' | 'desde' | 'recibido'>;

/** What each epoca goes on from. Only within a CATD: one that came before the epoca that it names could not be held against it. */
export const leerHerencias = async (db: Kysely<EsquemaCentral>): Promise<Herencias> => {
  const filas = await db.selectFrom('epoca as hija').innerJoin('epoca as madre', 'madre.epoca', 'hija.hereda')
    .innerJoin('estacion as suya', 'suya.estacion', 'hija.estacion').innerJoin('estacion as otra', 'otra.estacion', 'madre.estacion')
    .whereRef('suya.catd', '=', 'otra.catd').select(['hija.epoca', 'hija.hereda', 'hija.hereda_hasta']).execute();
  return new Map(filas.flatMap((f) => (f.hereda === null || f.hereda_hasta === null ? [] : [[f.epoca, { epoca: f.hereda, hasta: f.hereda_hasta }] as const])));
};

const lugarDe = (h: { readonly acta: string; readonly epoca: string; readonly seq: number }): string => `${h.epoca} ${String(h.seq)} ${h.acta}`;

const crearSentencias = (db: BaseCentral) => ({
  hitos: crearInsercion(db, 'hito', ['acta', 'epoca', 'seq', 'eleccion', 'clase', 'hora', 'imagen', 'vigente', 'recibido']),
  imagenes: crearInsercion(db, 'imagen', ['imagen', 'bytes', 'completa', 'primera', 'recibida'], (b) => b.onConflict((c) => c.column('imagen').doNothing())),
  alarmas: crearInsercion(db, 'alarma', ['clave', 'tipo', 'detalle', 'hora'], (b) => b.onConflict((c) => c.column('clave').doNothing())),
  deActas: crearConsulta((en) => db.selectFrom('hito').select(['acta', 'epoca', 'seq', 'clase', 'hora', 'vigente']).where('acta', 'in', en)),
  quitar: crearConsulta((en) => db.deleteFrom('por_consolidar').where('sha', 'in', en)),
});

/** What one transaction of the consolidation can do. The statements are written once for all of them. */
export const crearTransaccionConsolidacion = (db: BaseCentral) => {
  const sentencias = crearSentencias(db);
  return (tx: Tx) => ({
    /** These lotes wait no more. */
    consolidados: async (shas: readonly string[]): Promise<void> => {
      await sentencias.quitar(tx, shas);
    },
    /** Names images so that their bytes are accepted. */
    nombrarImagenes: (imagenes: readonly Fila<'imagen'>[]) => sentencias.imagenes(tx, imagenes),
    alarmar: (alarmas: readonly Fila<'alarma'>[]) => sentencias.alarmas(tx, alarmas),
    /** Actas that an epoca speaks of: what it goes on from may change which of their milestones is published. */
    actasDe: async (epoca: string): Promise<string[]> => (await tx.selectFrom('hito').select('acta').distinct().where('epoca', '=', epoca).execute()).map((f) => f.acta),
    /**
     * Keeps milestones, those that are held already left out, and chooses again what is published of each of their actas
     * and of `otras`; what changes by that is new since `recibido`. Gives the actas that more than one journal has
     * milestones of.
     */
    guardarHitos: async (leidos: readonly (HitoNuevo & { readonly recibido: string })[], otras: readonly string[], recibido: string): Promise<string[]> => {
      const actas = [...new Set([...leidos.map((h) => h.acta), ...otras])];
      if (actas.length === 0) return [];
      const antes = await sentencias.deActas(tx, actas);
      const tenidos = new Set(antes.map(lugarDe));
      const nuevos = leidos.filter((h) => {
        const lugar = lugarDe(h);
        return !tenidos.has(lugar) && tenidos.add(lugar);
      });
      const herencias = await leerHerencias(tx);
      const elegidos = new Set<unknown>();
      const enVarias: string[] = [];
      for (const [acta, suyos] of porClave<HitoElegible & { acta: string }, HitoElegible>([...antes, ...nuevos], (h) => h.acta, (h) => h)) {
        elegidos.add(elegirHito(suyos, herencias));
        if (lineasDe(suyos, herencias) > 1) enVarias.push(acta);
      }
      await sentencias.hitos(tx, nuevos.map((h) => ({ ...h, vigente: elegidos.has(h) ? 1 : 0 })));
      for (const h of antes) {
        const vigente = elegidos.has(h) ? 1 : 0;
        if (vigente !== h.vigente) await tx.updateTable('hito').set({ vigente, recibido }).where('acta', '=', h.acta).where('epoca', '=', h.epoca).where('seq', '=', h.seq).execute();
      }
      return enVarias;
    },
  });
};
export type TxConsolidacion = ReturnType<ReturnType<typeof crearTransaccionConsolidacion>>;
