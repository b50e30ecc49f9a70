import type { DatosEvento, TipoEvento } from '#shared/domain/eventos.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { Asiento } from '#shared/sync/lote.ts';

/** Wall clock, milliseconds since 1970. It may jump: the journal keeps its own order. */
export type Reloj = { readonly ahora: () => number };
/** New UUIDv7. */
export type Ids = { readonly uuid: () => string };

/** Structured log: ids, kinds, counts and milliseconds, never what people typed. */
export type Registro = {
  readonly info: (mensaje: string, datos?: Readonly<Record<string, unknown>>) => void;
  readonly error: (mensaje: string, datos?: Readonly<Record<string, unknown>>) => void;
};

export type NuevoEvento<T extends TipoEvento> = {
  readonly tipo: T;
  readonly acta?: string;
  readonly actor: string;
  readonly puesto: string;
  readonly datos: DatosEvento<T>;
};

/** Reading side of the journal: what transmission, audit and verification need. */
export type LecturaBitacora = {
  readonly epoca: string;
  /** Last place and its hash; seq 0 and HASH_CERO when empty. */
  readonly cabeza: () => { readonly seq: number; readonly hash: string };
  /** Up to `limite` entries from `desde` on, in order. */
  readonly leer: (desde: number, limite: number) => Asiento[];
  /** Hash of one place; HASH_CERO for 0. */
  readonly hashDe: (seq: number) => string;
};

/** The journal. `registrar` must run inside a transaction: it writes the event and its projections together. */
export type Bitacora = LecturaBitacora & {
  readonly registrar: <T extends TipoEvento>(evento: NuevoEvento<T>) => Evento;
};

/** Tells the windows which parts of the state changed, after the commit. */
export type Avisos = { readonly cambio: (...partes: readonly Parte[]) => void };

/** Image files named by their SHA-256. */
export type AlmacenImagenes = {
  /** Stores the bytes durably (temporary name, fsync, rename, fsync of the folder) before it resolves. Already there: does nothing. */
  readonly guardar: (bytes: Uint8Array) => Promise<{ readonly imagen: string; readonly nueva: boolean }>;
  readonly leer: (imagen: string) => Promise<Uint8Array>;
  readonly ruta: (imagen: string) => string;
};
