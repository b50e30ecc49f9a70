import { PARTES, type ContratoEstacion, type Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';

export type Registros = Salida<ContratoEstacion, 'bitacora.recientes'>;
const LIMITE = 200;
export const PARTES_BITACORA: readonly Parte[] = PARTES;
export const useBitacora = crearAlmacen<{ readonly registros: Carga<Registros> }>(() => ({ registros: cargaInicial() }));

export const cargarBitacora = crearRecarga(
  () => api()['bitacora.recientes']({ limite: LIMITE }),
  (r) => useBitacora.setState((s) => ({ registros: cargaCon(s.registros, r) })),
);
