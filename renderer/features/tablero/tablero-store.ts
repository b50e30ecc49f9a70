import { PARTES, type ContratoEstacion, type Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';

export type Resumen = Salida<ContratoEstacion, 'tablero.resumen'>;
export const PARTES_TABLERO: readonly Parte[] = PARTES;

export const useTablero = crearAlmacen<{ readonly resumen: Carga<Resumen>; readonly enviando: boolean }>(() => ({ resumen: cargaInicial(), enviando: false }));

export const cargarResumen = crearRecarga(
  () => api()['tablero.resumen']({}),
  (r) => useTablero.setState((s) => ({ resumen: cargaCon(s.resumen, r) })),
);

/** Sends now what waits for the central, without waiting for the next round; that nothing could be sent is no success. */
export const enviarAhora = async (): Promise<void> => {
  if (useTablero.getState().enviando) return;
  useTablero.setState({ enviando: true });
  const r = await api()['transmision.enviar']({});
  useTablero.setState({ enviando: false });
  await cargarResumen();
  if (!r.ok) anunciarError(r.error);
  else if (r.valor.enviados === 0 && r.valor.pendientes > 0) anunciar('aviso', es.tablero.nadaEnviado(useTablero.getState().resumen.datos?.transmision.motivo ?? es.tablero.esperaTexto));
  else anunciar('bien', es.tablero.enviado(r.valor.enviados, r.valor.pendientes));
};
