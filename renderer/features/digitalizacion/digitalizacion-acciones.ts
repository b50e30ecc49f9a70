import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Result } from '#shared/errors/result.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError, type TipoResultado } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { abrir, cargarDigitalizacion, escanerActual, hojaEnPantalla, SIN_BUSQUEDA, tengo, useDigitalizacion, type Papel } from './digitalizacion-store.ts';

const T = es.digitalizacion;

/** Starts or stops the chosen scanner. */
const mandar = async (orden: 'escanear' | 'cancelar', dicho: string): Promise<void> => {
  const s = useDigitalizacion.getState();
  const escaner = escanerActual(s);
  if (!tengo('digitalizar') || s.ocupado || !escaner) return;
  useDigitalizacion.setState({ ocupado: true });
  const r = await api()[`digitalizacion.${orden}`]({ escaner: escaner.id });
  useDigitalizacion.setState({ ocupado: false });
  if (r.ok) anunciar('dato', dicho);
  else anunciarError(r.error);
};
export const escanear = (): Promise<void> => mandar('escanear', T.iniciado);
export const cancelar = async (): Promise<void> => {
  if (escanerActual(useDigitalizacion.getState())?.estado === 'escaneando') await mandar('cancelar', T.cancelado);
};

/** The person read what to do with the paper of a tanda that stopped: its notice goes. */
export const atender = async (tanda: string): Promise<void> => {
  const r = await api()['digitalizacion.atender']({ tanda });
  if (!r.ok) anunciarError(r.error);
  await cargarDigitalizacion();
};

/** Does something to the sheet on the screen and says how it went; then the next sheet is on the screen. */
const hacer = async <V>(accion: (imagen: string) => Promise<Result<V>>, tipo: TipoResultado, dicho: (valor: V) => string): Promise<void> => {
  const hoja = hojaEnPantalla();
  if (!hoja || useDigitalizacion.getState().ocupado) return;
  useDigitalizacion.setState({ ocupado: true });
  const r = await accion(hoja.imagen);
  if (r.ok) anunciar(tipo, dicho(r.valor));
  else anunciarError(r.error);
  useDigitalizacion.setState({ ocupado: false, dialogo: null, ...(r.ok ? { elegida: null, comparando: false, ...SIN_BUSQUEDA } : {}) });
  await cargarDigitalizacion();
};

export const rechazar = (motivo: string): Promise<void> => hacer((imagen) => api()['digitalizacion.rechazar']({ imagen, motivo }), 'bien', () => T.rechazada);
export const aceptar = (motivo: string | null): Promise<void> => hacer((imagen) => api()['digitalizacion.aceptar']({ imagen, motivo }), 'bien', ({ destino }) => T.aceptada(destino));
export const promover = (motivo: string): Promise<void> => hacer((imagen) => api()['digitalizacion.promover']({ imagen, motivo }), 'bien', () => T.promovida);
/** «Usar de todos modos»: at once where there is only a doubt, with a reason where it should be scanned again. */
export const usarDeTodosModos = async (): Promise<void> => {
  const hoja = hojaEnPantalla();
  if (hoja?.estado !== 'por_revisar') return;
  if (hoja.veredicto === 'repetir') abrir('aceptar');
  else await aceptar(null);
};

/** The whole number of the paper of which the last figures were typed; what nobody gave goes as it is, for the station to say so. */
const folioDe = (escrito: string, papeles: readonly Papel[]): string | null => {
  const folio = escrito.trim().toUpperCase();
  if (folio === '') return null;
  return papeles.find((p) => p.folio === folio || p.folio.endsWith(`-${folio.padStart(3, '0')}`))?.folio ?? folio;
};

/** The number that was typed, whole. */
const folioEscrito = (): string | null => {
  const { folio, papeles } = useDigitalizacion.getState();
  return folioDe(folio, papeles.datos ?? []);
};
export const declararFuera = (eleccion: TipoEleccion): Promise<void> =>
  hacer((imagen) => api()['digitalizacion.declararFuera']({ imagen, eleccion, folio: folioEscrito() }), 'aviso', () => T.declarada);

/** Enter on the section: first it looks for its actas, then takes the chosen one. */
export const buscarOIdentificar = async (): Promise<void> => {
  const { texto, buscado, resultados, indice, ocupado } = useDigitalizacion.getState();
  const seccion = texto.trim();
  if (seccion === '' || ocupado || !hojaEnPantalla()) return;
  if (buscado !== seccion) {
    const r = await api()['digitalizacion.buscarActa']({ texto: seccion });
    if (r.ok) useDigitalizacion.setState({ buscado: seccion, resultados: r.valor, indice: 0 });
    else anunciarError(r.error);
    return;
  }
  const acta = resultados[indice];
  if (acta) await hacer((imagen) => api()['digitalizacion.identificar']({ imagen, acta: acta.acta, folio: folioEscrito() }), 'bien', ({ destino }) => T.identificada(destino));
};
