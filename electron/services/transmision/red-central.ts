import type { Parametros } from '#shared/errors/app-error.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import type { Presentacion } from '#shared/sync/sesion.ts';

/** What the central says of how much of an image it holds. */
export type AvanceImagen = { readonly bytes: number; readonly completa: boolean };
export type ParteImagen = { readonly desde: number; readonly ultima: boolean; readonly bytes: Uint8Array };

/** How a long part goes little by little. */
export type Marcha = {
  /** Bytes of it that may be on their way, now. */
  readonly ventana: () => number;
  /** Resolves when the next piece, of so many bytes, may go. */
  readonly antes: (bytes: number) => Promise<unknown>;
  /** So many bytes were put on their way; gives who hears that they arrived. */
  readonly sale: (bytes: number) => () => void;
};

/** The central did not take it, and says why: a code of shared/errors, or a newer one that this version does not know. */
export type RechazoCentral = { readonly tipo: 'rechazo'; readonly codigo: string; readonly detalle: string; readonly parametros?: Parametros };
type RespuestaImagen = { readonly tipo: 'avance'; readonly avance: AvanceImagen } | RechazoCentral;

/**
 * The road to the central. A road that is broken, slow or leads somewhere else throws AppError: `central_inalcanzable`,
 * `central_con_falla`, `central_suplantado`, `central_ocupado`, `red_portal`, `red_sin_nombres`, `proxy_rechazo`. What the central itself refuses comes back as
 * a value.
 */
export type RedCentral = {
  /** Posts a lote, compressed. `acuse` is whatever came with a 200: the caller proves it. */
  readonly enviarLote: (gzip: Uint8Array) => Promise<{ readonly tipo: 'acuse'; readonly documento: unknown } | RechazoCentral>;
  readonly avanceImagen: (imagen: string) => Promise<RespuestaImagen>;
  /**
   * One part; resolves when the central holds it, with how much it holds. `esperaMs`: without an answer by then, or
   * without hearing of more of it where it goes little by little, the connection is given up.
   */
  readonly enviarParte: (imagen: string, parte: ParteImagen, esperaMs?: number, marcha?: Marcha) => Promise<RespuestaImagen>;
  /** Whether the central can tell what arrived of a part while it goes; left out: it cannot. */
  readonly avisaAvance?: boolean;
  /** Greets (shared/sync/existencias.ts). `documento` is whatever came with a 200: the caller proves it. */
  readonly saludar: (saludo: DocumentoFirmado) => Promise<{ readonly tipo: 'existencias'; readonly documento: unknown } | RechazoCentral>;
  /** How this station shows who it is when the central asks: called with the central's challenge. */
  readonly alPedirPresentacion: (presentar: (reto: string) => Presentacion) => void;
  /** Cuts what is under way; it fails as a broken road does. */
  readonly cancelar: () => void;
};
