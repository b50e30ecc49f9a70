import type { Parametros } from './app-error.ts';
import type { CodigoError } from './mensajes.ts';

/** An error as it travels: `traza` only for `interno`, to find it in the log. */
export type ErrorApi = { readonly codigo: CodigoError; readonly parametros: Parametros; readonly traza?: string };

/** What every call of the API gives back: it never throws. */
export type Result<T> = { readonly ok: true; readonly valor: T } | { readonly ok: false; readonly error: ErrorApi };
