import { PARTES, type Parte } from '#shared/api/contrato-estacion.ts';
import type { Llamada, Respuesta, Transporte } from '#shared/api/metodo.ts';
import { lecturaCodigoSchema, RUTA_AVISOS, RUTA_LLAMAR, type LecturaCodigo, type Puente } from '#shared/api/puente.ts';
import { RUTA_EMPAREJAR, type PeticionEmparejar } from '#shared/api/red.ts';
import type { ErrorApi, Result } from '#shared/errors/result.ts';

/** How this window reaches its station: calls, and what it is told. */
export type Camino = {
  readonly llamar: Transporte;
  readonly alCambiar: (avisar: (partes: readonly Parte[]) => void) => () => void;
  /** Told of each code that a hand reader of this machine reads. */
  readonly alLeer: (avisar: (lectura: LecturaCodigo) => void) => () => void;
  /** Told when the road to the station breaks and when it is whole again. */
  readonly alConectar: (avisar: (enLinea: boolean) => void) => () => void;
};

const INALCANZABLE: Result<unknown> = { ok: false, error: { codigo: 'estacion_inalcanzable', parametros: {} } };

const esResult = (dato: unknown): dato is Respuesta => {
  if (typeof dato !== 'object' || dato === null || !('ok' in dato)) return false;
  return dato.ok === true || ('error' in dato && typeof (dato.error as ErrorApi | null)?.codigo === 'string');
};

const parteConocida = (dato: unknown): dato is Parte => (PARTES as readonly unknown[]).includes(dato);

/** Electron: the two functions of the preload. */
export const caminoPuente = (puente: Puente): Camino => ({
  llamar: async (llamada) => {
    try {
      return await puente.llamar(llamada);
    } catch {
      return INALCANZABLE;
    }
  },
  alCambiar: (avisar) => puente.alCambiar(avisar),
  alLeer: (avisar) => puente.alLeer(avisar),
  alConectar: () => () => undefined,
});

const partesDe = (texto: string): readonly Parte[] => {
  try {
    const dato: unknown = JSON.parse(texto);
    return Array.isArray(dato) ? dato.filter(parteConocida) : [];
  } catch {
    return [];
  }
};

const lecturaDe = (texto: string): LecturaCodigo | null => {
  try {
    return lecturaCodigoSchema.safeParse(JSON.parse(texto)).data ?? null;
  } catch {
    return null;
  }
};

const llamarHttp = async (llamada: Llamada): Promise<Respuesta> => {
  try {
    const respuesta = await fetch(RUTA_LLAMAR, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(llamada) });
    const dato: unknown = await respuesta.json();
    return esResult(dato) ? dato : INALCANZABLE;
  } catch {
    return INALCANZABLE;
  }
};

/** Makes this browser a post of the room, with the code on the main station's screen; a cookie knows it from then on. */
export const emparejarNavegador = async (nombre: string, codigo: string): Promise<Result<unknown>> => {
  try {
    const peticion: PeticionEmparejar = { nombre, modo: { tipo: 'navegador', codigo } };
    const respuesta = await fetch(RUTA_EMPAREJAR, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(peticion) });
    const dato: unknown = await respuesta.json();
    return esResult(dato) ? dato : INALCANZABLE;
  } catch {
    return INALCANZABLE;
  }
};

const REINTENTO_MS = 2_000;

/** A browser window of the room: HTTP to the host that served the page, and its server-sent events. */
export const caminoHttp = (): Camino => {
  const deCambio = new Set<(partes: readonly Parte[]) => void>();
  const deLectura = new Set<(lectura: LecturaCodigo) => void>();
  const deConexion = new Set<(enLinea: boolean) => void>();
  let cayo = false;
  const abrir = (): void => {
    const avisos = new EventSource(RUTA_AVISOS);
    avisos.addEventListener('cambio', (evento: MessageEvent<string>) => {
      const partes = partesDe(evento.data);
      deCambio.forEach((avisar) => avisar(partes));
    });
    avisos.addEventListener('lectura', (evento: MessageEvent<string>) => {
      const lectura = lecturaDe(evento.data);
      if (lectura) deLectura.forEach((avisar) => avisar(lectura));
    });
    avisos.addEventListener('error', () => {
      cayo = true;
      deConexion.forEach((avisar) => avisar(false));
      // A browser tries again by itself but where it was refused: a post that is not paired yet, or was sent away.
      if (avisos.readyState === EventSource.CLOSED) setTimeout(abrir, REINTENTO_MS);
    });
    avisos.addEventListener('open', () => {
      deConexion.forEach((avisar) => avisar(true));
      // What changed meanwhile is not known: everything is read again.
      if (cayo) deCambio.forEach((avisar) => avisar(PARTES));
      cayo = false;
    });
  };
  abrir();
  const suscribir = <F,>(conjunto: Set<F>, avisar: F): (() => void) => {
    conjunto.add(avisar);
    return () => conjunto.delete(avisar);
  };
  return { llamar: llamarHttp, alCambiar: (avisar) => suscribir(deCambio, avisar), alLeer: (avisar) => suscribir(deLectura, avisar), alConectar: (avisar) => suscribir(deConexion, avisar) };
};

/** The preload's bridge where there is one, else HTTP. */
export const elegirCamino = (ventana: Window & { readonly acopio?: Puente }): Camino => (ventana.acopio ? caminoPuente(ventana.acopio) : caminoHttp());
