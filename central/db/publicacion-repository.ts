import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { BaseCentral } from './base-central.ts';
import type { ClaseHito, EsquemaCentral } from './esquema.ts';

/** A published milestone with the event it is. */
export type HitoPublicado = {
  readonly acta: string;
  readonly eleccion: TipoEleccion;
  readonly clase: ClaseHito;
  readonly epoca: string;
  readonly seq: number;
  readonly hash: string;
  /** The exact text of the event. */
  readonly texto: string;
  readonly imagen: string | null;
  /** When the central received it. */
  readonly recibido: string;
  /** Whether the bytes of the image are here whole. */
  readonly imagenCompleta: boolean;
};

/** All that one cut is made of, from one moment. */
export type Instantanea = {
  readonly hitos: readonly HitoPublicado[];
  readonly cabezas: readonly { readonly epoca: string; readonly estacion: string; readonly seq: number; readonly hash: string }[];
};

export const crearRepositorioPublicacion = (db: BaseCentral) => ({
  /**
   * Milestones and heads in one read transaction: header, rows and site must tell of the same moment (in real
   * exporters they did not: 750 votes apart).
   */
  instantanea: (): Promise<Instantanea> => db.transaction().setIsolationLevel('repeatable read').execute(async (tx) => {
    const filas = await tx.selectFrom('acta')
      .innerJoin('hito', (j) => j.onRef('hito.epoca', '=', 'acta.epoca').onRef('hito.seq', '=', 'acta.seq'))
      .innerJoin('evento', (j) => j.onRef('evento.epoca', '=', 'acta.epoca').onRef('evento.seq', '=', 'acta.seq'))
      .leftJoin('imagen', 'imagen.imagen', 'hito.imagen')
      .select(['acta.acta', 'acta.eleccion', 'acta.epoca', 'acta.seq', 'acta.recibido', 'hito.clase', 'hito.imagen', 'evento.hash', 'evento.texto', 'imagen.completa'])
      .orderBy('acta.acta').execute();
    const cabezas = await tx.selectFrom('evento').innerJoin('epoca', 'epoca.epoca', 'evento.epoca')
      .innerJoin((eb) => eb.selectFrom('evento').select(['epoca', (e) => e.fn.max('seq').as('seq')]).groupBy('epoca').as('ultimo'),
        (j) => j.onRef('ultimo.epoca', '=', 'evento.epoca').onRef('ultimo.seq', '=', 'evento.seq'))
      .select(['evento.epoca', 'epoca.estacion', 'evento.seq', 'evento.hash']).orderBy('evento.epoca').execute();
    return { hitos: filas.map(({ completa, ...fila }) => ({ ...fila, imagenCompleta: completa === 1 })), cabezas };
  }),

  horaUltimoCorte: async (): Promise<string | null> => (await db.selectFrom('corte').select((eb) => eb.fn.max('hora').as('hora')).executeTakeFirst())?.hora ?? null,
  siguienteCorte: async (): Promise<number> => {
    const fila = await db.selectFrom('corte').select((eb) => eb.fn.max('numero').as('numero')).executeTakeFirst();
    return (fila?.numero ?? 0) + 1;
  },
  guardarCorte: async (corte: EsquemaCentral['corte']): Promise<void> => {
    await db.insertInto('corte').values(corte).execute();
  },
  cortes: (): Promise<EsquemaCentral['corte'][]> => db.selectFrom('corte').selectAll().orderBy('numero').execute(),
});
export type RepositorioPublicacion = ReturnType<typeof crearRepositorioPublicacion>;
