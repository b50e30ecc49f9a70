import { crearCliente, crearSeguidas, type Seguidas } from '#shared/api/cliente.ts';
import { contratoEstacion, type ContratoEstacion, type Parte } from '#shared/api/contrato-estacion.ts';
import type { Cliente, Transporte } from '#shared/api/metodo.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import type { Camino } from './caminos.ts';
import { nombrePuesto } from './puesto.ts';

/** The session token lives here and nowhere else: a reload of the window asks for the PIN again. */
let token: string | null = null;
let camino: Camino | null = null;
let cliente: Cliente<ContratoEstacion> | null = null;
let dos: Seguidas<ContratoEstacion> | null = null;
const alPerder = new Set<(error: ErrorApi) => void>();

/** Joins the window to its station. Called once at the start, and by each test. */
export const conectar = (nuevo: Camino, puesto: string = nombrePuesto(location.search, sessionStorage)): void => {
  camino = nuevo;
  token = null;
  const transporte: Transporte = async (llamada) => {
    const r = await nuevo.llamar(llamada);
    if (!r.ok && r.error.codigo === 'sesion_requerida' && token !== null) {
      token = null;
      alPerder.forEach((avisar) => avisar(r.error));
    }
    return r;
  };
  const quien = { sesion: () => token, puesto };
  cliente = crearCliente(contratoEstacion, transporte, quien);
  dos = crearSeguidas(transporte, quien);
};

/** The station's methods. */
export const api = (): Cliente<ContratoEstacion> => {
  if (!cliente) throw new Error('conectar() first');
  return cliente;
};

/** Two methods in one trip: the second is called once the first is done. */
export const seguidas: Seguidas<ContratoEstacion> = (primera, segunda) => {
  if (!dos) throw new Error('conectar() first');
  return dos(primera, segunda);
};

export const ponerToken = (nuevo: string | null): void => {
  token = nuevo;
};

/** Told when the station no longer knows the session (idle lock, restart). */
export const alPerderSesion = (avisar: (error: ErrorApi) => void): (() => void) => {
  alPerder.add(avisar);
  return () => alPerder.delete(avisar);
};

export const alConectar = (avisar: (enLinea: boolean) => void): (() => void) => camino?.alConectar(avisar) ?? (() => undefined);

/** Told of each code that a hand reader of this machine reads. */
export const alLeer: Camino['alLeer'] = (avisar) => camino?.alLeer(avisar) ?? (() => undefined);

/** Runs `recargar` whenever the station says that one of `partes` changed. */
export const alCambiar = (partes: readonly Parte[], recargar: () => void): (() => void) =>
  camino?.alCambiar((cambiadas) => {
    if (cambiadas.some((p) => partes.includes(p))) recargar();
  }) ?? (() => undefined);
