import { z } from 'zod';
import { documentoFirmadoSchema, pae } from '#shared/sync/firma.ts';

/**
 * How a standby follows the main station of its room (docs/adr: standby and relief), over the room's HTTPS. Both prove
 * who they are with the key that the OPL certified, over the TLS certificate that the standby sees: a machine in the
 * middle has another one.
 */

/** `POST`, PeticionSeguir → RespuestaSeguir, or a failed Result. The challenge comes from RUTA_RETO. */
export const RUTA_SEGUIR = '/reserva/seguir';
/** `GET ?desde=N&confirmado=M` → RespuestaTramo. Waits for news; M is the last place that the standby has on disk. */
export const RUTA_TRAMO = '/reserva/bitacora';
/** `GET /reserva/imagen/<sha256>` → its bytes. */
export const RUTA_IMAGEN = '/reserva/imagen/';
/** `GET` → RespuestaRed: what the standby needs to be reached in the main station's place. */
export const RUTA_RED = '/reserva/red';

/** How long a request for news waits, milliseconds. */
export const ESPERA_NOVEDADES_MS = 10_000;

const azar = z.string().regex(/^[\w-]{20,64}$/);

export const peticionSeguirSchema = z.object({ certificado: documentoFirmadoSchema, reto: azar, retoPropio: azar, firma: z.string().max(200) });
export type PeticionSeguir = z.infer<typeof peticionSeguirSchema>;
export const respuestaSeguirSchema = z.object({ ok: z.literal(true), certificado: documentoFirmadoSchema, token: azar, firma: z.string() });
export type RespuestaSeguir = z.infer<typeof respuestaSeguirSchema>;
export const respuestaTramoSchema = z.object({ asientos: z.array(z.object({ seq: z.number().int().positive(), texto: z.string(), hash: z.string() })), cabeza: z.number().int().nonnegative() });
export type RespuestaTramo = z.infer<typeof respuestaTramoSchema>;
export const respuestaRedSchema = z.object({ certificado: z.string(), llave: z.string() });
export type RespuestaRed = z.infer<typeof respuestaRedSchema>;

const TIPO_SEGUIR = 'application/vnd.acopio.seguir+json;v=1';

/** What each one signs: who says it, both challenges, the TLS certificate's SHA-256, and the token that the main one gives. */
export const textoSeguir = (s: { readonly quien: 'reserva' | 'principal'; readonly reto: string; readonly retoPropio: string; readonly huella: string; readonly token: string }): string =>
  pae(TIPO_SEGUIR, JSON.stringify([s.quien, s.reto, s.retoPropio, s.huella, s.token]));
