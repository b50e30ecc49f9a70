import type { DatosEvento, TipoEvento } from '#shared/domain/eventos.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { ActaResumen, ContratoEstacion, Parte, Persona, Trabajo } from '#shared/api/contrato-estacion.ts';
import type { Handlers } from '#shared/api/metodo.ts';
import { AppError } from '#shared/errors/app-error.ts';
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
  /** Takes out an input that is no image: its bytes are kept among the refused ones. */
  readonly apartar: (imagen: string) => Promise<void>;
};

/** The journal with its transactions: what the services write through. */
export type Diario = Bitacora & {
  /**
   * Runs `fn` in one immediate transaction; all that it registers bears one hour. If it throws, nothing happened:
   * neither in the database nor in the head of the chain. Does not nest.
   */
  readonly transaccion: <T>(fn: () => T) => T;
  /** The hour that an event registered now would bear, ms since 1970: never before the last one. */
  readonly ahora: () => number;
  /** `ahora` as ISO 8601 in the election's zone. */
  readonly horaAhora: () => string;
};

/** Who calls and from which post. `persona` is null only in public methods. */
export type Contexto = { readonly persona: Persona | null; readonly sesion: string | null; readonly puesto: string };
/** The methods of the contract that one service answers. */
export type Atiende<M extends keyof ContratoEstacion> = Pick<Handlers<ContratoEstacion, Contexto>, M>;

/** The signed-in person; the dispatcher lets nobody else through, so that a missing one is a session that just ended. */
export const exigirPersona = (ctx: Contexto): Persona => {
  if (ctx.persona === null) throw new AppError('sesion_requerida');
  return ctx.persona;
};

export type Tarea = 'captura' | 'verificacion' | 'cotejo';
/** Who is working on which acta. In memory only: a restart gives all work back. */
export type Asignaciones = {
  /** Gives the acta to the person until it expires; whatever they held for that task is let go. */
  readonly tomar: (tarea: Tarea, acta: string, persona: string) => void;
  /** What the person holds for that task, renewed; null when nothing or expired. */
  readonly de: (tarea: Tarea, persona: string) => string | null;
  /** Who holds the acta for any task; null when it is free. */
  readonly titular: (acta: string) => string | null;
  readonly soltarActa: (acta: string) => void;
  readonly soltarPersona: (persona: string) => void;
};

/** Actas as screens show them: what the catalogue knows joined with where each one is. */
export type Fichas = {
  readonly resumen: (acta: string) => ActaResumen;
  readonly trabajo: (acta: string, ciclo: number, imagen: string) => Trabajo;
  /** «Sección 1048 · Básica, GUBERNATURA», or the id of an acta fuera de catálogo. */
  readonly nombre: (acta: string) => string;
};

/** What must be known of an image to take it in (electron/vision gives more). */
export type ExamenImagen = {
  readonly problema: 'no_es_imagen' | 'truncada' | 'muy_pequena' | 'muy_grande' | 'varias_paginas' | null;
  readonly qr: { readonly texto: string; readonly lector: string } | null;
};
export type Vision = {
  readonly examinar: (bytes: Uint8Array) => Promise<ExamenImagen>;
  /** The page for the screen, JPEG, long side about 1,800 pixels. */
  readonly pantalla: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** One sheet as it comes from a scanner. The bytes are kept untouched. */
export type Hoja = {
  readonly bytes: Uint8Array;
  /** File name, or the device's name. */
  readonly fuente: string;
  /** Place in the tray, from 1; null when it has none. */
  readonly hoja: number | null;
  readonly origen: DatosEvento<'imagen.guardada'>['origen'];
  readonly digitalizacion: DatosEvento<'imagen.guardada'>['digitalizacion'];
};
export type Escaner = {
  readonly nombre: string;
  /** Sheets waiting, null when the device does not say. */
  readonly hojas: () => number | null;
  /**
   * Gives every sheet that waits, one after another, and resolves when there is none left. A sheet is let go of only
   * after `entregar` resolved for it; if that rejects, the scan stops there and the sheet stays.
   */
  readonly escanear: (entregar: (hoja: Hoja) => Promise<void>) => Promise<void>;
  /** Says when sheets have come by themselves (a watched folder). Returns how to stop. */
  readonly vigilar?: (alLlegar: () => void) => () => void;
};

/** The road to the central, as the screens see it. */
export type Transmision = {
  readonly enviarPendientes: () => Promise<{ readonly enviados: number; readonly pendientes: number }>;
  readonly estado: () => {
    readonly enLinea: boolean; readonly eventosPendientes: number; readonly imagenesPendientes: number; readonly bytesPendientes: number; readonly ultimoAcuse: string | null;
  };
  readonly iniciar: () => void;
  readonly detener: () => Promise<void> | void;
};
