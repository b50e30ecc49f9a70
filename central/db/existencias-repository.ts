import type { TramoConCabeza } from '#shared/sync/existencias.ts';
import { faltanDe, type Tramo } from '#shared/sync/tramos.ts';
import type { BaseCentral } from './base-central.ts';
import { abrirCuerpo, imagenesNombradas } from './cuerpo-lote.ts';
import type { EsquemaCentral } from './esquema.ts';
import { enTamanos } from './preparadas.ts';

/** One journal as the central sees it. */
export type EstadoEpoca = {
  readonly epoca: string;
  readonly estacion: string;
  readonly tramos: readonly TramoConCabeza[];
  /** Places that must exist, since later ones came or the station said so, and are not here. */
  readonly huecos: readonly Tramo[];
  readonly eventos: number;
  readonly imagenesFaltantes: number;
  /** Hour of the last lote, and of the last greeting with what the station had then. */
  readonly ultimoLote: string | null;
  readonly saludo: { readonly hora: string; readonly hasta: number; readonly desfaseMs: number } | null;
};

/** What came and no cut has published yet: how many actas, and since when the oldest waits. */
export type PorPublicar = { readonly actas: number; readonly desde: string | null };

/** Images looked at at a time, between which others have their turn. */
const IMAGENES_POR_VEZ = 500;

