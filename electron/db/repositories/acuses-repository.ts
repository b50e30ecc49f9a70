import { faltanDe, type Tramo } from '#shared/sync/tramos.ts';
import type { Base } from '../open-database.ts';

/** A lote's worth of places that nobody has asked for yet: small enough for any link. */
const EVENTOS_POR_HUECO = 50;
/** A range that went, or waits, with what the central answered. */
export type EnvioGuardado = { readonly desde: number; readonly hasta: number; readonly loteSha: string; readonly acuse: string | null; readonly codigo: string | null };
export type AcuseGuardado = { readonly acuse: string; readonly hora: string };

/**
 * What the central's receipts say of this station's journal and images. Callers give the transaction. A range that waits though
 * later ones were sent says why: `sin_enviar`, never sent; `central_sin_datos`, the central no longer has it.
 */
export const crearRepositorioAcuses = (base: Base) => {
  const acusados = base.prepare<[], Tramo>("select desde, hasta from envio_lote where estado = 'acusado' order by desde");
  const ultimo = base.prepare<[], number>('select coalesce(max(hasta), 0) from envio_lote').pluck();
  const perdido = base.prepare<[number]>("update envio_lote set estado = 'rechazado', codigo = 'central_sin_datos' where desde = ? and estado = 'acusado'");
  const hueco = base.prepare<[number, number, string]>(
    "insert into envio_lote (desde, hasta, lote_sha, estado, acuse, codigo, hora) values (?, ?, '', 'rechazado', null, 'sin_enviar', ?) on conflict (desde) do nothing",
  );
  const fila = base.prepare<[number], { hasta: number; estado: string }>('select hasta, estado from envio_lote where desde = ?');
  const acusar = base.prepare<[number, number, string, string, string]>(
    `insert into envio_lote (desde, hasta, lote_sha, estado, acuse, codigo, hora) values (?, ?, ?, 'acusado', ?, null, ?)
     on conflict (desde) do update set hasta = excluded.hasta, lote_sha = excluded.lote_sha, estado = 'acusado', acuse = excluded.acuse, codigo = null, hora = excluded.hora`,
  );
  const deSeq = base.prepare<[number, number], AcuseGuardado>("select acuse, hora from envio_lote where desde <= ? and hasta >= ? and estado = 'acusado' and acuse is not null order by desde desc limit 1");
  const porAcusar = base.prepare<[number], string>("select imagen from envio_imagen where estado = 'enviada' order by hora limit ?").pluck();
  const imagenAcusada = base.prepare<[string, string]>("update envio_imagen set estado = 'acusada', hora = ? where imagen = ? and estado <> 'acusada'");
  const imagenFalta = base.prepare<[string, string]>(
    `insert into envio_imagen (imagen, estado, bytes, hora) select imagen, 'pendiente', bytes, ? from imagen where imagen = ?
     on conflict (imagen) do update set estado = 'pendiente', hora = excluded.hora where estado <> 'pendiente'`,
  );
  const imagenRecibida = base.prepare<[string, string]>(
    `insert into envio_imagen (imagen, estado, bytes, hora) select imagen, 'acusada', bytes, ? from imagen where imagen = ?
     on conflict (imagen) do update set estado = 'acusada', hora = excluded.hora where estado <> 'acusada'`,
  );
  const imagenesEntre = base.prepare<[number, number], string>('select imagen from imagen where seq between ? and ?').pluck();
  const conImagenPendiente = base.prepare<[], Tramo>(
    `select distinct l.desde, l.hasta from envio_imagen e join imagen i on i.imagen = e.imagen join envio_lote l on l.desde <= i.seq and l.hasta >= i.seq
     where e.estado = 'pendiente' and l.estado = 'acusado' order by l.desde`,
  );
  const deImagen = base.prepare<[string], string>("select hora from envio_imagen where imagen = ? and estado = 'acusada'").pluck();

  const ultimoDesfase = base.prepare<[], number>("select texto ->> '$.datos.desfaseMs' from bitacora where tipo = 'reloj.desfase' order by seq desc limit 1").pluck();

  const envioDe = base.prepare<[number, number], EnvioGuardado>(
    "select desde, hasta, lote_sha as loteSha, acuse, codigo from envio_lote where desde <= ? and hasta >= ? order by estado = 'acusado' desc, desde desc limit 1",
  );
  // Walks the whole journal: for a person who asks about one acta, now and then.
  // Without an index on acta, which would cost a page at each step: 20,000 events are walked in 6 ms, or 30 where nothing of the file is at hand.
  const eventosDeActa = base.prepare<[string], { seq: number; tipo: string; hora: string }>('select seq, tipo, hora from bitacora where acta = ? order by seq');
  const imagenesDeActa = base.prepare<[string], { imagen: string; seq: number; hora: string }>('select imagen, seq, hora from imagen where acta = ? order by seq');
  const estadoImagen = base.prepare<[string], { estado: string; hora: string }>('select estado, hora from envio_imagen where imagen = ?');

  const abrirHuecos = (tramo: Tramo, hora: string): void => {
    for (let desde = tramo.desde; desde <= tramo.hasta; desde += EVENTOS_POR_HUECO) hueco.run(desde, Math.min(tramo.hasta, desde + EVENTOS_POR_HUECO - 1), hora);
  };

  return {
    /** Offset to the central's clock that the journal last tells of, ms; 0 when it tells of none. Walks the whole table. */
    ultimoDesfase: (): number => ultimoDesfase.get() ?? 0,
    /** Ranges with a receipt, in order; they may overlap. */
    acusados: (): Tramo[] => acusados.all(),
    /** Sends the range that begins at `desde` again. */
    marcarPerdido: (desde: number): void => void perdido.run(desde),
    /** Takes a range as received. Places before it that were never sent stay to be sent. */
    acusar: (tramo: Tramo, loteSha: string, acuse: string, hora: string): void => {
      const antes = fila.get(tramo.desde);
      if (antes?.estado === 'acusado' && antes.hasta >= tramo.hasta) return;
      const siguiente = (ultimo.get() ?? 0) + 1;
      if (tramo.desde > siguiente) abrirHuecos({ desde: siguiente, hasta: tramo.desde - 1 }, hora);
      acusar.run(tramo.desde, tramo.hasta, loteSha, acuse, hora);
      if (antes && antes.hasta > tramo.hasta) abrirHuecos({ desde: tramo.hasta + 1, hasta: antes.hasta }, hora);
    },
    /** Places up to `hasta` that no receipt covers. */
    sinAcuse: (hasta: number): Tramo[] => (hasta < 1 ? [] : faltanDe({ desde: 1, hasta }, acusados.all())),
    /** The receipt of one place of the journal. */
    deSeq: (seq: number): AcuseGuardado | null => deSeq.get(seq, seq) ?? null,
    /** Ranges with a receipt, some of whose images the central does not have. */
    conImagenPendiente: (): Tramo[] => conImagenPendiente.all(),
    /** Images that came in this range of the journal. */
    imagenesEntre: ({ desde, hasta }: Tramo): string[] => imagenesEntre.all(desde, hasta),
    /** The central has it, whatever road it went: true when it is news. */
    imagenRecibida: (imagen: string, hora: string): boolean => imagenRecibida.run(hora, imagen).changes > 0,
    /** Images sent whose signed receipt is not here yet, oldest first. */
    imagenesPorAcusar: (limite: number): string[] => porAcusar.all(limite),
    /** True when it is news. */
    imagenAcusada: (imagen: string, hora: string): boolean => imagenAcusada.run(hora, imagen).changes > 0,
    /** The central lacks it: true when it was not pending already. Names that the station does not know are let be. */
    imagenFalta: (imagen: string, hora: string): boolean => imagenFalta.run(hora, imagen).changes > 0,
    /** The lote that carried one place of the journal, or in which it waits; null when none was cut yet. */
    envioDe: (seq: number): EnvioGuardado | null => envioDe.get(seq, seq) ?? null,
    eventosDeActa: (acta: string) => eventosDeActa.all(acta),
    imagenesDeActa: (acta: string) => imagenesDeActa.all(acta),
    estadoImagen: (imagen: string) => estadoImagen.get(imagen) ?? null,
    /** When the central says that it received the image. */
    deImagen: (imagen: string): string | null => deImagen.get(imagen) ?? null,
  };
};
export type RepositorioAcuses = ReturnType<typeof crearRepositorioAcuses>;
