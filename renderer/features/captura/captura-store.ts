import type { ContratoEstacion, Parte, Trabajo } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { ErrorApi, Result } from '#shared/errors/result.ts';
import { crearAlmacen, crearRecarga, type EstadoCarga } from '#renderer/api/almacen.ts';
import { compartir } from '#renderer/api/compartir.ts';
import { api, seguidas } from '#renderer/api/conexion.ts';
import { crearEnvio } from '#renderer/api/envio.ts';
import { adelantarImagen } from '#renderer/features/imagen/imagen-store.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { protegerDeLector } from '#renderer/teclado/codigos.ts';
import { borradorDe, escritosDe, formularioDe, irACampo, teclear, valoresDe, type Efecto, type Formulario } from './formulario.ts';

type Dialogo = 'soltar' | 'imagen' | null;
export type CapturaState = {
  readonly estado: EstadoCarga;
  readonly error: ErrorApi | null;
  readonly trabajo: Trabajo | null;
  readonly enEspera: number;
  readonly formulario: Formulario | null;
  readonly ocupado: boolean;
  /** What is on the screen is done with: it stays there, without taking keys, until the answer that brings the next one. */
  readonly terminada: boolean;
  readonly dialogo: Dialogo;
  /** There is work, which is another person's or another post's. */
  readonly deOtros: boolean;
  /** The same person went on with their acta in another window. */
  readonly otraVentana: boolean;
};

export const PARTES_CAPTURA: readonly Parte[] = ['captura', 'digitalizacion', 'cotejo'];
export const useCaptura = crearAlmacen<CapturaState>(() => ({ estado: 'idle', error: null, trabajo: null, enEspera: 0, formulario: null, ocupado: false, terminada: false, dialogo: null, deOtros: false, otraVentana: false }));

/** Whether this is the acta whose form is being written. */
const enPantalla = (trabajo: Trabajo | null): boolean => {
  const { trabajo: actual, formulario, terminada } = useCaptura.getState();
  return !terminada && trabajo !== null && actual !== null && formulario !== null && actual.acta === trabajo.acta && actual.ciclo === trabajo.ciclo && actual.imagen === trabajo.imagen;
};

const ponerSiguiente = (r: Result<Salida<ContratoEstacion, 'captura.siguiente'>>): void => {
  if (!r.ok) {
    useCaptura.setState(({ terminada }) => ({ estado: 'error', error: r.error, ocupado: false, terminada: false, ...(terminada ? { trabajo: null, formulario: null } : {}) }));
    return;
  }
  const { enEspera, borrador, deOtros } = r.valor;
  // The fields of two actas of one election are the same ones: those on the screen are not drawn again.
  const trabajo = compartir(useCaptura.getState().trabajo, r.valor.trabajo);
  // A notice that comes while this is asked asks again: what the person wrote meanwhile is newer than any answer.
  if (enPantalla(trabajo)) {
    useCaptura.setState({ enEspera, deOtros });
    return;
  }
  useCaptura.setState({ estado: 'ready', error: null, trabajo, enEspera, deOtros, otraVentana: false, ocupado: false, terminada: false, formulario: trabajo ? formularioDe(trabajo.campos, borrador) : null });
  if (trabajo) void adelantar(trabajo);
};
/** What was on the screen when the next acta was asked for: one that came meanwhile with a save is newer than the answer. */
let pedidaCon: Trabajo | null = null;
const pedir = crearRecarga(
  () => {
    pedidaCon = useCaptura.getState().trabajo;
    return api()['captura.siguiente']({});
  },
  (r) => {
    if (useCaptura.getState().trabajo === pedidaCon) ponerSiguiente(r);
  },
);

/** Acta during which the next picture was already asked for. */
let adelantada: Trabajo | null = null;
/** Has the picture of the acta that is likely to come next at hand before it comes. */
const adelantar = async (trabajo: Trabajo): Promise<void> => {
  if (adelantada === trabajo) return;
  adelantada = trabajo;
  // The one on the screen goes first.
  await adelantarImagen(trabajo.imagen);
  const r = await api()['captura.despues']({});
  if (r.ok && r.valor.imagen !== null) await adelantarImagen(r.valor.imagen);
  // None yet: once more when half of this acta is written.
  else if (adelantada === trabajo) adelantada = null;
};

/** The person went on in another window: this one lets go, and says so. */
const cederVentana = (): void => useCaptura.setState({ trabajo: null, formulario: null, dialogo: null, ocupado: false, terminada: false, otraVentana: true });
/** The station did not take what was written. Whether it is of no use to try again with this acta. */
const perdida = (error: ErrorApi): boolean => ['captura_ajena', 'captura_retirada', 'captura_misma_persona'].includes(error.codigo);

/** A person who types on without looking stops within this; what they type until then is of the acta that is gone. */
const CALLADO_MS = 800;
let ultimaTecla = Number.NEGATIVE_INFINITY;
/** The acta was taken away: the next one comes when nobody types any more, so that no figure of one is written in another. */
const seguirTrasPerdida = async (error: ErrorApi): Promise<void> => {
  anunciarError(error);
  terminar();
  for (let falta = CALLADO_MS; falta > 0; falta = ultimaTecla + CALLADO_MS - performance.now()) await new Promise((listo) => { setTimeout(listo, falta); });
  // The person may have left meanwhile.
  if (useCaptura.getState().terminada) await pedir();
};

