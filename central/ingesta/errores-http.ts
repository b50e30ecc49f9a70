import type { ErrorCentral } from '#shared/api/contrato-central.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { mensaje, type CodigoError } from '#shared/errors/mensajes.ts';

/** HTTP status of each refusal: 400 malformed, 403 not trusted, 404 not named, 409 says something else than what is held, 413 too large, 429 and 503 not now. */
const ESTADOS: Partial<Record<CodigoError, number>> = {
  entrada_invalida: 400, lote_ilegible: 400, lote_esquema: 400, lote_cadena: 400, imagen_hash: 400, parte_danada: 400, imagen_interrumpida: 400,
  sesion_central: 401, sin_tamano: 411,
  lote_firma: 403, estacion_desconocida: 403, estacion_revocada: 403, epoca_ajena: 403,
  imagen_desconocida: 404,
  lote_otro_paquete: 409, lote_bifurcado: 409, imagen_desplazada: 409,
  lote_muy_grande: 413, imagen_muy_grande: 413, peticion_muy_grande: 413,
  estacion_excede: 429, central_ocupado: 503,
};

/** Status and body of an expected failure. Anything without a status of its own is 500. */
export const respuestaDe = (error: AppError): { readonly estado: number; readonly cuerpo: ErrorCentral } => ({
  estado: ESTADOS[error.codigo] ?? 500,
  cuerpo: { codigo: error.codigo, parametros: { ...error.parametros }, mensaje: mensaje(error.codigo, error.parametros) },
});
