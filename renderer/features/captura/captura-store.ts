import type { Parte, Trabajo } from '#shared/api/contrato-estacion.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { crearAlmacen, crearRecarga, type EstadoCarga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { protegerDeLector } from '#renderer/teclado/codigos.ts';
import { formularioNuevo, irACampo, teclear, valoresDe, type Efecto, type Formulario } from './formulario.ts';

type Dialogo = 'soltar' | 'imagen' | null;
export type CapturaState = {
  readonly estado: EstadoCarga;
  readonly error: ErrorApi | null;
  readonly trabajo: Trabajo | null;
  readonly enEspera: number;
  readonly formulario: Formulario | null;
  readonly ocupado: boolean;
  readonly dialogo: Dialogo;
};

export const PARTES_CAPTURA: readonly Parte[] = ['captura', 'digitalizacion', 'cotejo'];
export const useCaptura = crearAlmacen<CapturaState>(() => ({ estado: 'idle', error: null, trabajo: null, enEspera: 0, formulario: null, ocupado: false, dialogo: null }));

const pedir = crearRecarga(
  () => api()['captura.siguiente']({}),
  (r) => {
    if (!r.ok) useCaptura.setState({ estado: 'error', error: r.error });
    else {
      const { trabajo, enEspera } = r.valor;
      useCaptura.setState({ estado: 'ready', error: null, trabajo, enEspera, formulario: trabajo ? formularioNuevo(trabajo.campos) : null });
    }
  },
);

/** Asks for an acta, unless there is one on the screen. */
export const pedirSiguiente = async (): Promise<void> => {
  if (!useCaptura.getState().trabajo) await pedir();
};

const siguiente = async (): Promise<void> => {
  useCaptura.setState({ trabajo: null, formulario: null, dialogo: null });
  await pedir();
  useCaptura.setState({ ocupado: false });
};

/** Stores what was typed and brings the next acta: no menu in between. */
export const guardar = async (): Promise<void> => {
  const { trabajo, formulario, ocupado } = useCaptura.getState();
  const valores = formulario ? valoresDe(formulario) : null;
  if (!trabajo || !valores || ocupado) return;
  useCaptura.setState({ ocupado: true });
  const r = await api()['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores });
  if (!r.ok) {
    anunciarError(r.error);
    if (r.error.codigo === 'captura_ajena') await siguiente();
    else useCaptura.setState({ ocupado: false });
    return;
  }
  const { hora: cuando, sumaDistinta } = r.valor;
  anunciar(sumaDistinta ? 'aviso' : 'bien', sumaDistinta ? es.captura.sumaDistinta(hora(cuando)) : es.captura.guardada(hora(cuando)));
  await siguiente();
};

export const abrirDialogo = (dialogo: Dialogo): void => {
  if (useCaptura.getState().trabajo) useCaptura.setState({ dialogo });
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
  const { formulario, ocupado } = useCaptura.getState();
  if (!formulario || ocupado) return false;
  const r = teclear(formulario, tecla);
  if (r.atendida) useCaptura.setState({ formulario: r.formulario });
  EFECTOS[r.efecto]();
  return r.atendida;
};

export const enfocarCampo = (indice: number): void =>
  useCaptura.setState(({ formulario }) => (formulario && formulario.foco !== indice ? { formulario: irACampo(formulario, indice) } : {}));

protegerDeLector(() => {
  const { formulario } = useCaptura.getState();
  return () => useCaptura.setState({ formulario });
});
