import type { ContratoEstacion, Parte, Persona } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { create } from 'zustand';
import { cargaCon, cargaInicial, crearRecarga, reiniciarAlmacenes, type Carga } from '#renderer/api/almacen.ts';
import { alPerderSesion, api, ponerToken } from '#renderer/api/conexion.ts';
import { sinPendientes } from '#renderer/api/pendientes.ts';
import { es, type Seccion } from '#renderer/i18n/es.ts';
import { anunciar, anunciarError, limpiarResultado } from '#renderer/features/resultado/resultado-store.ts';
import { inicioDe, seccionesDe } from './secciones.ts';

export type Estacion = Salida<ContratoEstacion, 'estacion.estado'>;
type Sesion = {
  readonly estacion: Carga<Estacion>;
  /** Milliseconds that the station's clock is ahead of this window's. */
  readonly desfase: number;
  readonly persona: Persona | null;
  readonly seccion: Seccion;
  readonly entrando: boolean;
  readonly error: ErrorApi | null;
};

export const useSesion = create<Sesion>()(() => ({ estacion: cargaInicial(), desfase: 0, persona: null, seccion: 'tablero', entrando: false, error: null }));

export const cargarEstacion = crearRecarga(
  () => api()['estacion.estado']({}),
  (r) => useSesion.setState((s) => ({ estacion: cargaCon(s.estacion, r), desfase: r.ok ? Date.parse(r.valor.hora) - Date.now() : s.desfase })),
);

/** Signs in. Gives back whether it went well. */
export const entrar = async (usuario: string, pin: string): Promise<boolean> => {
  useSesion.setState({ entrando: true, error: null });
  const r = await api()['sesion.entrar']({ usuario: usuario.trim().toLowerCase(), pin });
  if (!r.ok) {
    useSesion.setState({ entrando: false, error: r.error });
    return false;
  }
  ponerToken(r.valor.sesion);
  limpiarResultado();
  useSesion.setState({ entrando: false, persona: r.valor.persona, seccion: inicioDe(r.valor.persona.roles) });
  return true;
};

export const PARTES_PERSONA: readonly Parte[] = ['sesion'];
/** Somebody who directs the room may have changed what this person works on: the window follows. */
export const refrescarPersona = async (): Promise<void> => {
  const r = await api()['sesion.actual']({});
  const { persona, seccion } = useSesion.getState();
  if (!r.ok || r.valor.persona === null || persona === null || r.valor.persona.roles.join() === persona.roles.join()) return;
  const { roles } = r.valor.persona;
  useSesion.setState({ persona: r.valor.persona, seccion: seccionesDe(roles).includes(seccion) ? seccion : inicioDe(roles) });
  anunciar('aviso', es.app.funcionCambiada(roles.map((rol) => es.roles[rol]).join(', ')));
};

const olvidar = (error: ErrorApi | null): void => {
  ponerToken(null);
  reiniciarAlmacenes();
  useSesion.setState({ persona: null, error, entrando: false });
};

/** Signs out once what the last keys asked for is done. What was written and not saved stays on the station, for when the same person comes back. */
export const salir = async (): Promise<void> => {
  await sinPendientes();
  const r = await api()['sesion.salir']({});
  if (!r.ok && r.error.codigo !== 'sesion_requerida') anunciarError(r.error);
  else limpiarResultado();
  olvidar(null);
};

export const irA = (seccion: Seccion): void => useSesion.setState({ seccion });
export const limpiarErrorDeEntrada = (): void => useSesion.setState({ error: null });

/** Goes to the sign-in screen when the station forgets the session. */
export const vigilarSesion = (): (() => void) =>
  alPerderSesion((error) => {
    olvidar(error);
    limpiarResultado();
  });
