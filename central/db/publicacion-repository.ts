import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { BaseCentral } from './base-central.ts';
import { abrirCuerpo } from './cuerpo-lote.ts';
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

type SinTexto = Omit<HitoPublicado, 'hash' | 'texto'>;

/** With the event that each of them is. Lotes are never changed, so that this is read piece by piece with the intake going on. */
const conTextos = async (db: BaseCentral, hitos: readonly SinTexto[]): Promise<HitoPublicado[]> => {
  const textos = new Map<SinTexto, { hash: string; texto: string }>();
  const porEpoca = new Map<string, SinTexto[]>();
  for (const h of hitos) {
    const suyos = porEpoca.get(h.epoca);
    if (suyos) suyos.push(h);
    else porEpoca.set(h.epoca, [h]);
  }
  for (const [epoca, suyos] of porEpoca) {
    const lotes = await db.selectFrom('lote').select(['desde', 'hasta', 'sha']).where('epoca', '=', epoca).orderBy('desde').execute();
    for (const { desde, hasta, sha } of lotes) {
      const buscados = suyos.filter((h) => h.seq >= desde && h.seq <= hasta && !textos.has(h));
      if (buscados.length === 0) continue;
      const { cuerpo } = await db.selectFrom('lote').select('cuerpo').where('epoca', '=', epoca).where('desde', '=', desde).where('sha', '=', sha).executeTakeFirstOrThrow();
      const lote = abrirCuerpo(cuerpo);
      for (const h of buscados) textos.set(h, lote.en(h.seq));
    }
  }
  return hitos.map((h) => {
    const lugar = textos.get(h);
    if (lugar === undefined) throw new Error(`no lote holds place ${h.seq} of ${h.epoca}`);
    return { ...h, hash: lugar.hash, texto: lugar.texto };
  });
};

export const crearRepositorioPublicacion = (db: BaseCentral) => ({
  /**
   * Milestones and heads in one read transaction: header, rows and site must tell of the same moment (in real
   * exporters they did not: 750 votes apart).
   */
  instantanea: async (): Promise<Instantanea> => {
    const { filas, cabezas } = await db.transaction().setIsolationLevel('repeatable read').execute(async (tx) => ({
      filas: await tx.selectFrom('hito').leftJoin('imagen', 'imagen.imagen', 'hito.imagen')
        .select(['hito.acta', 'hito.eleccion', 'hito.epoca', 'hito.seq', 'hito.recibido', 'hito.clase', 'hito.imagen', 'imagen.completa'])
        .where('hito.vigente', '=', 1).orderBy('hito.acta').execute(),
      cabezas: await tx.selectFrom('tramo').innerJoin('epoca', 'epoca.epoca', 'tramo.epoca')
        .select(['tramo.epoca', 'epoca.estacion', 'tramo.hasta as seq', 'tramo.cabeza as hash']).orderBy('tramo.epoca').orderBy('tramo.desde').execute(),
    }));
    return {
      hitos: await conTextos(db, filas.map(({ completa, ...fila }) => ({ ...fila, imagenCompleta: completa === 1 }))),
      // Of each journal, the last of its ranges.
      cabezas: [...new Map(cabezas.map((c) => [c.epoca, c])).values()],
    };
  },

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
