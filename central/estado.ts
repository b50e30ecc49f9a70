import { abrirBaseSoloLectura } from '#central/db/base-central.ts';
import { crearRepositorioExistencias, type EstadoEpoca, type RepositorioExistencias } from '#central/db/existencias-repository.ts';
import { fallaDeBase } from '#central/db/fallas-base.ts';
import { crearRepositorioIngesta, type RepositorioIngesta } from '#central/db/ingesta-repository.ts';
import { crearRepositorioRevocaciones, type RepositorioRevocaciones } from '#central/db/revocaciones-repository.ts';

/** What the central holds, and what somebody must look at. */
export type EstadoCentral = {
  readonly epocas: readonly EstadoEpoca[];
  readonly huecos: readonly { readonly epoca: string; readonly estacion: string; readonly desde: number; readonly hasta: number }[];
  readonly imagenesFaltantes: number;
  /** What was received and is in no cut yet. */
  readonly retraso: Retraso;
  readonly alarmas: readonly { readonly clave: string; readonly tipo: string; readonly detalle: string; readonly hora: string }[];
  readonly rechazos: readonly { readonly sha: string; readonly codigo: string; readonly veces: number; readonly ruta: string | null }[];
  /** The OPL's list that holds, and since when; null when there was none. */
  readonly revocaciones: EstadoRevocaciones | null;
};

/** Of what these say there is nothing to do: a relief that two people of the center decided, and a delay that the state itself says while it lasts. */
const INFORMATIVAS: ReadonlySet<string> = new Set(['relevo', 'publicacion_atrasada']);

/** Whether a person must look at what an alarm says. */
export const pideAtencion = ({ tipo }: EstadoCentral['alarmas'][number]): boolean => !INFORMATIVAS.has(tipo);

export type EstadoRevocaciones = {
  /** The OPL's hour, and this central's when it took the list. */
  readonly hora: string;
  readonly tomada: string;
  /** Each station or key of the list, with what it sent and was refused for that: kept, nothing of it counts. */
  readonly revocadas: readonly { readonly quien: string; readonly rechazos: number; readonly ultimo: string | null }[];
};

export type Retraso = {
  readonly actas: number;
  /** When the oldest of them came. */
  readonly desde: string | null;
  readonly ms: number;
  /** It waits longer than `RETRASO_MAXIMO_MS`: data came in and does not get out (it happened in a real PREP). */
  readonly alarma: boolean;
};

/** Three times the longest that a cut may take to come (three an hour, domain 1.7) is beyond any excuse; one is already late. */
export const RETRASO_MAXIMO_MS = 20 * 60_000;

export const leerRetraso = async (existencias: RepositorioExistencias, ahora: number, maximoMs: number): Promise<Retraso> => {
  const { actas, desde } = await existencias.porPublicar();
  const ms = desde === null ? 0 : Math.max(0, ahora - Date.parse(desde));
  return { actas, desde, ms, alarma: ms > maximoMs };
};

type Rechazos = Awaited<ReturnType<RepositorioIngesta['rechazos']>>;

const leerRevocaciones = async (repositorio: RepositorioRevocaciones, rechazos: Rechazos): Promise<EstadoRevocaciones | null> => {
  const lista = await repositorio.vigente();
  if (lista === null) return null;
  const suyos = rechazos.filter((r) => r.codigo === 'estacion_revocada').map((r) => ({ de: JSON.parse(r.parametros) as { estacion?: string; llave?: string }, ultima: r.ultima }));
  return {
    hora: lista.hora, tomada: lista.tomada,
    revocadas: (JSON.parse(lista.revocadas) as string[]).map((quien) => {
      const de = suyos.filter((r) => r.de.estacion === quien || r.de.llave === quien);
      return { quien, rechazos: de.length, ultimo: de.map((r) => r.ultima).sort().at(-1) ?? null };
    }),
  };
};

type Repositorios = { readonly existencias: RepositorioExistencias; readonly ingesta: RepositorioIngesta; readonly revocaciones: RepositorioRevocaciones };

export const leerEstado = async (p: Repositorios & { readonly ahora: number; readonly retrasoMaximoMs: number }): Promise<EstadoCentral> => {
  const [epocas, rechazos] = [await p.existencias.epocas(), await p.ingesta.rechazos()];
  return {
    epocas, huecos: epocas.flatMap(({ epoca, estacion, huecos }) => huecos.map((h) => ({ epoca, estacion, ...h }))), imagenesFaltantes: epocas.reduce((n, e) => n + e.imagenesFaltantes, 0),
    retraso: await leerRetraso(p.existencias, p.ahora, p.retrasoMaximoMs), alarmas: await p.ingesta.alarmas(), rechazos, revocaciones: await leerRevocaciones(p.revocaciones, rechazos),
  };
};

/** The state of a central by its database alone, which is not touched, beside the one that runs. Throws AppError `base_mas_nueva`, `base_mas_vieja`, `base_central_danada`. */
export const estadoDeBase = async (ruta: string, ahora: number): Promise<EstadoCentral> => {
  const db = abrirBaseSoloLectura(ruta);
  try {
    return await leerEstado({ existencias: crearRepositorioExistencias(db), ingesta: crearRepositorioIngesta(db), revocaciones: crearRepositorioRevocaciones(db), ahora, retrasoMaximoMs: RETRASO_MAXIMO_MS });
  } catch (error) {
    throw fallaDeBase(error) ?? error;
  } finally {
    await db.destroy();
  }
};
