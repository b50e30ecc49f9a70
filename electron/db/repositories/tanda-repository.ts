import type { DatosEvento } from '#shared/domain/eventos.ts';
import { HOJA_EN_BLANCO, cuentaDe, type Cuenta } from '#shared/domain/tanda.ts';
import type { TipoEscaner } from '#shared/domain/escaner.ts';
import type { Base } from '../open-database.ts';

type Recibida = DatosEvento<'hoja.recibida'>;

export type TandaGuardada = {
  readonly tanda: string;
  readonly escaner: string;
  readonly nombre: string;
  readonly tipo: TipoEscaner;
  readonly terminada: 0 | 1;
  readonly falla: string | null;
  readonly hojaPerdida: number | null;
  readonly hora: string;
  /** Sheets whose bytes are stored, and the number of the last one (0: none). */
  readonly recibidas: number;
  readonly ultima: number;
};
/** A tanda that stopped half way and that nobody has attended to. */
export type TandaDetenida = Pick<TandaGuardada, 'tanda' | 'escaner' | 'nombre' | 'tipo' | 'hora' | 'hojaPerdida' | 'recibidas'> & {
  readonly falla: string;
  /** Its scanner has had none since. */
  readonly esUltima: 0 | 1;
};
/** A sheet whose bytes had come before. */
export type HojaRepetida = Pick<HojaPendiente, 'tanda' | 'hoja' | 'pagina' | 'sha256' | 'fuente' | 'hora'>;
type Desenlace = { readonly hoja: number; readonly desenlace: 'imagen' | 'repetida' | 'rechazada' | null; readonly estado: string | null; readonly motivo: string | null };

/** A sheet, or a page of a file, whose bytes are stored and that nobody has looked at yet. */
export type HojaPendiente = {
  readonly tanda: string;
  readonly hoja: number;
  readonly pagina: number;
  readonly sha256: string;
  readonly fuente: string;
  readonly origen: Recibida['origen'];
  readonly digitalizacion: Recibida['digitalizacion'];
  readonly actor: string;
  readonly puesto: string;
  readonly hora: string;
};

