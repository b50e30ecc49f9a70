import { randomUUID } from 'node:crypto';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { Llamada, Transporte } from '#shared/api/metodo.ts';
import type { LecturaCodigo } from '#shared/api/puente.ts';
import type { Result } from '#shared/errors/result.ts';

/** The part of a message port that we use: Node's MessagePort as it is, Electron's behind an adapter. */
export type PuertoMensajes = {
  readonly postMessage: (mensaje: unknown) => void;
  readonly alRecibir: (recibir: (mensaje: unknown) => void) => void;
  readonly alCerrar: (cerrar: () => void) => void;
};

/** What a transport needs of a station. */
export type EstacionServida = {
  readonly despachar: Transporte;
  readonly alCambiar: (avisar: (partes: readonly Parte[]) => void) => () => void;
  /** Left out: a station of another machine, whose readers are there. */
  readonly alLeer?: (avisar: (lectura: LecturaCodigo) => void) => () => void;
};

type Pedido = { readonly clase: 'llamada'; readonly id: number; readonly llamada: Llamada };
type Respuesta = { readonly clase: 'respuesta'; readonly id: number; readonly resultado: Result<unknown> } | { readonly clase: 'cambio'; readonly partes: readonly Parte[] } | { readonly clase: 'lectura'; readonly lectura: LecturaCodigo };

const esPedido = (m: unknown): m is Pedido => typeof m === 'object' && m !== null && 'clase' in m && m.clase === 'llamada';
const esRespuesta = (m: unknown): m is Respuesta => typeof m === 'object' && m !== null && 'clase' in m && (m.clase === 'respuesta' || m.clase === 'cambio' || m.clase === 'lectura');

/** Station's end of a port: answers calls and tells of changes until the port closes. */
export const servirPuerto = (puerto: PuertoMensajes, estacion: EstacionServida): void => {
  const enviar = (mensaje: Respuesta): void => puerto.postMessage(mensaje);
  const dejar = estacion.alCambiar((partes) => enviar({ clase: 'cambio', partes }));
  puerto.alCerrar(dejar);
  const dejarLectores = estacion.alLeer?.((lectura) => enviar({ clase: 'lectura', lectura }));
  if (dejarLectores) puerto.alCerrar(dejarLectores);
  puerto.alRecibir((mensaje) => {
    if (!esPedido(mensaje)) return;
    void estacion.despachar(mensaje.llamada).then((resultado) => enviar({ clase: 'respuesta', id: mensaje.id, resultado }));
  });
};

/** The road broke before an answer came: an error with a trace, never a rejection. */
export const fallaDeCamino = (): Result<unknown> => {
  const traza = randomUUID();
  return { ok: false, error: { codigo: 'interno', parametros: { traza }, traza } };
};

/** Window's end of a port. When the port closes, calls under way and later ones answer `interno`. */
export const conectarPuerto = (puerto: PuertoMensajes): EstacionServida => {
  const pendientes = new Map<number, (r: Result<unknown>) => void>();
  const oyentes = new Set<(partes: readonly Parte[]) => void>();
  const deLectura = new Set<(lectura: LecturaCodigo) => void>();
  let siguiente = 1;
  let abierto = true;
  puerto.alRecibir((mensaje) => {
    if (!esRespuesta(mensaje)) return;
    if (mensaje.clase === 'cambio') {
      for (const avisar of oyentes) avisar(mensaje.partes);
      return;
    }
    if (mensaje.clase === 'lectura') {
      for (const avisar of deLectura) avisar(mensaje.lectura);
      return;
    }
    pendientes.get(mensaje.id)?.(mensaje.resultado);
    pendientes.delete(mensaje.id);
  });
  puerto.alCerrar(() => {
    abierto = false;
    for (const responder of pendientes.values()) responder(fallaDeCamino());
    pendientes.clear();
  });
  return {
    despachar: (llamada) =>
      new Promise((resolve) => {
        if (!abierto) {
          resolve(fallaDeCamino());
          return;
        }
        const id = siguiente++;
        pendientes.set(id, resolve);
        puerto.postMessage({ clase: 'llamada', id, llamada } satisfies Pedido);
      }),
    alCambiar: (avisar) => {
      oyentes.add(avisar);
      return () => oyentes.delete(avisar);
    },
    alLeer: (avisar) => {
      deLectura.add(avisar);
      return () => deLectura.delete(avisar);
    },
  };
};
