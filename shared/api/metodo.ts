import type { Permiso } from '#shared/domain/permisos.ts';
import type { ErrorApi, Result } from '#shared/errors/result.ts';
import type { z } from 'zod';

/** `publico`: no session needed; `sesion`: anybody who signed in; else the permission of permisos.ts. */
export type Acceso = 'publico' | 'sesion' | Permiso;
export type Metodo<E extends z.ZodType = z.ZodType, S extends z.ZodType = z.ZodType> = {
  readonly clase: 'query' | 'command';
  readonly acceso: Acceso;
  readonly entrada: E;
  readonly salida: S;
};

export const query = <E extends z.ZodType, S extends z.ZodType>(acceso: Acceso, entrada: E, salida: S): Metodo<E, S> => ({ clase: 'query', acceso, entrada, salida });
/** Commands run one at a time and announce which parts of the state changed. */
export const command = <E extends z.ZodType, S extends z.ZodType>(acceso: Acceso, entrada: E, salida: S): Metodo<E, S> => ({ clase: 'command', acceso, entrada, salida });

export type Contrato = Readonly<Record<string, Metodo>>;
export type Entrada<C extends Contrato, M extends keyof C> = z.output<C[M]['entrada']>;
export type Salida<C extends Contrato, M extends keyof C> = z.output<C[M]['salida']>;
/** What a service must give for each method of the contract. A missing one does not compile. */
export type Handlers<C extends Contrato, Ctx> = { readonly [M in keyof C]: (entrada: Entrada<C, M>, ctx: Ctx) => Salida<C, M> | Promise<Salida<C, M>> };
export type Cliente<C extends Contrato> = { readonly [M in keyof C]: (entrada: z.input<C[M]['entrada']>) => Promise<Result<Salida<C, M>>> };

/**
 * Who calls: a session token (null before sign-in) and the post (window) it is called from. `luego`: another method to call
 * for them once this one is done, answered with it; of one that failed nothing follows.
 */
export type Llamada = {
  readonly metodo: string;
  readonly entrada: unknown;
  readonly sesion: string | null;
  readonly puesto: string;
  readonly luego?: { readonly metodo: string; readonly entrada: unknown } | undefined;
};
/** The answer to a call, and to what was to follow it. */
export type Respuesta = Result<unknown> & { readonly luego?: Result<unknown> };
/** Anything that carries a call to the station: in-process, Electron's port, HTTP. Never rejects: a broken road is an error `interno`. */
export type Transporte = (llamada: Llamada) => Promise<Respuesta>;
export type { ErrorApi, Result };
