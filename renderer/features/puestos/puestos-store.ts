import type { ContratoEstacion, Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';

export type Puesto = Salida<ContratoEstacion, 'puestos.lista'>[number];
export type Codigo = Salida<ContratoEstacion, 'puestos.abrirCodigo'>;
export const PARTES_PUESTOS: readonly Parte[] = ['puestos', 'sesion'];

export const usePuestos = crearAlmacen<{ readonly puestos: Carga<readonly Puesto[]>; readonly codigo: Codigo | null }>(() => ({ puestos: cargaInicial(), codigo: null }));

export const cargarPuestos = crearRecarga(
  () => api()['puestos.lista']({}),
  // A new post in the list: its code is spent.
  (r) => usePuestos.setState((s) => ({ puestos: cargaCon(s.puestos, r), codigo: r.ok && r.valor.length !== (s.puestos.datos?.length ?? r.valor.length) ? null : s.codigo })),
);

export const abrirCodigo = async (): Promise<void> => {
  const r = await api()['puestos.abrirCodigo']({});
  if (r.ok) usePuestos.setState({ codigo: r.valor });
  else anunciarError(r.error);
};

export const revocar = async (puesto: string): Promise<void> => {
  const r = await api()['puestos.revocar']({ puesto });
  if (r.ok) anunciar('bien', es.puestos.retirado(puesto));
  else anunciarError(r.error);
  await cargarPuestos();
};
