import { z } from 'zod';

/**
 * The road of station → central over HTTP. Bodies are raw bytes, not JSON calls:
 * - `POST /lotes`: gzip of a lote (shared/sync/lote.ts) → 200 with an acuse (signed document); 4xx/5xx with `errorCentralSchema`.
 * - `HEAD /imagenes/{sha256}` → 200 with `Upload-Offset` (bytes held) and `Upload-Complete: ?1|?0`; 404 when unknown.
 * - `PUT /imagenes/{sha256}` with `Upload-Offset` and `Upload-Complete` → 201 when complete and its hash agrees.
 *   With `Upload-Progress: ?1` the central tells meanwhile how much came, `104` with `Upload-Offset`, each 4,000 bytes: a
 *   station that sends no more than it hears of keeps a narrow link full, and nothing waits behind its images.
 * - `POST /saludo` with a greeting (signed by the station, shared/sync/existencias.ts) → 200 with what the central holds, signed.
 * - `GET /salud` → 200 `{ hora }`.
 * - `POST /sesion` with a `presentacionSchema` (shared/sync/sesion.ts) → 200 `{ sesion }`, sent from then on as `Authorization: Acopio <sesion>`.
 *
 * A lote proves by itself whose it is. Images want a session: without one they are answered 401 (`sesion_central`), whose
 * `WWW-Authenticate: Acopio reto="…"` holds the challenge that the station signs. Each part of an image brings its
 * `Content-Digest` (RFC 9530): one that was changed on its way is not kept, and the image goes on from the byte before it.
 */
export const RUTA_LOTES = '/lotes';
export const RUTA_IMAGENES = '/imagenes';
export const RUTA_SALUDO = '/saludo';
export const RUTA_SALUD = '/salud';
export const RUTA_SESION = '/sesion';
/** Largest lote once inflated. A larger body is refused before it is read whole. */
export const MAXIMO_BYTES_LOTE = 16 * 1024 * 1024;
export const MAXIMO_BYTES_IMAGEN = 20 * 1024 * 1024;

export const errorCentralSchema = z.object({ codigo: z.string(), parametros: z.record(z.string(), z.union([z.string(), z.number()])), mensaje: z.string() });
export type ErrorCentral = z.infer<typeof errorCentralSchema>;

/** Answer of `GET /salud`: the central's clock. */
export const saludSchema = z.object({ hora: z.iso.datetime({ offset: true }) });

/** Answer of `POST /sesion`. */
export const sesionCentralSchema = z.object({ sesion: z.string() });

/** What the main.json of the results site says: the pointer to the last corte (all else is immutable). */
export const mainSchema = z.object({
  version: z.literal(1),
  proceso: z.string(), modo: z.enum(['jornada', 'simulacro']), entidad: z.string(),
  corte: z.object({ numero: z.number().int(), hora: z.string(), ultimo: z.boolean() }),
  /** ZIP of all the elections, and the signed list of the cut's files with their SHA-256. */
  zip: z.string(), firma: z.string(),
  elecciones: z.array(z.object({
    id: z.string(), titulo: z.string(), resultados: z.string(), zip: z.string(), csv: z.string(),
    encabezado: z.record(z.string(), z.string()),
  })),
});
export type Main = z.infer<typeof mainSchema>;