/** Reads of the tandas. Only `anotarIntento` writes: it is no projection. */
export const crearRepositorioTandas = (base: Base) => {
  const abiertas = base.prepare<[], TandaGuardada>(
    `select tanda, escaner, nombre, tipo, terminada, falla, hoja_perdida as hojaPerdida, hora,
       (select count(*) from hoja h where h.tanda = t.tanda and h.pagina = 0) as recibidas,
       (select coalesce(max(hoja), 0) from hoja h where h.tanda = t.tanda) as ultima
     from tanda t where terminada = 0 order by seq`,
  );
  const ultimas = base.prepare<[], TandaGuardada>(
    `select tanda, escaner, nombre, tipo, terminada, falla, hoja_perdida as hojaPerdida, hora,
       (select count(*) from hoja h where h.tanda = t.tanda and h.pagina = 0) as recibidas,
       (select coalesce(max(hoja), 0) from hoja h where h.tanda = t.tanda) as ultima
     from tanda t where seq = (select max(seq) from tanda u where u.escaner = t.escaner) order by escaner`,
  );
  const detenidas = base.prepare<[], TandaDetenida>(
    `select tanda, escaner, nombre, tipo, hora, falla, hoja_perdida as hojaPerdida,
       (select count(*) from hoja h where h.tanda = t.tanda and h.pagina = 0) as recibidas,
       seq = (select max(seq) from tanda u where u.escaner = t.escaner) as esUltima
     from tanda t where falla is not null and atendida = 0 order by seq desc`,
  );
  const desenlaces = base.prepare<[string], Desenlace>(
    `select h.hoja, h.desenlace, i.estado, i.motivo from hoja h left join imagen i on i.imagen = h.sha256
     where h.tanda = ? and (h.estado <> 'separada' or h.desenlace = 'rechazada')`,
  );
  const repetidas = base.prepare<[number], HojaRepetida>("select tanda, hoja, pagina, sha256, fuente, hora from hoja where desenlace = 'repetida' order by seq desc limit ?");
  const ultimaDe = base.prepare<[string], number>('select coalesce((select max(hoja) from hoja h where h.tanda = t.tanda), 0) from tanda t where tanda = ?').pluck();
  const bytesDe = base.prepare<[string, number], string>('select sha256 from hoja where tanda = ? and hoja = ? and pagina = 0').pluck();
  const tiene = base.prepare<[string, string], 1>('select 1 from hoja where tanda = ? and sha256 = ? and pagina = 0 limit 1').pluck();
  const pendientes = base.prepare<[], HojaPendiente>(
    `select tanda, hoja, pagina, sha256, fuente, origen, digitalizacion, actor, puesto, hora
     from hoja where estado = 'recibida' order by seq, pagina`,
  );
  const cuantas = base.prepare<[], number>("select count(*) from hoja where estado = 'recibida'").pluck();
  const esperan = base.prepare<[string], 1>("select 1 from hoja where sha256 = ? and estado = 'recibida' limit 1").pluck();
  const separada = base.prepare<[string], 1>("select 1 from hoja where sha256 = ? and estado = 'separada' limit 1").pluck();
  const paginas = base.prepare<[string, number], HojaPendiente>(
    `select tanda, hoja, pagina, sha256, fuente, origen, digitalizacion, actor, puesto, hora
     from hoja where tanda = ? and hoja = ? and pagina > 0 and estado = 'recibida' order by pagina`,
  );
  const anotar = base.prepare<[string], number>(
    'insert into examen_intento (sha256, intentos) values (?, 1) on conflict (sha256) do update set intentos = intentos + 1 returning intentos',
  ).pluck();
  return {
    /** Tandas without an end: a process died under them, or they are under way. */
    abiertas: (): TandaGuardada[] => abiertas.all(),
    /** The last tanda of each scanner. */
    ultimas: (): TandaGuardada[] => ultimas.all(),
    /** Newest first. */
    detenidas: (): TandaDetenida[] => detenidas.all(),
    /** What is stored of a tanda and what must be scanned again. */
    cuenta: (tanda: string): Cuenta => cuentaDe(desenlaces.all(tanda).map(({ hoja, desenlace, estado, motivo }) => ({
      hoja, util: desenlace !== 'rechazada' && !(estado === 'rechazada' && motivo !== HOJA_EN_BLANCO), repetida: desenlace === 'repetida',
    }))),
    /** Last first. */
    repetidas: (limite: number): HojaRepetida[] => repetidas.all(limite),
    /** Number of the last sheet of a tanda, 0 without any; null when there is no such tanda. */
    ultimaDe: (tanda: string): number | null => ultimaDe.get(tanda) ?? null,
    /** SHA-256 of a sheet; null when it did not come. */
    bytesDe: (tanda: string, hoja: number): string | null => bytesDe.get(tanda, hoja) ?? null,
    /** Whether a sheet of these bytes came in the tanda. */
    tiene: (tanda: string, sha256: string): boolean => tiene.get(tanda, sha256) === 1,
    /** In the order in which they came. */
    pendientes: (): HojaPendiente[] => pendientes.all(),
    contarPendientes: (): number => cuantas.get() ?? 0,
    /** Whether a sheet of these bytes still waits to be looked at. */
    espera: (sha256: string): boolean => esperan.get(sha256) === 1,
    /** Whether a file of these bytes was taken apart before. */
    fueSeparada: (sha256: string): boolean => separada.get(sha256) === 1,
    /** Pages of a file that wait, in order. */
    paginas: (tanda: string, hoja: number): HojaPendiente[] => paginas.all(tanda, hoja),
    /** Counts one more try of a sheet that a dead process left, durably; gives how many there were. */
    anotarIntento: (sha256: string): number => anotar.get(sha256) ?? 1,
  };
};
export type RepositorioTandas = ReturnType<typeof crearRepositorioTandas>;
