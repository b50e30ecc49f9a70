import type { Result } from '#shared/errors/result.ts';
import type { Cliente, Contrato, Entrada, Salida, Transporte } from './metodo.ts';

type Quien = { readonly sesion: () => string | null; readonly puesto: string };

/** A typed client over any transport. `sesion()` is asked at each call. */
export const crearCliente = <C extends Contrato>(contrato: C, transporte: Transporte, quien: Quien): Cliente<C> =>
  Object.fromEntries(
    Object.keys(contrato).map((metodo) => [metodo, (entrada: unknown): Promise<Result<unknown>> => transporte({ metodo, entrada, sesion: quien.sesion(), puesto: quien.puesto })]),
  ) as unknown as Cliente<C>;

/** Two calls in one trip: what the second gave is null when the first failed. */
export type Seguidas<C extends Contrato> = <A extends keyof C & string, B extends keyof C & string>(
  primera: readonly [A, Entrada<C, A>],
  segunda: readonly [B, Entrada<C, B>],
) => Promise<{ readonly primera: Result<Salida<C, A>>; readonly segunda: Result<Salida<C, B>> | null }>;

/** As `crearCliente`, of two methods of which the second is called once the first is done. */
export const crearSeguidas = <C extends Contrato>(transporte: Transporte, quien: Quien): Seguidas<C> =>
  async ([metodo, entrada], [despues, suya]) => {
    const { luego = null, ...primera } = await transporte({ metodo, entrada, sesion: quien.sesion(), puesto: quien.puesto, luego: { metodo: despues, entrada: suya } });
    return { primera: primera as Result<never>, segunda: luego as Result<never> | null };
  };
