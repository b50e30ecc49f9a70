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

/** Sends now what waits for the central, without waiting for the next round. */
export const enviarAhora = async (): Promise<void> => {
  if (useTablero.getState().enviando) return;
  useTablero.setState({ enviando: true });
  const r = await api()['transmision.enviar']({});
  useTablero.setState({ enviando: false });
  if (r.ok) anunciar('bien', es.tablero.enviado(r.valor.enviados, r.valor.pendientes));
  else anunciarError(r.error);
  await cargarResumen();
};