/** What was written and could not be kept: the road to the station is broken. */
let sinGuardar = false;
const borradores = crearEnvio(async ({ trabajo, formulario }: { trabajo: Trabajo; formulario: Formulario }) => {
  const r = await api()['captura.borrador']({ acta: trabajo.acta, ciclo: trabajo.ciclo, borrador: borradorDe(formulario) });
  const { trabajo: actual, ocupado } = useCaptura.getState();
  if (actual !== trabajo || ocupado) return;
  sinGuardar = !r.ok;
  if (r.ok) return;
  if (r.error.codigo === 'captura_otra_ventana') {
    cederVentana();
    return;
  }
  if (perdida(r.error)) await seguirTrasPerdida(r.error);
});

/** Asks for an acta, unless there is one on the screen: then what was written and not kept is sent again. */
export const pedirSiguiente = async (): Promise<void> => {
  const { trabajo, formulario, otraVentana } = useCaptura.getState();
  if (trabajo && formulario) {
    if (sinGuardar) borradores.enviar({ trabajo, formulario });
  } else if (!otraVentana) await pedir();
};

/** Brings here the acta that the person has in another window. */
export const continuarAqui = async (): Promise<void> => {
  useCaptura.setState({ otraVentana: false, estado: 'loading' });
  await pedir();
};

/**
 * The form takes keys again with the answer that brings it, not when nothing more is asked. The one before is not taken
 * away meanwhile: an empty screen would be drawn for nothing.
 */
const terminar = (): void => useCaptura.setState({ dialogo: null, ocupado: true, terminada: true });
const siguiente = async (): Promise<void> => {
  terminar();
  await pedir();
};

/** Stores what was typed and brings the next acta in the same answer: no menu in between, and no second trip. */
export const guardar = async (): Promise<void> => {
  const { trabajo, formulario, ocupado } = useCaptura.getState();
  const valores = formulario ? valoresDe(formulario) : null;
  if (!trabajo || !formulario || !valores || ocupado) return;
  useCaptura.setState({ ocupado: true });
  // A draft that came after what it is a draft of would be refused.
  await borradores.callar();
  const { primera: r, segunda } = await seguidas(['captura.guardar', { acta: trabajo.acta, ciclo: trabajo.ciclo, valores }], ['captura.siguiente', {}]);
  // The person left meanwhile: what they sent is stored, and the screen is nobody's.
  if (useCaptura.getState().trabajo !== trabajo) return;
  if (!r.ok) {
    if (r.error.codigo === 'captura_otra_ventana') {
      cederVentana();
      return;
    }
    if (perdida(r.error)) {
      await seguirTrasPerdida(r.error);
      return;
    }
    anunciarError(r.error);
    useCaptura.setState({ ocupado: false });
    borradores.enviar({ trabajo, formulario });
    return;
  }
  const { hora: cuando, sumaDistinta } = r.valor;
  anunciar(sumaDistinta ? 'aviso' : 'bien', sumaDistinta ? es.captura.sumaDistinta(hora(cuando)) : es.captura.guardada(hora(cuando)));
  terminar();
  if (segunda) ponerSiguiente(segunda);
  else await pedir();
};

export const abrirDialogo = (dialogo: Dialogo): void => {
  const { trabajo, terminada } = useCaptura.getState();
  if (trabajo && !terminada) useCaptura.setState({ dialogo });
};

/** Gives the acta back, unwritten, for another person. */
export const soltar = async (): Promise<void> => {
  const { trabajo, ocupado } = useCaptura.getState();
  if (!trabajo || ocupado) return;
  useCaptura.setState({ ocupado: true });
  const r = await api()['captura.soltar']({ acta: trabajo.acta });
  if (r.ok) anunciar('dato', es.captura.soltada);
  else anunciarError(r.error);
  useCaptura.setState({ trabajo: null, formulario: null, dialogo: null, ocupado: false, estado: 'idle' });
};

/** The picture cannot be read: the paper goes back to the scanner. */
export const reportarImagen = async (motivo: string): Promise<void> => {
  const { trabajo, ocupado } = useCaptura.getState();
  if (!trabajo || ocupado) return;
  useCaptura.setState({ ocupado: true, dialogo: null });
  const r = await api()['digitalizacion.rechazar']({ imagen: trabajo.imagen, motivo });
  if (!r.ok) {
    anunciarError(r.error);
    useCaptura.setState({ ocupado: false });
    return;
  }
  anunciar('bien', es.captura.imagenReportada);
  await siguiente();
};

const EFECTOS: Readonly<Record<Efecto, () => void>> = { ninguno: () => undefined, guardar: () => void guardar(), soltar: () => abrirDialogo('soltar') };

/** One key in the form. Gives back whether it was the form's. */
export const oprimir = (tecla: string): boolean => {
  const { trabajo, formulario, ocupado } = useCaptura.getState();
  ultimaTecla = performance.now();
  if (!trabajo || !formulario || ocupado) return false;
  const r = teclear(formulario, tecla);
  if (r.atendida) useCaptura.setState({ formulario: r.formulario });
  if (r.formulario.escritos !== formulario.escritos || r.formulario.foco !== formulario.foco) borradores.enviar({ trabajo, formulario: r.formulario });
  if (adelantada === null && escritosDe(r.formulario) * 2 > r.formulario.claves.length) void adelantar(trabajo);
  EFECTOS[r.efecto]();
  return r.atendida;
};

export const enfocarCampo = (indice: number): void =>
  useCaptura.setState(({ formulario }) => (formulario && formulario.foco !== indice ? { formulario: irACampo(formulario, indice) } : {}));

protegerDeLector(() => {
  const { trabajo, formulario } = useCaptura.getState();
  return () => {
    useCaptura.setState({ formulario });
    if (trabajo && formulario) borradores.enviar({ trabajo, formulario });
  };
});