/** What is held of each journal, and what is lacking. */
export const crearRepositorioExistencias = (db: BaseCentral) => {
  /** Images that its lotes name and are not whole here, those that are named since longest first. */
  const faltantes = async (epoca: string): Promise<string[]> => {
    const lotes = await db.selectFrom('lote').select('imagenes').where('epoca', '=', epoca).execute();
    const faltan: { imagen: string; primera: string }[] = [];
    for (const grupo of enTamanos([...new Set(lotes.flatMap((l) => imagenesNombradas(l.imagenes)))])) {
      faltan.push(...await db.selectFrom('imagen').select(['imagen', 'primera']).where('imagen', 'in', grupo).where('completa', '=', 0).execute());
    }
    return faltan.sort((a, b) => (a.primera === b.primera ? Number(a.imagen > b.imagen) - 0.5 : Number(a.primera > b.primera) - 0.5)).map((f) => f.imagen);
  };
  const tramos = (epoca: string): Promise<TramoConCabeza[]> => db.selectFrom('tramo').select(['desde', 'hasta', 'cabeza']).where('epoca', '=', epoca).orderBy('desde').execute();

  const estadoDe = async ({ epoca, estacion, hereda_hasta }: Pick<EsquemaCentral['epoca'], 'epoca' | 'estacion' | 'hereda_hasta'>): Promise<EstadoEpoca> => {
    const suyos = await tramos(epoca);
    const saludo = await db.selectFrom('saludo').select(['hora', 'hasta', 'desfase_ms as desfaseMs']).where('epoca', '=', epoca).executeTakeFirst();
    const lote = await db.selectFrom('lote').select((eb) => eb.fn.max('recibido').as('hora')).where('epoca', '=', epoca).executeTakeFirst();
    return {
      epoca, estacion, tramos: suyos,
      // An epoca that goes on from another one starts after the places that it inherited.
      huecos: faltanDe({ desde: (hereda_hasta ?? 0) + 1, hasta: suyos.at(-1)?.hasta ?? 0 }, suyos),
      eventos: suyos.reduce((n, t) => n + t.hasta - t.desde + 1, 0), imagenesFaltantes: (await faltantes(epoca)).length, ultimoLote: lote?.hora ?? null, saludo: saludo ?? null,
    };
  };

  return {
    tramos,
    imagenesFaltantes: async (epoca: string, limite: number): Promise<string[]> =>
      (await faltantes(epoca)).slice(0, limite),
    /** Those of `imagenes` that are whole here, with the hour that they came. */
    recibidas: async (imagenes: readonly string[]): Promise<{ imagen: string; recibida: string }[]> => {
      if (imagenes.length === 0) return [];
      const filas = await db.selectFrom('imagen').select(['imagen', 'recibida', 'primera']).where('imagen', 'in', imagenes).where('completa', '=', 1).orderBy('imagen').execute();
      return filas.map(({ imagen, recibida, primera }) => ({ imagen, recibida: recibida ?? primera }));
    },
    /** Of those of `epocas` that are known, the station of each and its CATD. */
    duenas: (epocas: readonly string[]): Promise<{ epoca: string; estacion: string; catd: string }[]> =>
      db.selectFrom('epoca').innerJoin('estacion', 'estacion.estacion', 'epoca.estacion').select(['epoca.epoca', 'epoca.estacion', 'estacion.catd']).where('epoca.epoca', 'in', epocas).execute(),
    /** Who of the same CATD goes on from an epoca, and from which place on; null when nobody does. */
    relevoDe: async (epoca: string): Promise<{ estacion: string; desde: number } | null> => {
      const hija = await db.selectFrom('epoca as hija').innerJoin('epoca as madre', 'madre.epoca', 'hija.hereda')
        .innerJoin('estacion as suya', 'suya.estacion', 'hija.estacion').innerJoin('estacion as otra', 'otra.estacion', 'madre.estacion')
        .where('hija.hereda', '=', epoca).whereRef('suya.catd', '=', 'otra.catd').select(['hija.estacion', 'hija.hereda_hasta']).orderBy('hija.primera').orderBy('hija.epoca').executeTakeFirst();
      return hija === undefined ? null : { estacion: hija.estacion, desde: (hija.hereda_hasta ?? 0) + 1 };
    },
    /** Hash of one place, null when it is not held. */
    hashDe: async (epoca: string, seq: number): Promise<string | null> => {
      const cabeza = await db.selectFrom('tramo').select('cabeza').where('epoca', '=', epoca).where('hasta', '=', seq).executeTakeFirst();
      if (cabeza !== undefined) return cabeza.cabeza;
      const lote = await db.selectFrom('lote').select('cuerpo').where('epoca', '=', epoca).where('desde', '<=', seq).where('hasta', '>=', seq).executeTakeFirst();
      return lote === undefined ? null : abrirCuerpo(lote.cuerpo).en(seq).hash;
    },
    guardarSaludo: async (saludo: EsquemaCentral['saludo']): Promise<void> => {
      await db.insertInto('saludo').values(saludo).onConflict((c) => c.column('epoca').doUpdateSet(saludo)).execute();
    },
    epocas: async (): Promise<EstadoEpoca[]> => {
      const salida: EstadoEpoca[] = [];
      for (const e of await db.selectFrom('epoca').select(['epoca', 'estacion', 'hereda_hasta']).orderBy('estacion').orderBy('epoca').execute()) salida.push(await estadoDe(e));
      return salida;
    },
    porPublicar: async (): Promise<PorPublicar> => {
      const corte = await db.selectFrom('corte').select((eb) => eb.fn.max('hora').as('hora')).executeTakeFirst();
      const fila = await db.selectFrom('hito').where('vigente', '=', 1).where('recibido', '>', corte?.hora ?? '').where('recibido', '!=', '')
        .select((eb) => [eb.fn.countAll<number | string>().as('n'), eb.fn.min('recibido').as('desde')]).executeTakeFirst();
      // What waits to be consolidated: with a central that was killed, until it opens again.
      const espera = await db.selectFrom('por_consolidar').where('actas', '>', 0)
        .select((eb) => [eb.fn.sum<number | string | null>('actas').as('n'), eb.fn.min('recibido').as('desde')]).executeTakeFirst();
      const desde = [fila?.desde, espera?.desde].flatMap((d) => d ?? []).sort()[0];
      return { actas: Number(fila?.n ?? 0) + Number(espera?.n ?? 0), desde: desde ?? null };
    },
    /** Every image that counts as whole, in groups. */
    completas: async function* (): AsyncGenerator<string[]> {
      for (let tras = ''; ;) {
        const filas = await db.selectFrom('imagen').select('imagen').where('completa', '=', 1).where('imagen', '>', tras).orderBy('imagen').limit(IMAGENES_POR_VEZ).execute();
        if (filas.length === 0) return;
        yield filas.map((f) => f.imagen);
        tras = filas.at(-1)!.imagen;
      }
    },
    /** Its bytes are gone: it is lacking again. */
    marcarPerdida: async (imagen: string): Promise<void> => {
      await db.updateTable('imagen').set({ completa: 0, recibida: null }).where('imagen', '=', imagen).execute();
    },
  };
};
export type RepositorioExistencias = ReturnType<typeof crearRepositorioExistencias>;
