import type { Estado } from '#shared/domain/estados.ts';
import type { MotivoSinActa } from '#shared/domain/acta.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { Base } from '../open-database.ts';

type Acopio = DatosEvento<'acta.acopiada'>;

/** An acta that something has happened to. One that is not here is `esperada`. */
export type ActaGuardada = {
  readonly clave: string;
  readonly eleccion: TipoEleccion;
  readonly estado: Estado;
  readonly ciclo: number;
  readonly imagen: string | null;
  readonly horaAcopio: string | null;
  readonly mecanismo: Acopio['mecanismoTraslado'] | null;
  readonly tipoDocumento: Acopio['tipoDocumento'] | null;
  readonly catdReceptor: string | null;
  readonly correccionPor: string | null;
  /** Why a coordinator let it be packed without cotejo. */
  readonly sinCotejo: string | null;
  readonly caja: string | null;
  /** When it last moved. */
  readonly hora: string;
};

/** What was last verified of an acta, as its event says. */
export type Verificacion = { readonly valores: Valores; readonly evaluacion: DatosEvento<'acta.verificada'>['evaluacion'] };
export type ConteoActas = { readonly eleccion: TipoEleccion; readonly estado: Estado; readonly contabilizada: 0 | 1 | 2 | null; readonly verificada: 0 | 1; readonly n: number };
export type SolicitudSinActa = { readonly acta: string; readonly motivo: MotivoSinActa; readonly solicita: string; readonly hora: string };

export type LlegadaActa = { readonly clave: string; readonly estado: Estado; readonly hora: string; readonly horaAcopio: string | null };
/** How many actas are in a state, and since when the one that moved first. */
export type EnEstado = { readonly cuantas: number; readonly desde: string };
/** Actas that stopped in one state: how many, since when the first of them, and which come first. */
export type ActasDetenidas = EnEstado & { readonly estado: Estado; readonly primeras: readonly string[] };
export type CajaGuardada = { readonly caja: string; readonly actas: number; readonly sinCotejo: number; readonly hora: string; readonly cerro: string };
export type EnCaja = { readonly clave: string; readonly sinCotejo: string | null };

/** A paper with nothing that says whose it is; `hora`: when it came. */
export type PapelSinNombre = { readonly folio: string; readonly nota: string | null; readonly hora: string };

