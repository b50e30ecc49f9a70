import type { ContratoEstacion, Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { puede } from '#shared/domain/permisos.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';

export type ActaDistinta = Salida<ContratoEstacion, 'supervision.lecturas'>[number];
type Lecturas = { readonly lecturas: Carga<readonly ActaDistinta[]>; readonly elegida: string | null; readonly pidiendo: boolean; readonly ocupado: boolean };

export const PARTES_LECTURAS: readonly Parte[] = ['digitalizacion', 'captura', 'verificacion', 'cotejo'];
export const useLecturas = crearAlmacen<Lecturas>(() => ({ lecturas: cargaInicial(), elegida: null, pidiendo: false, ocupado: false }));

const mePermiten = (permiso: 'ver_avance' | 'pedir_correccion'): boolean => puede(useSesion.getState().persona?.roles ?? [], permiso);
/** Whether this person sees what the digit reader read. */
export const veLecturas = (): boolean => mePermiten('ver_avance');
/** Whether this person may ask for a recaptura; if not, the screen says who can. */
export const pideRecaptura = (): boolean => mePermiten('pedir_correccion');

const leer = crearRecarga(
  () => api()['supervision.lecturas']({}),
  (r) => useLecturas.setState((s) => ({ lecturas: cargaCon(s.lecturas, r) })),
);
export const cargarLecturas = async (): Promise<void> => {
  if (veLecturas()) await leer();
};

/** The acta that is looked at: the chosen one while it is there, else the first. */
export const actaActual = (s: Lecturas): ActaDistinta | null => {
  const actas = s.lecturas.datos ?? [];
  return actas.find((a) => a.acta === s.elegida) ?? actas[0] ?? null;
};
export const elegirActa = (acta: string): void => useLecturas.setState({ elegida: acta });
export const moverActa = (paso: 1 | -1): void => {
  const s = useLecturas.getState();
  const actas = s.lecturas.datos ?? [];
  const i = actas.findIndex((a) => a.acta === actaActual(s)?.acta);
  const otra = actas[Math.max(0, Math.min(actas.length - 1, i + paso))];
  if (otra) elegirActa(otra.acta);
};

export const abrirPeticion = (pidiendo: boolean): void =>
  useLecturas.setState((s) => ({ pidiendo: pidiendo && pideRecaptura() && actaActual(s) !== null, elegida: actaActual(s)?.acta ?? null }));

/** Asks that other people capture the acta again. The reader changes nothing by itself. */
export const pedirRecaptura = async (motivo: string): Promise<void> => {
  const s = useLecturas.getState();
  const acta = actaActual(s);
  if (!acta || s.ocupado) return;
  useLecturas.setState({ ocupado: true, pidiendo: false });
  const r = await api()['cotejo.pedirRecaptura']({ acta: acta.acta, motivo });
  if (r.ok) anunciar('bien', es.cotejo.pedida);
  else anunciarError(r.error);
  useLecturas.setState({ ocupado: false, elegida: null });
  await cargarLecturas();
};
