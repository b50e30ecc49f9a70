import type { ActaResumen, ContratoEstacion, ImagenBandeja, Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import { puede } from '#shared/domain/permisos.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';

export type Bandeja = Salida<ContratoEstacion, 'digitalizacion.bandeja'>;
export type Vista = 'bandeja' | 'identificar';
type Digitalizacion = {
  readonly vista: Vista | null;
  readonly bandeja: Carga<Bandeja>;
  readonly porIdentificar: Carga<readonly ImagenBandeja[]>;
  /** The sheet that is looked at, by its image. */
  readonly elegida: string | null;
  readonly texto: string;
  readonly buscado: string | null;
  readonly resultados: readonly ActaResumen[];
  readonly indice: number;
  readonly dialogo: 'rechazar' | 'fuera' | null;
  readonly ocupado: boolean;
};

export const PARTES_DIGITALIZACION: readonly Parte[] = ['digitalizacion', 'captura'];
const SIN_BUSQUEDA = { texto: '', buscado: null, resultados: [], indice: 0 } as const;
export const useDigitalizacion = crearAlmacen<Digitalizacion>(() => ({
  vista: null, bandeja: cargaInicial(), porIdentificar: cargaInicial(), elegida: null, ...SIN_BUSQUEDA, dialogo: null, ocupado: false,
}));

export const tengo = (permiso: 'digitalizar' | 'identificar' | 'declarar_fuera'): boolean => puede(useSesion.getState().persona?.roles ?? [], permiso);

const leerBandeja = crearRecarga(
  () => api()['digitalizacion.bandeja']({}),
  (r) => {
    const trabaja = (b: Bandeja | null): boolean => b?.escaneres.some((e) => e.estado === 'escaneando' || e.estado === 'cancelando') === true;
    const trabajaba = trabaja(useDigitalizacion.getState().bandeja.datos);
    useDigitalizacion.setState((s) => ({ bandeja: cargaCon(s.bandeja, r) }));
    if (!r.ok || trabaja(r.valor) || !trabajaba) return;
    // A scan that stops half way must be seen by who holds the paper.
    const falla = r.valor.escaneres.find((e) => e.tanda?.falla)?.tanda?.falla;
    if (falla) return anunciarError(falla as ErrorApi);
    const pendientes = r.valor.imagenes.filter((i) => i.estado === 'por_identificar').length;
    anunciar(pendientes > 0 ? 'aviso' : 'bien', es.digitalizacion.terminado(pendientes));
  },
);
const leerPorIdentificar = crearRecarga(
  () => api()['digitalizacion.porIdentificar']({}),
  (r) => useDigitalizacion.setState((s) => ({ porIdentificar: cargaCon(s.porIdentificar, r) })),
);
export const cargarDigitalizacion = async (): Promise<void> => {
  await Promise.all([tengo('digitalizar') ? leerBandeja() : null, tengo('identificar') ? leerPorIdentificar() : null]);
};

export const verVista = (vista: Vista): void => useDigitalizacion.setState({ vista, elegida: null, ...SIN_BUSQUEDA });

/** Starts the scanner on its tray. */
export const escanear = async (): Promise<void> => {
  if (!tengo('digitalizar') || useDigitalizacion.getState().ocupado) return;
  useDigitalizacion.setState({ ocupado: true });
  const r = await api()['digitalizacion.escanear']({ escaner: useDigitalizacion.getState().bandeja.datos?.escaneres[0]?.id ?? '' });
  useDigitalizacion.setState({ ocupado: false });
  if (r.ok) anunciar('dato', es.digitalizacion.iniciado);
  else anunciarError(r.error);
};

export const elegirHoja = (imagen: string): void => useDigitalizacion.setState({ elegida: imagen, ...SIN_BUSQUEDA });

const NINGUNA: readonly ImagenBandeja[] = [];
/** The sheets of the view on the screen. */
export const hojasDe = (s: Digitalizacion, vista: Vista): readonly ImagenBandeja[] => (vista === 'bandeja' ? (s.bandeja.datos?.imagenes ?? NINGUNA) : (s.porIdentificar.datos ?? NINGUNA));
/** The sheet that is looked at: the one chosen while it is there, else the first. */
export const hojaActual = (s: Digitalizacion, vista: Vista): ImagenBandeja | null => {
  const hojas = hojasDe(s, vista);
  return hojas.find((h) => h.imagen === s.elegida) ?? hojas[0] ?? null;
};
export const vistaDe = (s: Pick<Digitalizacion, 'vista'>): Vista => s.vista ?? (tengo('digitalizar') ? 'bandeja' : 'identificar');

export const moverHoja = (paso: 1 | -1): void => {
  const s = useDigitalizacion.getState();
  const vista = vistaDe(s);
  const hojas = hojasDe(s, vista);
  const i = hojas.findIndex((h) => h.imagen === hojaActual(s, vista)?.imagen);
  const otra = hojas[Math.max(0, Math.min(hojas.length - 1, i + paso))];
  if (otra) elegirHoja(otra.imagen);
};

export const escribirSeccion = (texto: string): void => useDigitalizacion.setState({ texto });
export const moverResultado = (paso: 1 | -1): void => useDigitalizacion.setState((s) => ({ indice: Math.max(0, Math.min(s.resultados.length - 1, s.indice + paso)) }));
export const elegirResultado = (indice: number): void => useDigitalizacion.setState({ indice });

const terminar = async (r: { readonly ok: boolean }): Promise<void> => {
  useDigitalizacion.setState(r.ok ? { ocupado: false, dialogo: null, elegida: null, ...SIN_BUSQUEDA } : { ocupado: false, dialogo: null });
  await cargarDigitalizacion();
};

const actual = (): ImagenBandeja | null => {
  const s = useDigitalizacion.getState();
  return hojaActual(s, vistaDe(s));
};

/** Enter on the section: first it looks for its actas, then takes the chosen one. */
export const buscarOIdentificar = async (): Promise<void> => {
  const { texto, buscado, resultados, indice, ocupado } = useDigitalizacion.getState();
  const hoja = actual();
  const seccion = texto.trim();
  if (seccion === '' || ocupado || !hoja) return;
  if (buscado !== seccion) {
    const r = await api()['digitalizacion.buscarActa']({ texto: seccion });
    if (r.ok) useDigitalizacion.setState({ buscado: seccion, resultados: r.valor, indice: 0 });
    else anunciarError(r.error);
    return;
  }
  const acta = resultados[indice];
  if (!acta) return;
  useDigitalizacion.setState({ ocupado: true });
  const r = await api()['digitalizacion.identificar']({ imagen: hoja.imagen, acta: acta.acta });
  if (r.ok) anunciar('bien', es.digitalizacion.identificada(r.valor.destino));
  else anunciarError(r.error);
  await terminar(r);
};

export const abrir = (dialogo: 'rechazar' | 'fuera'): void => {
  if (actual() && (dialogo === 'rechazar' || tengo('declarar_fuera'))) useDigitalizacion.setState({ dialogo });
};
export const cerrarDialogo = (): void => useDigitalizacion.setState({ dialogo: null });

export const rechazar = async (motivo: string): Promise<void> => {
  const hoja = actual();
  if (!hoja) return;
  useDigitalizacion.setState({ ocupado: true });
  const r = await api()['digitalizacion.rechazar']({ imagen: hoja.imagen, motivo });
  if (r.ok) anunciar('bien', es.digitalizacion.rechazada);
  else anunciarError(r.error);
  await terminar(r);
};

export const declararFuera = async (eleccion: TipoEleccion): Promise<void> => {
  const hoja = actual();
  if (!hoja) return;
  useDigitalizacion.setState({ ocupado: true });
  const r = await api()['digitalizacion.declararFuera']({ imagen: hoja.imagen, eleccion });
  if (r.ok) anunciar('aviso', es.digitalizacion.declarada);
  else anunciarError(r.error);
  await terminar(r);
};
