import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';

/** Exit codes: an expected failure with its message, and a fault of ours (EX_SOFTWARE). */
const CODIGO_ESPERADA = 2;
const CODIGO_INTERNA = 70;

/** How a command that failed ends: the message for the person on stderr and the exit code. The stack is shown only for a fault of ours. */
export const describirFalla = (error: unknown, traza: string = randomUUID()): { readonly texto: string; readonly codigo: number } => {
  if (error instanceof AppError) return { texto: mensaje(error.codigo, error.parametros), codigo: CODIGO_ESPERADA };
  const detalle = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { texto: `${mensaje('interno', { traza })}\n${detalle}`, codigo: CODIGO_INTERNA };
};
