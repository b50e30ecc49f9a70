import type { LimitesCalidad } from '#shared/domain/calidad.ts';
import type { TipoEscaner } from '#shared/domain/escaner.ts';
import type { DatosEvento, TipoEvento } from '#shared/domain/eventos.ts';
import type { Alineacion, ExamenGuardado, Giro } from '#shared/domain/examen.ts';
import type { Lectura } from '#shared/domain/lectura.ts';
import type { Rect } from '#shared/domain/plantilla.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { ActaResumen, ContratoEstacion, Parte, Persona, Trabajo } from '#shared/api/contrato-estacion.ts';
import type { PeticionSeguir, RespuestaSeguir, RespuestaTramo } from '#shared/api/reserva.ts';
import type { Entrada, Handlers, Salida } from '#shared/api/metodo.ts';
import type { LecturaCodigo } from '#shared/api/puente.ts';
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
  /** The epoca that is written now. */
  readonly epoca: string;
  /** The epoca of a place, and its last place; null while it goes on. A station that relieved another holds that one's too. */
  readonly epocaDe: (seq: number) => { readonly epoca: string; readonly hasta: number | null };
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
  /** As `leer`, of a sheet that was received: also when it was put aside just before the process died. */
  readonly leerRecibida: (sha256: string) => Promise<Uint8Array>;
  readonly ruta: (imagen: string) => string;
  /** Takes out an input that is no image: its bytes are kept among the refused ones. Already there: does nothing. */
  readonly apartar: (imagen: string) => Promise<void>;
};

/** The journal with its transactions: what the services write through. */
export type Diario = Bitacora & {
  /**
   * Runs `fn` in one immediate transaction; all that it registers bears one hour. If it throws, nothing happened:
   * neither in the database nor in the head of the chain. Does not nest.
   */
  readonly transaccion: <T>(fn: () => T) => T;
  /**
   * Runs `fn` so that all its transactions share one commit: each is still whole or nothing on its own, and one that
   * fails takes nothing of the others with it. Nothing of it is on disk before `agrupar` returns; if it throws, nothing
   * of it happened. `fn` waits for nothing, so that nobody sees what is not committed. Does not nest.
   * When one of its transactions fails, all is undone, `deshacer` puts back what `fn` changed in memory, and `fn` runs again.
   */
  readonly agrupar: (fn: () => void, deshacer: () => void) => void;
  /** The hour that an event registered now would bear, ms since 1970: never before the last one. */
  readonly ahora: () => number;
  /** A time of the clock, ms since 1970, as ISO 8601 in the election's zone. */
  readonly horaDe: (ms: number) => string;
  /** `ahora` as ISO 8601 in the election's zone. */
  readonly horaAhora: () => string;
};

/** Who calls and from which post. `persona` is null only in public methods. */
export type Contexto = { readonly persona: Persona | null; readonly sesion: string | null; readonly puesto: string };
/** The methods of the contract that one service answers. */
export type Atiende<M extends keyof ContratoEstacion> = Pick<Handlers<ContratoEstacion, Contexto>, M>;

/**
 * The commands that a whole room gives at once. Those that arrive together share one commit (grupo.ts), so they answer
 * without waiting for anything, and what they keep in memory is a `Memoria`.
 */
export const PASOS = [
  'acopio.registrar', 'acopio.leer', 'acopio.solicitarSinActa', 'acopio.retirarSinActa', 'acopio.confirmarSinActa', 'captura.guardar', 'captura.borrador', 'captura.soltar',
  'verificacion.borrador', 'verificacion.resolver', 'cotejo.aceptar', 'cotejo.pedirRecaptura', 'cotejo.pedirEscaneo', 'cotejo.dispensar', 'empaquetado.cerrarCaja',
] as const satisfies readonly (keyof ContratoEstacion)[];
export type Paso = (typeof PASOS)[number];
/**
 * The commands that hand out work. All that they write is a lease in memory, so they wait for nobody's commit; and, as
 * they answer without waiting, they see a room between two groups of steps, never one that is half written.
 */
export const REPARTOS = ['captura.siguiente', 'verificacion.siguiente', 'cotejo.siguiente'] as const satisfies readonly (keyof ContratoEstacion)[];
export type Reparto = (typeof REPARTOS)[number];
/** As `Atiende`, for those: a handler that waits does not compile. */
export type AtiendePasos<M extends Paso | Reparto> = { readonly [K in M]: (entrada: Entrada<ContratoEstacion, K>, ctx: Contexto) => Salida<ContratoEstacion, K> };
/** What is kept in memory along with the journal, and must go back with it. */
export type Memoria = {
  /** Remembers how it is; what it returns puts it back so. */
  readonly foto: () => () => void;
};

/** The signed-in person; the dispatcher lets nobody else through, so that a missing one is a session that just ended. */
export const exigirPersona = (ctx: Contexto): Persona => {
  if (ctx.persona === null) throw new AppError('sesion_requerida');
  return ctx.persona;
};

