import type { Result } from '#shared/errors/result.ts';
import type { Cliente, Contrato, Transporte } from './metodo.ts';

/** A typed client over any transport. `sesion()` is asked at each call. */
export const crearCliente = <C extends Contrato>(contrato: C, transporte: Transporte, quien: { sesion: () => string | null; puesto: string }): Cliente<C> =>
  Object.fromEntries(
    Object.keys(contrato).map((metodo) => [metodo, (entrada: unknown): Promise<Result<unknown>> => transporte({ metodo, entrada, sesion: quien.sesion(), puesto: quien.puesto })]),
  ) as unknown as Cliente<C>;
