import type { ActaResumen, ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { crearAlmacen } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';

export type Rastro = Salida<ContratoEstacion, 'transmision.deActa'>;
export type Envio = Rastro['eventos'][number]['envio'];

export const useRastreo = crearAlmacen<{ readonly texto: string; readonly halladas: readonly ActaResumen[] | null; readonly rastro: Rastro | null; readonly error: ErrorApi | null }>(
  () => ({ texto: '', halladas: null, rastro: null, error: null }),
);

export const escribirBusqueda = (texto: string): void => useRastreo.setState({ texto });

export const rastrear = async (acta: string): Promise<void> => {
  const r = await api()['transmision.deActa']({ acta });
  useRastreo.setState(r.ok ? { rastro: r.valor, error: null } : { rastro: null, error: r.error });
};

/** By section, key or label; one alone is shown at once. */
export const buscarActas = async (): Promise<void> => {
  const texto = useRastreo.getState().texto.trim();
  if (texto === '') return;
  const r = await api()['acopio.buscar']({ texto });
  useRastreo.setState(r.ok ? { halladas: r.valor, rastro: null, error: null } : { halladas: null, rastro: null, error: r.error });
  const [una] = r.ok ? r.valor : [];
  if (r.ok && una !== undefined && r.valor.length === 1) await rastrear(una.acta);
};