/** Reads of the actas' projection. Nothing here writes: that is proyecciones.ts. */
export const crearRepositorioActas = (base: Base) => {
  const porClave = base.prepare<[string], ActaGuardada>(
    `select clave, eleccion, estado, ciclo, imagen, hora_acopio as horaAcopio, mecanismo, tipo_documento as tipoDocumento,
       catd_receptor as catdReceptor, correccion_por as correccionPor, sin_cotejo as sinCotejo, caja, hora
     from acta where clave = ?`,
  );
  const enEstado = base.prepare<[Estado], ActaGuardada>(
    `select clave, eleccion, estado, ciclo, imagen, hora_acopio as horaAcopio, mecanismo, tipo_documento as tipoDocumento,
       catd_receptor as catdReceptor, correccion_por as correccionPor, sin_cotejo as sinCotejo, caja, hora
     from acta where estado = ? order by seq`,
  );
  // Uses acta_por_trabajar.
  const porCotejar = base.prepare<[string], string>(
    `select clave from acta where estado = 'verificada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and sin_cotejo is null and (correccion_por is null or correccion_por <> ?) order by seq`,
  ).pluck();
  const cuantasPorCotejar = base.prepare<[string], number>(
    `select count(*) from (select 1 from acta where estado = 'verificada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and sin_cotejo is null and (correccion_por is null or correccion_por <> ?) limit 100)`,
  ).pluck();
  const acopiadas = base.prepare<[number], ActaGuardada>(
    `select clave, eleccion, estado, ciclo, imagen, hora_acopio as horaAcopio, mecanismo, tipo_documento as tipoDocumento,
       catd_receptor as catdReceptor, correccion_por as correccionPor, sin_cotejo as sinCotejo, caja, hora
     from acta where seq_acopio is not null order by seq_acopio desc limit ?`,
  );
  const verificacion = base.prepare<[string], string>(
    'select texto from bitacora where seq = (select seq_verificacion from acta where clave = ?)',
  ).pluck();
  const conteo = base.prepare<[], ConteoActas>(
    'select eleccion, estado, contabilizada, seq_verificacion is not null as verificada, count(*) as n from acta group by 1, 2, 3, 4',
  );
  const estados = base.prepare<[], EnEstado & { readonly estado: Estado }>('select estado, count(*) as cuantas, min(hora) as desde from acta group by estado');
  // Verified actas wait for the publication and for their paper: they are nobody's forgotten work.
  const detenidas = base.prepare<[string], EnEstado & { readonly estado: Estado }>(
    `select estado, count(*) as cuantas, min(hora) as desde from acta
     where estado in ('acopiada', 'redigitalizar', 'digitalizada', 'en_captura', 'discrepancia') and hora <= ? group by estado`,
  );
  const primerasDetenidas = base.prepare<[Estado, number], string>('select clave from acta where estado = ? order by hora, seq limit ?').pluck();
  const llegadas = base.prepare<[], LlegadaActa>("select clave, estado, coalesce(hora_acopio, hora) as hora, hora_acopio as horaAcopio from acta where estado <> 'fuera_de_catalogo'");
  // The event that packed an acta is the last that moved it; its author closed the box.
  const resumenCajas = base.prepare<[], CajaGuardada>(
    `select a.caja as caja, count(*) as actas, sum(json_extract(b.texto, '$.datos.sinCotejo') is not null) as sinCotejo, max(a.hora) as hora, max(json_extract(b.texto, '$.actor')) as cerro
     from acta a join bitacora b on b.seq = a.seq where a.caja is not null group by a.caja order by a.caja`,
  );
  const deCaja = base.prepare<[string], EnCaja>(
    `select a.clave as clave, json_extract(b.texto, '$.datos.sinCotejo') as sinCotejo from acta a join bitacora b on b.seq = a.seq where a.caja = ? order by a.clave`,
  );
  // Uses acta_por_trabajar.
  const dispensadas = base.prepare<[], number>(
    "select count(*) from acta where estado = 'verificada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') and sin_cotejo is not null",
  ).pluck();
  const foliosDados = base.prepare<[], number>('select count(*) from sin_identificar').pluck();
  const sinIdentificar = base.prepare<[], PapelSinNombre>('select folio, nota, hora from sin_identificar where acta is null order by folio');
  const claves = base.prepare<[], string>('select clave from acta').pluck();
  const cajas = base.prepare<[], number>('select count(distinct caja) from acta where caja is not null').pluck();
  const solicitud = base.prepare<[string], SolicitudSinActa>('select acta, motivo, solicita, hora from sin_acta where acta = ?');
  const solicitudes = base.prepare<[], SolicitudSinActa>('select acta, motivo, solicita, hora from sin_acta order by hora, acta');
  return {
    porClave: (clave: string): ActaGuardada | null => porClave.get(clave) ?? null,
    estadoDe: (clave: string): Estado => porClave.get(clave)?.estado ?? 'esperada',
    /** In the order in which they arrived at that state. */
    enEstado: (estado: Estado): ActaGuardada[] => enEstado.all(estado),
    /** Verified ones whose correction, if any, the person did not ask for; oldest first. Nothing may be written meanwhile. */
    recorrerPorCotejar: (persona: string): IterableIterator<string> => porCotejar.iterate(persona),
    /** How many, up to a hundred. */
    contarPorCotejar: (persona: string): number => cuantasPorCotejar.get(persona) ?? 0,
    /** Last received first. */
    acopiadas: (limite: number): ActaGuardada[] => acopiadas.all(limite),
    verificacion: (clave: string): Verificacion | null => {
      const texto = verificacion.get(clave);
      return texto === undefined ? null : (JSON.parse(texto) as { datos: Verificacion }).datos;
    },
    estados: (): ReadonlyMap<Estado, EnEstado> => new Map(estados.all().map(({ estado, ...e }) => [estado, e])),
    /** Those that wait for somebody and have not moved since `hora` or before, by state; of each, the first `limite` that stopped. */
    detenidas: (hora: string, limite: number): ActasDetenidas[] =>
      detenidas.all(hora).map((d) => ({ ...d, primeras: primerasDetenidas.all(d.estado, Math.min(limite, d.cuantas)) })),
    contar: (): ConteoActas[] => conteo.all(),
    /** Every acta that something has happened to. */
    claves: (): string[] => claves.all(),
    /** What has come of each acta of the catalogue; `hora`: when it came, by its paper or, before that, by its image. */
    llegadas: (): LlegadaActa[] => llegadas.all(),
    resumenCajas: (): CajaGuardada[] => resumenCajas.all(),
    deCaja: (caja: string): EnCaja[] => deCaja.all(caja),
    /** Verified ones that may be packed without cotejo. */
    dispensadas: (): number => dispensadas.get() ?? 0,
    /** Numbers given so far to papers that could not be identified. */
    foliosDados: (): number => foliosDados.get() ?? 0,
    /** Papers that came and nobody has said yet whose they are. */
    sinIdentificar: (): PapelSinNombre[] => sinIdentificar.all(),
    /** Boxes closed so far. */
    cajas: (): number => cajas.get() ?? 0,
    solicitudSinActa: (acta: string): SolicitudSinActa | null => solicitud.get(acta) ?? null,
    solicitudesSinActa: (): SolicitudSinActa[] => solicitudes.all(),
  };
};
export type RepositorioActas = ReturnType<typeof crearRepositorioActas>;
