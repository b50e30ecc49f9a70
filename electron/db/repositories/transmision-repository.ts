import type { Base } from '../open-database.ts';

export type LoteRechazado = { readonly desde: number; readonly hasta: number; readonly codigo: string };
export type ImagenPendiente = { readonly imagen: string; readonly bytes: number };
type RespuestaLote = { readonly desde: number; readonly hasta: number; readonly loteSha: string; readonly hora: string };

/** Images that `primerasPendientes` gives. */
const PRIMERAS_IMAGENES = 50;

/** What the station knows of the central: which ranges it answered, and which images it still lacks. */
export type RepositorioTransmision = {
  /** Last place of the journal that a lote was cut up to; 0 for none. */
  readonly ultimo: () => number;
  /** Events after `seq` that are worth a lote: those about lotes ride with the next one. */
  readonly eventosDesde: (seq: number) => number;
  /** Whether there is one: a backlog is not counted for that. */
  readonly hayEventosDesde: (seq: number) => boolean;
  /** Actas with an event in these places of the journal (both ends in it). */
  readonly actasEntre: (desde: number, hasta: number) => string[];
  /** Images that the central lacks: those it said, and those of lotes not yet sent. */
  readonly resumenImagenes: () => { readonly imagenes: number; readonly bytes: number };
  /** Refused lotes, oldest first. */
  readonly rechazados: () => LoteRechazado[];
  readonly guardarAcuse: (lote: RespuestaLote & { readonly acuse: string; readonly imagenesFaltantes: readonly string[] }) => void;
  /** True when this reason is new for the lote. */
  readonly guardarRechazo: (lote: RespuestaLote & { readonly codigo: string }) => boolean;
  /** Images to send: those of verified actas first, then by age. */
  readonly imagenesPendientes: (limite: number) => ImagenPendiente[];
  readonly imagenEnviada: (imagen: string, hora: string) => void;
  readonly horaUltimoAcuse: () => string | null;
};

/** Callers give the transaction: an answer is stored together with its event. */
export const crearRepositorioTransmision = (base: Base): RepositorioTransmision => {
  const ultimo = base.prepare<[], number>('select coalesce(max(hasta), 0) from envio_lote').pluck();
  const eventos = base.prepare<[number], number>("select count(*) from bitacora where seq > ? and tipo not in ('lote.acusado', 'lote.rechazado', 'imagenes.acusadas', 'central.perdio')").pluck();
  const hay = base.prepare<[number], 0 | 1>("select exists (select 1 from bitacora where seq > ? and tipo not in ('lote.acusado', 'lote.rechazado', 'imagenes.acusadas', 'central.perdio'))").pluck();
  const actas = base.prepare<[number, number], string>('select distinct acta from bitacora where seq between ? and ? and acta is not null').pluck();
  const dichas = base.prepare<[], { imagenes: number; bytes: number }>("select count(*) as imagenes, coalesce(sum(bytes), 0) as bytes from envio_imagen where estado = 'pendiente'");
  const porDecir = base.prepare<[number], { imagenes: number; bytes: number }>('select count(*) as imagenes, coalesce(sum(bytes), 0) as bytes from imagen where seq > ?');
  const rechazados = base.prepare<[], LoteRechazado>("select desde, hasta, coalesce(codigo, '') as codigo from envio_lote where estado = 'rechazado' order by desde");
  const codigo = base.prepare<[number], string | null>('select codigo from envio_lote where desde = ?').pluck();
  const guardar = base.prepare<[number, number, string, string, string | null, string | null, string]>(
    `insert into envio_lote (desde, hasta, lote_sha, estado, acuse, codigo, hora) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (desde) do update set hasta = excluded.hasta, lote_sha = excluded.lote_sha, estado = excluded.estado,
       acuse = excluded.acuse, codigo = excluded.codigo, hora = excluded.hora`,
  );
  const hastaDe = base.prepare<[number], number>('select hasta from envio_lote where desde = ?').pluck();
  const queda = base.prepare<[number, number, string]>(
    "insert into envio_lote (desde, hasta, lote_sha, estado, acuse, codigo, hora) values (?, ?, '', 'rechazado', null, 'sin_enviar', ?) on conflict (desde) do nothing",
  );
  /** An answer to less than was waiting at that place leaves the rest waiting: a range may be longer than a lote, or go over an epoca's end. */
  const responder = (l: RespuestaLote, estado: 'acusado' | 'rechazado', acuse: string | null, motivo: string | null): void => {
    const antes = hastaDe.get(l.desde) ?? 0;
    guardar.run(l.desde, l.hasta, l.loteSha, estado, acuse, motivo, l.hora);
    if (antes > l.hasta) queda.run(l.hasta + 1, antes, l.hora);
  };
  const falta = base.prepare<[string, string]>(
    `insert into envio_imagen (imagen, estado, bytes, hora) select imagen, 'pendiente', bytes, ? from imagen where imagen = ?
     on conflict (imagen) do update set estado = 'pendiente', hora = excluded.hora`,
  );
  // Nearly always none waits. With the limit as a parameter SQLite plans it again at each call (captura-repository.ts).
  const primerasPendientes = base.prepare<[], ImagenPendiente>(
    `select e.imagen, e.bytes from envio_imagen e join imagen i on i.imagen = e.imagen left join acta a on a.clave = i.acta
     where e.estado = 'pendiente' order by (a.contabilizada is not null) desc, i.seq limit 50`,
  );
  const pendientes = base.prepare<[number], ImagenPendiente>(
    `select e.imagen, e.bytes from envio_imagen e join imagen i on i.imagen = e.imagen left join acta a on a.clave = i.acta
     where e.estado = 'pendiente' order by (a.contabilizada is not null) desc, i.seq limit ?`,
  );
  const enviada = base.prepare<[string, string]>("update envio_imagen set estado = 'enviada', hora = ? where imagen = ?");
  const hora = base.prepare<[], string | null>("select max(hora) from envio_lote where estado = 'acusado'").pluck();

  return {
    ultimo: () => ultimo.get() ?? 0,
    eventosDesde: (seq) => eventos.get(seq) ?? 0,
    hayEventosDesde: (seq) => hay.get(seq) === 1,
    actasEntre: (desde, hasta) => actas.all(desde, hasta),
    resumenImagenes: () => {
      const [a, b] = [dichas.get(), porDecir.get(ultimo.get() ?? 0)];
      return { imagenes: (a?.imagenes ?? 0) + (b?.imagenes ?? 0), bytes: (a?.bytes ?? 0) + (b?.bytes ?? 0) };
    },
    rechazados: () => rechazados.all(),
    guardarAcuse: (l) => {
      responder(l, 'acusado', l.acuse, null);
      for (const imagen of l.imagenesFaltantes) falta.run(l.hora, imagen);
    },
    guardarRechazo: (l) => {
      const antes = codigo.get(l.desde);
      responder(l, 'rechazado', null, l.codigo);
      return antes !== l.codigo;
    },
    imagenesPendientes: (limite) => (limite > PRIMERAS_IMAGENES ? pendientes.all(limite) : primerasPendientes.all().slice(0, limite)),
    imagenEnviada: (imagen, cuando) => void enviada.run(cuando, imagen),
    horaUltimoAcuse: () => hora.get() ?? null,
  };
};
