import type { Asiento } from '#shared/sync/lote.ts';
import type { Base } from '../open-database.ts';

/** An entry with the columns that repeat what its text says. */
export type FilaBitacora = Asiento & { readonly id: string; readonly tipo: string; readonly acta: string | null; readonly hora: string };

/** First place of an epoca, and whose it is. */
export type InicioEpoca = { readonly desde: number; readonly epoca: string; readonly estacion: string };

/** The epoca of a place and its last place, null while it goes on; null for a journal without a beginning. */
export const epocaEn = (inicios: readonly InicioEpoca[], seq: number): { readonly epoca: string; readonly hasta: number | null } | null => {
  const i = inicios.findLastIndex((inicio) => inicio.desde <= seq);
  const [suyo, siguiente] = [inicios[i], inicios[i + 1]];
  return suyo === undefined ? null : { epoca: suyo.epoca, hasta: siguiente === undefined ? null : siguiente.desde - 1 };
};

/** The journal's table: only inserts and reads. There is no update and no delete. */
export const crearRepositorioBitacora = (base: Base) => {
  const insertar = base.prepare<[number, string, string, string | null, string, string, string]>(
    'insert into bitacora (seq, id, tipo, acta, hora, texto, hash) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const ultima = base.prepare<[], FilaBitacora>('select seq, id, tipo, acta, hora, texto, hash from bitacora order by seq desc limit 1');
  const rango = base.prepare<[number, number], Asiento>('select seq, texto, hash from bitacora where seq between ? and ? order by seq');
  const hash = base.prepare<[number], string>('select hash from bitacora where seq = ?').pluck();
  const todas = base.prepare<[], FilaBitacora>('select seq, id, tipo, acta, hora, texto, hash from bitacora order by seq');
  const recientes = base.prepare<[number], Asiento>('select seq, texto, hash from bitacora order by seq desc limit ?');
  const inicios = base.prepare<[], InicioEpoca>(
    "select seq as desde, texto ->> '$.datos.epoca' as epoca, texto ->> '$.datos.estacion' as estacion from bitacora where tipo = 'estacion.iniciada' order by seq",
  );
  return {
    insertar: (f: FilaBitacora): void => void insertar.run(f.seq, f.id, f.tipo, f.acta, f.hora, f.texto, f.hash),
    ultima: (): FilaBitacora | null => ultima.get() ?? null,
    /** The journal has no gaps: so many places are so many entries. */
    leer: (desde: number, limite: number): Asiento[] => rango.all(desde, desde + limite - 1),
    hashDe: (seq: number): string | null => hash.get(seq) ?? null,
    /** Every entry in order, one at a time. Nothing may be written while it is read. */
    todas: (): IterableIterator<FilaBitacora> => todas.iterate(),
    /** Where each epoca of this journal begins: one, and one more for each relief. Walks the whole table. */
    inicios: (): InicioEpoca[] => inicios.all(),
    /** Newest first. */
    recientes: (limite: number): Asiento[] => recientes.all(limite),
  };
};
export type RepositorioBitacora = ReturnType<typeof crearRepositorioBitacora>;
