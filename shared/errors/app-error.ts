import type { CodigoError } from './mensajes.ts';

export type Parametros = Readonly<Record<string, string | number>>;

/**
 * An expected failure: a code and its parameters, never a sentence. Thrown inside the transaction, which must
 * roll back, and turned into a `Result` by the dispatcher. The Spanish text comes from mensajes.ts.
 */
export class AppError extends Error {
  readonly codigo: CodigoError;
  readonly parametros: Parametros;
  constructor(codigo: CodigoError, parametros: Parametros = {}) {
    super(codigo);
    this.name = 'AppError';
    this.codigo = codigo;
    this.parametros = parametros;
  }
}
