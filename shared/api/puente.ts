import { z } from 'zod';
import type { Result } from '#shared/errors/result.ts';
import type { Parte } from './contrato-estacion.ts';
import type { Llamada } from './metodo.ts';

/** All that a window is given by Electron's preload, as `window.acopio`. In a browser the same goes over HTTP. */
export type Puente = {
  readonly llamar: (llamada: Llamada) => Promise<Result<unknown>>;
  /** Told after each change which parts to reload. Gives back how to stop. */
  readonly alCambiar: (avisar: (partes: readonly Parte[]) => void) => () => void;
  /** Told of each code that a hand reader of this machine reads. */
  readonly alLeer: (avisar: (lectura: LecturaCodigo) => void) => () => void;
};

/** What a hand reader read. It never leaves the main station: a post of the room has readers of its own. */
export const lecturaCodigoSchema = z.object({
  codigo: z.string().min(1).max(4296),
  /** «QR», «Code 128»…; null when the reader does not say one that is known. */
  simbologia: z.string().max(40).nullable(),
  /** Name of the reader, for people. */
  lector: z.string().max(200),
});
export type LecturaCodigo = z.infer<typeof lecturaCodigoSchema>;

/** `POST`, JSON body = Llamada, answer = Result. */
export const RUTA_LLAMAR = '/api/llamar';
/** `GET`, server-sent events: `cambio`, data = JSON array of parts; on the main station also `lectura`, data = LecturaCodigo. */
export const RUTA_AVISOS = '/api/avisos';
/** Largest call, in bytes of JSON. */
export const MAXIMO_BYTES_LLAMADA = 1024 * 1024;

/** Shape of a call that comes from a window; the method's input is checked by the station. */
export const llamadaSchema = z.object({
  metodo: z.string().max(60),
  entrada: z.unknown(),
  sesion: z.string().max(200).nullable(),
  puesto: z.string().regex(/^[\w.-]{1,40}$/),
  luego: z.object({ metodo: z.string().max(60), entrada: z.unknown() }).optional(),
});
