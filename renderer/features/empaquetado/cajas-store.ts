import type { ActaResumen, ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { mostrarImpreso } from '#renderer/impresos/impreso-store.ts';

export type Cajas = Salida<ContratoEstacion, 'empaquetado.cajas'>;
type Estado = {
  readonly cajas: Carga<Cajas>;
  /** Verified actas that wait for their cotejo; only for who may waive it. */
  readonly sinCotejo: Carga<readonly ActaResumen[]>;
  readonly porDispensar: ActaResumen | null;
};
export const useCajas = crearAlmacen<Estado>(() => ({ cajas: cargaInicial(), sinCotejo: cargaInicial(), porDispensar: null }));

export const cargarCajas = crearRecarga(
  () => api()['empaquetado.cajas']({}),
  (r) => useCajas.setState((s) => ({ cajas: cargaCon(s.cajas, r) })),
);
export const cargarSinCotejo = crearRecarga(
  () => api()['cotejo.pendientes']({}),
  (r) => useCajas.setState((s) => ({ sinCotejo: cargaCon(s.sinCotejo, r) })),
);

/** Shows the report of a box, ready to print. */
export const verCaja = async (caja: string): Promise<void> => {
  const r = await api()['empaquetado.caja']({ caja });
  if (r.ok) mostrarImpreso({ tipo: 'caja', caja: r.valor });
  else anunciarError(r.error);
};
/** Shows the receipt of all the boxes, ready to print, as they are now. */
export const verEntrega = async (): Promise<void> => {
  const r = await api()['empaquetado.cajas']({});
  if (r.ok) mostrarImpreso({ tipo: 'entrega', entrega: r.valor });
  else anunciarError(r.error);
};

export const pedirDispensa = (porDispensar: ActaResumen | null): void => useCajas.setState({ porDispensar });
/** Lets one acta be packed without cotejo. */
export const dispensar = async (motivo: string): Promise<void> => {
  const { porDispensar } = useCajas.getState();
  if (porDispensar === null) return;
  useCajas.setState({ porDispensar: null });
  const r = await api()['cotejo.dispensar']({ acta: porDispensar.acta, motivo });
  if (r.ok) anunciar('bien', es.empaquetado.dispensa.hecha);
  else anunciarError(r.error);
  await cargarSinCotejo();
};
