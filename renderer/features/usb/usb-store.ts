import type { ContratoEstacion, Parte } from '#shared/api/contrato-estacion.ts';
import type { Result, Salida } from '#shared/api/metodo.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';

export type EstadoUsb = Salida<ContratoEstacion, 'usb.estado'>;
export type TrabajoUsb = NonNullable<EstadoUsb['trabajo']>;
export type Medio = Salida<ContratoEstacion, 'usb.medios'>['medios'][number];
export const PARTES_USB: readonly Parte[] = ['usb', 'transmision'];

type Almacen = {
  readonly estado: Carga<EstadoUsb>;
  readonly medios: Carga<readonly Medio[]>;
  /** Path of the medium in the list that was chosen; null: the one that is typed. */
  readonly elegido: string | null;
  readonly escrita: string;
  /** As they were typed. */
  readonly rango: { readonly desde: string; readonly hasta: string };
};
export const useUsb = crearAlmacen<Almacen>(() => ({ estado: cargaInicial(), medios: cargaInicial(), elegido: null, escrita: '', rango: { desde: '', hasta: '' } }));

const trabajando = (estado: EstadoUsb | null): boolean => estado?.trabajo?.terminado === false;

export const cargarUsb = crearRecarga(
  () => api()['usb.estado']({}),
  (r) => {
    const antes = useUsb.getState().estado.datos;
    useUsb.setState((s) => ({ estado: cargaCon(s.estado, r) }));
    // What the medium holds is another thing once something was done with it.
    if (r.ok && trabajando(antes) && !trabajando(r.valor)) void cargarMedios();
  },
);

export const cargarMedios = crearRecarga(
  () => api()['usb.medios']({}),
  (r) => useUsb.setState((s) => {
    const medios = r.ok ? r.valor.medios : [];
    const sigue = medios.some((m) => m.ruta === s.elegido);
    const unico = s.escrita === '' && medios.length === 1 && medios[0]?.soloLectura === false ? medios[0].ruta : null;
    return { medios: cargaCon(s.medios, r.ok ? { ok: true, valor: medios } : r), elegido: sigue ? s.elegido : unico };
  }),
);

export const elegirMedio = (ruta: string): void => useUsb.setState({ elegido: ruta, escrita: '' });
export const escribirRuta = (escrita: string): void => useUsb.setState({ escrita, elegido: null });
export const escribirRango = (cambios: Partial<Almacen['rango']>): void => useUsb.setState((s) => ({ rango: { ...s.rango, ...cambios } }));

/** The medium that was chosen or typed; '' when none was. */
export const rutaElegida = ({ elegido, escrita }: Pick<Almacen, 'elegido' | 'escrita'>): string => elegido ?? escrita.trim();

/** What was typed as a range: null for all, `mal` when it is none. */
export const leerRango = ({ desde, hasta }: Almacen['rango'], ultimo: number): { readonly desde: number; readonly hasta: number } | null | 'mal' => {
  if (desde.trim() === '' && hasta.trim() === '') return null;
  const [a, b] = [Number(desde.trim() === '' ? 1 : desde), Number(hasta.trim() === '' ? ultimo : hasta)];
  return Number.isInteger(a) && Number.isInteger(b) && a >= 1 && b >= a && b <= ultimo ? { desde: a, hasta: b } : 'mal';
};

const conMedio = async (hacer: (ruta: string) => Promise<Result<unknown>>): Promise<void> => {
  const ruta = rutaElegida(useUsb.getState());
  if (ruta === '') {
    anunciar('mal', es.usb.hacer.sinMedio);
    return;
  }
  const r = await hacer(ruta);
  if (!r.ok) anunciarError(r.error);
  await cargarUsb();
};

export const exportar = (): Promise<void> => conMedio((ruta) => {
  const { rango, estado } = useUsb.getState();
  const ultimo = estado.datos?.pendientes.ultimo ?? 0;
  const leido = leerRango(rango, ultimo);
  if (leido === 'mal') {
    anunciar('mal', es.usb.hacer.rangoMal(ultimo));
    return Promise.resolve({ ok: true, valor: null });
  }
  return api()['usb.exportar']({ ruta, rango: leido });
});
export const acusar = (): Promise<void> => conMedio((ruta) => api()['usb.acusar']({ ruta }));
export const traer = (): Promise<void> => conMedio((ruta) => api()['usb.traer']({ ruta }));
export const detener = async (): Promise<void> => {
  const r = await api()['usb.detener']({});
  if (!r.ok) anunciarError(r.error);
};