export type Tarea = 'captura' | 'verificacion' | 'cotejo';
/** Who is working on which acta, and in which window. In memory only: a restart gives all work back. */
export type Asignaciones = Memoria & {
  /** Gives the acta to the person, in that window, until it expires; whatever they held for that task is let go. */
  readonly tomar: (tarea: Tarea, acta: string, persona: string, sesion: string | null) => void;
  /** What the person holds for that task, renewed; null when nothing or expired. */
  readonly de: (tarea: Tarea, persona: string) => string | null;
  /** Who holds the acta for any task; null when it is free. */
  readonly titular: (acta: string) => string | null;
  /** Whether the acta may be given to the person: nobody holds it, and it was not just taken from them while there are `otras` to take it. */
  readonly libre: (acta: string, persona: string, otras: () => boolean) => boolean;
  /** Every lease that holds now. `desde`: when the person was given the acta, ms since 1970. */
  readonly lista: () => readonly { readonly tarea: Tarea; readonly acta: string; readonly persona: string; readonly desde: number }[];
  /** Whether the acta is held in that window. */
  readonly esDe: (acta: string, sesion: string | null) => boolean;
  /** The window lives: what it holds does not expire. Gives back whether something of others had. */
  readonly latir: (sesion: string) => boolean;
  /** Says which acta the person will most likely be given next: others are given it only when there is no other. */
  readonly apartar: (acta: string, persona: string) => void;
  readonly apartada: (persona: string) => string | null;
  readonly apartadaPorOtro: (acta: string, persona: string) => boolean;
  readonly soltarActa: (acta: string) => void;
  /** Takes the acta from whoever holds it, for somebody else: for ten minutes it is not given to them again while others can take it. */
  readonly quitar: (acta: string) => void;
  readonly soltarPersona: (persona: string) => void;
  /** All that was held in that window. */
  readonly soltarSesion: (sesion: string) => void;
};

/** Actas as screens show them: what the catalogue knows joined with where each one is. */
export type Fichas = {
  readonly resumen: (acta: string) => ActaResumen;
  readonly trabajo: (acta: string, ciclo: number, imagen: string) => Trabajo;
  /** «Sección 1048 · Básica, GUBERNATURA», or the id of an acta fuera de catálogo. */
  readonly nombre: (acta: string) => string;
};

/** Why bytes are no usable image of one page. */
export type ProblemaImagen = 'no_es_imagen' | 'truncada' | 'muy_pequena' | 'muy_grande' | 'varias_paginas' | 'formato_no_admitido';
/** What must be known of an image to take it in (electron/vision gives more). */
export type ExamenImagen = {
  readonly problema: ProblemaImagen | null;
  /** «heic», «pdf»…, in words; null when not known. */
  readonly formato?: string | null;
  readonly qr: { readonly texto: string; readonly lector: string } | null;
  /** How the page lies and how good it is; null or left out when there is a problem, or nothing looked. */
  readonly examen?: ExamenGuardado | null;
};
export type OpcionesExamen = {
  /** Families of templates whose marks are looked for, most likely first. */
  readonly plantillas: readonly string[];
  readonly limites: LimitesCalidad;
};
/** What the digit reader is asked of one page: the boxes of each field's number, in millimetres of the template. */
export type PedidoDigitos = {
  readonly giro: Giro;
  readonly alineacion: Alineacion;
  readonly campos: readonly { readonly clave: string; readonly numero: readonly Rect[] }[];
};
/** A page of a file of several, as an image of its own; without bytes one that cannot be read, whatever the others are. */
export type PaginaSeparada = {
  /** How many there are. */
  readonly de: number;
  readonly bytes: Uint8Array | null;
  /** Why there are none, when it may be otherwise another time: the worker crashed or did not answer. */
  readonly falla: Error | null;
};
/**
 * Looks at images in other threads. Every promise rejects when the worker crashed or did not answer: that image lost its
 * turn and may be tried again.
 */
export type Vision = {
  /** How many images it looks at at once; left out: one. */
  readonly trabajadores?: number;
  readonly examinar: (bytes: Uint8Array, opciones?: OpcionesExamen) => Promise<ExamenImagen>;
  /** Pages of a PDF or of a TIFF of several, in order, one at a time. Rejects when the file cannot be taken apart. */
  readonly separar?: (bytes: Uint8Array) => AsyncIterable<PaginaSeparada>;
  /** The page for the screen, JPEG, long side about 1,800 pixels, turned by `giro` after its EXIF. */
  readonly pantalla: (bytes: Uint8Array, giro?: Giro) => Promise<Uint8Array>;
  /** The page for a list, JPEG, long side 320 pixels. */
  readonly miniatura: (bytes: Uint8Array, giro?: Giro) => Promise<Uint8Array>;
  /** The lectura automática of the handwritten digits. */
  readonly leerDigitos?: (bytes: Uint8Array, pedido: PedidoDigitos) => Promise<{ readonly lector: string; readonly campos: Lectura }>;
};

