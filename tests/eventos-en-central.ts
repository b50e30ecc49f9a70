import { join } from 'node:path';
import Database from 'better-sqlite3';
import { abrirCuerpo, type Lugar } from '#central/db/cuerpo-lote.ts';

export type EventoEnCentral = Lugar & { readonly epoca: string };

/** Every event that the central of this folder holds, by epoca and place, each once: two lotes may overlap. */
export const eventosEnCentral = (carpeta: string): EventoEnCentral[] => {
  const base = new Database(join(carpeta, 'central.db'), { readonly: true });
  try {
    const lugares = base.prepare<[], { epoca: string; cuerpo: Buffer }>('select epoca, cuerpo from lote order by epoca, desde').all().flatMap(({ epoca, cuerpo }) => {
      const lote = abrirCuerpo(cuerpo);
      return Array.from({ length: lote.hasta - lote.desde + 1 }, (_, i) => ({ epoca, ...lote.en(lote.desde + i) }));
    });
    return [...new Map(lugares.map((l) => [`${l.epoca} ${l.seq} ${l.hash}`, l])).values()];
  } finally {
    base.close();
  }
};
