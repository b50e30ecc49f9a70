import type { ContratoEstacion, Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { crearAlmacen, crearRecarga, type EstadoCarga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { crearEnvio } from '#renderer/api/envio.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { protegerDeLector } from '#renderer/teclado/codigos.ts';
import { borradorDe, decisionDe, irAFila, necesitaMotivo, oprimirDecision, valoresResueltos, type Decision } from './decision.ts';

export type TrabajoVerificacion = NonNullable<Salida<ContratoEstacion, 'verificacion.siguiente'>['trabajo']>;
type Verificacion = {
  readonly estado: EstadoCarga;
  readonly error: ErrorApi | null;
  readonly trabajo: TrabajoVerificacion | null;
  readonly enEspera: number;
  readonly decision: Decision | null;
  readonly motivo: string;
  readonly faltaMotivo: boolean;
  readonly ocupado: boolean;
  readonly rechazando: boolean;
  /** The same person went on with their acta in another window. */
  readonly otraVentana: boolean;
};

export const PARTES_VERIFICACION: readonly Parte[] = ['captura', 'verificacion', 'digitalizacion'];
export const useVerificacion = crearAlmacen<Verificacion>(() => ({
  estado: 'idle', error: null, trabajo: null, enEspera: 0, decision: null, motivo: '', faltaMotivo: false, ocupado: false, rechazando: false, otraVentana: false,
}));

/** Whether this is the discrepancy that is being decided. */
const enPantalla = (trabajo: TrabajoVerificacion | null): boolean => {
  const { trabajo: actual, decision } = useVerificacion.getState();
  return trabajo !== null && actual !== null && decision !== null && actual.acta === trabajo.acta && actual.ciclo === trabajo.ciclo && actual.imagen === trabajo.imagen;
};

const pedir = crearRecarga(
  () => api()['verificacion.siguiente']({}),
  (r) => {
    if (!r.ok) return useVerificacion.setState({ estado: 'error', error: r.error, ocupado: false });
    const { trabajo, enEspera, borrador } = r.valor;
    // A notice that comes while this is asked asks again: what the person decided meanwhile is newer than any answer.
    if (enPantalla(trabajo)) return useVerificacion.setState({ enEspera });
    const decision = trabajo ? decisionDe(trabajo.distintos, trabajo.capturas, borrador) : null;
    useVerificacion.setState({ estado: 'ready', error: null, trabajo, enEspera, decision, motivo: borrador?.motivo ?? '', faltaMotivo: false, ocupado: false, otraVentana: false });
  },
);

/** Asks for a discrepancy, unless there is one on the screen. */
export const pedirDiscrepancia = async (): Promise<void> => {
  const { trabajo, otraVentana } = useVerificacion.getState();
  if (!trabajo && !otraVentana) await pedir();
};

/** Brings here the discrepancy that the person has in another window. */
export const continuarAqui = async (): Promise<void> => {
  useVerificacion.setState({ otraVentana: false, estado: 'loading' });
  await pedir();
};

const siguiente = async (): Promise<void> => {
  useVerificacion.setState({ trabajo: null, decision: null, rechazando: false });
  await pedir();
};

/** The person went on in another window: this one lets go, and says so. */
const cederVentana = (): void => useVerificacion.setState({ trabajo: null, decision: null, rechazando: false, ocupado: false, otraVentana: true, estado: 'ready' });
/** The station did not take what was decided. Whether it can no longer be this person's here. */
const atenderPerdida = async (error: ErrorApi): Promise<boolean> => {
  if (error.codigo === 'captura_otra_ventana') {
    cederVentana();
    return true;
  }
  if (error.codigo !== 'verificacion_ajena') return false;
  anunciarError(error);
  await siguiente();
  return true;
};

const borradores = crearEnvio(async ({ trabajo, decision, motivo }: { trabajo: TrabajoVerificacion; decision: Decision; motivo: string }) => {
  const r = await api()['verificacion.borrador']({ acta: trabajo.acta, ciclo: trabajo.ciclo, borrador: { ...borradorDe(decision), motivo } });
  const { trabajo: actual, ocupado } = useVerificacion.getState();
  if (!r.ok && actual === trabajo && !ocupado) await atenderPerdida(r.error);
});
/** Keeps what is decided so far, for whatever may happen to this window. */
const anotar = (): void => {
  const { trabajo, decision, motivo } = useVerificacion.getState();
  if (trabajo && decision) borradores.enviar({ trabajo, decision, motivo });
};

/** Stores the decision, once every field has one and a value of one's own has its reason. */
export const guardarDecision = async (): Promise<void> => {
  const { trabajo, decision, motivo, ocupado } = useVerificacion.getState();
  if (!trabajo || !decision || ocupado) return;
  const valores = valoresResueltos(decision, trabajo.capturas[0]);
  if (!valores) { anunciar('aviso', es.verificacion.falta); return; }
  const conMotivo = necesitaMotivo(decision);
  if (conMotivo && motivo.trim().length < 3) { useVerificacion.setState({ faltaMotivo: true }); return; }
  useVerificacion.setState({ ocupado: true });
  await borradores.callar();
  const r = await api()['verificacion.resolver']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores, motivo: conMotivo ? motivo.trim() : null });
  if (!r.ok) {
    if (await atenderPerdida(r.error)) return;
    anunciarError(r.error);
    useVerificacion.setState({ ocupado: false });
    anotar();
    return;
  }
  const { hora: cuando, sumaDistinta } = r.valor;
  anunciar(sumaDistinta ? 'aviso' : 'bien', sumaDistinta ? es.verificacion.guardadaSuma(hora(cuando)) : es.verificacion.guardada(hora(cuando)));
  await siguiente();
};

/** The picture cannot decide: scan again. */
export const rechazarImagen = async (motivo: string): Promise<void> => {
  const { trabajo, ocupado } = useVerificacion.getState();
  if (!trabajo || ocupado) return;
  useVerificacion.setState({ ocupado: true });
  const r = await api()['digitalizacion.rechazar']({ imagen: trabajo.imagen, motivo });
  if (r.ok) anunciar('bien', es.captura.imagenReportada);
  else anunciarError(r.error);
  if (r.ok) await siguiente();
  else useVerificacion.setState({ ocupado: false, rechazando: false });
};

/** One key on the table of readings. Gives back whether it was of the table. */
export const oprimirTecla = (tecla: string): boolean => {
  const { trabajo, decision, ocupado } = useVerificacion.getState();
  if (!trabajo || !decision || ocupado) return false;
  const r = oprimirDecision(decision, tecla, trabajo.capturas);
  if (r.atendida) useVerificacion.setState({ decision: r.decision });
  if (r.guardar) void guardarDecision();
  else if (r.atendida) anotar();
  return r.atendida;
};

export const enfocarFila = (fila: number): void =>
  useVerificacion.setState(({ decision }) => (decision && decision.foco !== fila ? { decision: irAFila(decision, fila) } : {}));
export const ponerMotivo = (motivo: string): void => {
  useVerificacion.setState({ motivo, faltaMotivo: false });
  anotar();
};
export const abrirRechazo = (rechazando: boolean): void => useVerificacion.setState((s) => ({ rechazando: rechazando && s.trabajo !== null }));

protegerDeLector(() => {
  const { decision } = useVerificacion.getState();
  return () => {
    useVerificacion.setState({ decision });
    // What the reader seemed to decide was kept too.
    anotar();
  };
});
