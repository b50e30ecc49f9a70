import { join } from 'node:path';
import Database from 'better-sqlite3';
import { abrirParaLeer } from '#electron/db/abrir-para-leer.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { abrirCuerpo } from '#central/db/cuerpo-lote.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { eventoSchema, type Evento } from '#shared/domain/evento.ts';

/** One entry of a journal as its folder holds it. `epoca` is the one that it belongs to, inherited or not. */
export type Entrada = { readonly epoca: string; readonly seq: number; readonly hash: string; readonly evento: Evento };

/** The whole journal of a station's folder. */
export const leerBitacora = (carpeta: string): Entrada[] => {
  const base = abrirParaLeer(carpetaTrabajo(carpeta).base);
  try {
    let epoca = '';
    return [...crearRepositorioBitacora(base).todas()].map(({ seq, hash, texto }) => {
      const evento = eventoSchema.parse(JSON.parse(texto));
      if (evento.tipo === 'estacion.iniciada') epoca = (evento.datos as { epoca: string }).epoca;
      return { epoca, seq, hash, evento };
    });
  } finally {
    base.close();
  }
};

/** Notes of what was sent and received, which alone make no lote: they ride with the next one. */
const DEL_CAMINO: ReadonlySet<string> = new Set(['lote.acusado', 'lote.rechazado', 'imagenes.acusadas', 'central.perdio']);

/** The journal as far as the central must have it. */
export const sinCola = (entradas: readonly Entrada[]): readonly Entrada[] => entradas.slice(0, entradas.findLastIndex((e) => !DEL_CAMINO.has(e.evento.tipo)) + 1);

export type LoteCentral = { readonly epoca: string; readonly sha: string; readonly texto: string };
export type EnCentral = {
  readonly eventos: readonly { readonly epoca: string; readonly seq: number; readonly hash: string; readonly tipo: string; readonly acta: string | null }[];
  readonly lotes: readonly LoteCentral[];
  readonly imagenes: ReadonlySet<string>;
  readonly hitos: ReadonlySet<string>;
  /** The milestone that is published of each acta, as `epoca seq`. */
  readonly publicadas: ReadonlyMap<string, string>;
  readonly rechazos: readonly string[];
};

/** What a central that is closed holds; its lotes as the text that was signed. */
export const leerCentral = (carpeta: string): EnCentral => {
  const base = new Database(join(carpeta, 'central.db'), { readonly: true });
  try {
    const lotes = base.prepare<[], { epoca: string; sha: string; cuerpo: Buffer }>('select epoca, sha, cuerpo from lote order by epoca, desde').all();
    const abiertos = lotes.map((l) => ({ ...l, ...abrirCuerpo(l.cuerpo) }));
    const eventos = new Map<string, EnCentral['eventos'][number]>();
    for (const { epoca, desde, hasta, en } of abiertos) {
      for (let seq = desde; seq <= hasta; seq++) {
        const { hash, texto } = en(seq);
        const { tipo, acta } = eventoSchema.parse(JSON.parse(texto));
        eventos.set(`${epoca} ${seq} ${hash}`, { epoca, seq, hash, tipo, acta: acta ?? null });
      }
    }
    return {
      eventos: [...eventos.values()],
      lotes: abiertos.map(({ epoca, sha, texto }) => ({ epoca, sha, texto })),
      imagenes: new Set(base.prepare<[], string>('select imagen from imagen where completa = 1').pluck().all()),
      hitos: new Set(base.prepare<[], string>("select epoca || ' ' || seq from hito").pluck().all()),
      publicadas: new Map(base.prepare<[], { acta: string; lugar: string }>("select acta, epoca || ' ' || seq as lugar from hito where vigente = 1").all().map((h) => [h.acta, h.lugar])),
      rechazos: base.prepare<[], string>('select codigo from rechazo').pluck().all(),
    };
  } finally {
    base.close();
  }
};