/** One sheet as it comes from a scanner. The bytes are kept untouched. */
export type Hoja = {
  readonly bytes: Uint8Array;
  /** File name, or the device's name. */
  readonly fuente: string;
  /** Number within the tanda, from 1, given by the driver as the sheet leaves the feeder; null: the station numbers it. */
  readonly hoja: number | null;
  readonly origen: DatosEvento<'imagen.guardada'>['origen'];
  readonly digitalizacion: DatosEvento<'imagen.guardada'>['digitalizacion'];
  /** Of a sheet that an interrupted scan left finished: the tanda that it was of. */
  readonly tanda?: string;
};
export type { TipoEscaner };
export type Escaner = {
  /** Stable across runs, from the configuration: [a-z0-9-]{1,40}. */
  readonly id: string;
  /** For people. */
  readonly nombre: string;
  readonly tipo: TipoEscaner;
  /** Sheets waiting, null when the device does not say. */
  readonly hojas: () => number | null;
  /**
   * Gives every sheet that waits, one after another, and resolves when there is none left. `entregar` resolves once the
   * sheet is durable and there is room in the look-ahead: a driver must already be reading the next sheet while it waits.
   * A sheet is let go of only after `entregar` resolved for it; if that rejects, the scan stops there.
   * Rejects with AppError escaner_*; when a sheet was on its way, its number is the parameter `hoja`. Aborting `cancelar`
   * stops the device and rejects with escaner_cancelado. `tanda` names the scan: what it leaves finished and not handed
   * over comes back as sheets of that tanda.
   */
  readonly escanear: (entregar: (hoja: Hoja) => Promise<void>, cancelar?: AbortSignal, tanda?: string) => Promise<void>;
  /** Says when sheets have come by themselves (a watched folder). Returns how to stop. */
  readonly vigilar?: (alLlegar: () => void) => () => void;
  /** Whether the device answers now; left out: always. */
  readonly disponible?: () => Promise<boolean>;
};
/** The scanners of a station; they come and go. */
export type Escaneres = {
  readonly lista: () => readonly Escaner[];
  /** Says when a scanner came or went. Returns how to stop. */
  readonly vigilar: (alCambiar: () => void) => () => void;
  /** Tandas that ended and of which finished sheets are still to be handed over by themselves. */
  readonly porRecuperar?: () => ReadonlySet<string>;
};
/** A fixed set of scanners. */
export const escaneresDe = (...escaneres: readonly Escaner[]): Escaneres => ({ lista: () => escaneres, vigilar: () => () => undefined });

/** The hand readers of bar codes of this machine; they come and go. */
export type Lectores = {
  readonly lista: () => readonly { readonly id: string; readonly nombre: string }[];
  /** Called with each code read. Returns how to stop. */
  readonly alLeer: (oir: (lectura: LecturaCodigo) => void) => () => void;
};

/** The posts of the room, for the server that they reach. */
export type Puestos = {
  /** Where posts reach this station, https://…; told by the server of the room when it opens. */
  readonly anunciar: (direcciones: readonly string[]) => void;
  /** Pairs a post when `acepta` takes the code that is open now; gives its id and its secret. Throws AppError `puesto_codigo`. */
  readonly emparejar: (nombre: string, acepta: (codigo: string) => boolean) => { readonly puesto: string; readonly token: string };
  /** Whose secret it is; null when it is nobody's or was revoked. */
  readonly reconocer: (token: string) => string | null;
};

/** What the screens show of the road to the central. */
export type EstadoTransmision = Salida<ContratoEstacion, 'tablero.resumen'>['transmision'];

/** The standbys of this station, for the server that they reach. */
export type Replica = {
  /** Lets in a station that the OPL certified for this CATD; `huella` is the SHA-256 of the TLS certificate of the connection. Throws AppError `reserva_no_admitida`. */
  readonly entrar: (peticion: PeticionSeguir, huella: string) => Omit<RespuestaSeguir, 'ok'>;
  readonly admite: (token: string) => boolean;
  /** Entries from `desde` on; waits for them a while. `confirmado`: last place that the standby has on disk. Throws AppError `reserva_no_admitida`. */
  readonly novedades: (token: string, pedido: { readonly desde: number; readonly confirmado: number }, cortada: AbortSignal) => Promise<RespuestaTramo>;
  /** Throws AppError `reserva_no_admitida`, `imagen_desconocida`. */
  readonly imagen: (token: string, sha256: string) => Promise<Uint8Array>;
  /** Resolves once every standby that is up to date has all that is committed now, or is no longer waited for. */
  readonly replicado: () => Promise<void>;
  /** There is something new. */
  readonly despertar: () => void;
  readonly estado: () => readonly { readonly estacion: string; readonly alCorriente: boolean; readonly pendientes: number }[];
};

/** The road to the central, as the screens see it. */
export type Transmision = {
  readonly enviarPendientes: () => Promise<{ readonly enviados: number; readonly pendientes: number }>;
  readonly estado: () => EstadoTransmision;
  /** Why the central did not take a lote of another station; null when it was not refused. */
  readonly rechazoAjeno: (sha256: string) => string | null;
  readonly iniciar: () => void;
  readonly detener: () => Promise<void> | void;
};
