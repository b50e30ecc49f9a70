import type { ContratoEstacion, Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { crearAlmacen, crearRecarga, type EstadoCarga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';

export type TrabajoCotejo = NonNullable<Salida<ContratoEstacion, 'cotejo.siguiente'>['trabajo']>;
export type Correccion = 'recaptura' | 'escaneo';
type Cotejo = {
  readonly estado: EstadoCarga;
  readonly error: ErrorApi | null;
  readonly trabajo: TrabajoCotejo | null;
  readonly enEspera: number;
  readonly ocupado: boolean;
  /** The correction whose reason is being asked. */
  readonly pidiendo: Correccion | null;
  /** The picture is on the screen: before that nothing can have been compared. */
  readonly vista: boolean;
};

export const PARTES_COTEJO: readonly Parte[] = ['captura', 'verificacion', 'cotejo', 'digitalizacion'];
export const useCotejo = crearAlmacen<Cotejo>(() => ({ estado: 'idle', error: null, trabajo: null, enEspera: 0, ocupado: false, pidiendo: null, vista: false }));

/** Whether this is the acta that is being compared. */
const enPantalla = (trabajo: TrabajoCotejo | null): boolean => {
  const { trabajo: actual } = useCotejo.getState();
  return trabajo !== null && actual !== null && actual.acta === trabajo.acta && actual.ciclo === trabajo.ciclo && actual.imagen === trabajo.imagen;
};

const pedir = crearRecarga(
  () => api()['cotejo.siguiente']({}),
  (r) => {
    if (!r.ok) return useCotejo.setState({ estado: 'error', error: r.error });
    const { trabajo, enEspera } = r.valor;
    // A notice that comes while this is asked asks again: the picture that is on the screen already was seen.
    if (enPantalla(trabajo)) return useCotejo.setState({ enEspera });
    useCotejo.setState({ estado: 'ready', error: null, trabajo, enEspera, vista: false });
  },
);

/** Asks for an acta to check, unless there is one on the screen. */
export const pedirCotejo = async (): Promise<void> => {
  if (!useCotejo.getState().trabajo) await pedir();
};

const terminar = async (r: { readonly ok: true } | { readonly ok: false; readonly error: ErrorApi }, texto: string): Promise<void> => {
  if (r.ok) anunciar('bien', texto);
  else anunciarError(r.error);
  if (!r.ok && r.error.codigo !== 'cotejo_ajeno') { useCotejo.setState({ ocupado: false }); return; }
  useCotejo.setState({ trabajo: null });
  await pedir();
  useCotejo.setState({ ocupado: false });
};

/** The published data say what the paper says. */
export const aceptar = async (): Promise<void> => {
  const { trabajo, ocupado, vista } = useCotejo.getState();
  if (!trabajo || ocupado || !vista) return;
  useCotejo.setState({ ocupado: true });
  await terminar(await api()['cotejo.aceptar']({ acta: trabajo.acta }), es.cotejo.aceptada);
};

/** They do not: other people capture it again, or its paper is scanned again. */
export const pedirCorreccion = async (motivo: string): Promise<void> => {
  const { trabajo, ocupado, pidiendo } = useCotejo.getState();
  if (!trabajo || ocupado || pidiendo === null) return;
  useCotejo.setState({ ocupado: true, pidiendo: null });
  const { acta } = trabajo;
  if (pidiendo === 'recaptura') await terminar(await api()['cotejo.pedirRecaptura']({ acta, motivo }), es.cotejo.pedida);
  else await terminar(await api()['cotejo.pedirEscaneo']({ acta, motivo }), es.cotejo.escaneoPedido);
};

export const abrir = (correccion: Correccion): void => useCotejo.setState((s) => (s.trabajo === null ? {} : { pidiendo: correccion }));
export const cerrar = (): void => useCotejo.setState({ pidiendo: null });
export const marcarVista = (): void => useCotejo.setState({ vista: true });
