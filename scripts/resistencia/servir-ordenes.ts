import { AppError } from '#shared/errors/app-error.ts';
import type { Aviso, Orden, Respuesta } from './hijo.ts';

const decir = (mensaje: Respuesta | Aviso): void => void process.send?.(mensaje);

/** Says something unasked to the process that started this one. */
export const avisar = (aviso: string, dato: string): void => decir({ aviso, dato });

/** Answers the orders of the process that started this one, several at once, until that one goes away. */
export const servirOrdenes = (ordenes: Readonly<Record<string, (datos: never) => unknown>>): void => {
  process.on('message', ({ id, orden, datos }: Orden) => {
    const hacer = ordenes[orden];
    Promise.resolve().then(() => {
      if (hacer === undefined) throw new Error(`no order ${orden}`);
      return hacer(datos as never);
    }).then(
      (valor) => decir({ id, valor: valor ?? null }),
      (error: unknown) => decir(error instanceof AppError ? { id, codigo: error.codigo, parametros: error.parametros } : { id, falla: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
};
