import type { CodigoError } from '#shared/errors/mensajes.ts';
import { enteroDe, hijo, leerXml, textoDe, todos } from './escl-xml.ts';

/** A job as the scanner tells of it. */
export type TrabajoEscl = {
  readonly uri: string;
  readonly estado: string | null;
  readonly motivos: readonly string[];
  readonly completadas: number | null;
};
export type EstadoEscl = {
  /** Idle, Processing, Testing, Stopped, Down. */
  readonly estado: string;
  readonly alimentador: string | null;
  readonly trabajos: readonly TrabajoEscl[];
};

/** Reads ScannerStatus. Throws AppError `escaner_respuesta`. */
export const leerEstado = (bytes: Uint8Array): EstadoEscl => {
  const raiz = leerXml(bytes, 'ScannerStatus');
  return {
    estado: textoDe(raiz, 'State') ?? 'Idle', alimentador: textoDe(raiz, 'AdfState'),
    trabajos: todos(raiz, 'JobInfo').map((j) => ({
      uri: textoDe(j, 'JobUri') ?? '', estado: textoDe(j, 'JobState'), completadas: enteroDe(j, 'ImagesCompleted'),
      motivos: todos(hijo(j, 'JobStateReasons'), 'JobStateReason').map((r) => r.texto.trim()),
    })),
  };
};

/** What stops a feeder, from the specification and from what scanners say instead. An empty or working one is no fault. */
const FALLAS_ALIMENTADOR: Readonly<Record<string, CodigoError>> = {
  ScannerAdfJam: 'escaner_atasco', ScannerAdfMispick: 'escaner_atasco', ScannerAdfInputTrayFailed: 'escaner_atasco', ScannerAdfInputTrayOverloaded: 'escaner_atasco',
  ScannerAdfDuplexPageTooShort: 'escaner_atasco', ScannerAdfDuplexPageTooLong: 'escaner_atasco',
  ScannerAdfHatchOpen: 'escaner_tapa', ScannerAdfDoorOpen: 'escaner_tapa', ScannerAdfCoverOpen: 'escaner_tapa',
  ScannerAdfMultipickDetected: 'escaner_doble_alimentacion', ScannerAdfDuplicatePageDetected: 'escaner_doble_alimentacion',
};
const VACIO: ReadonlySet<string> = new Set(['ScannerAdfEmpty', 'ScannerAdfUnloaded']);

/** The fault that the feeder shows, null when it has none. */
export const fallaDelAlimentador = (e: EstadoEscl): CodigoError | null => (e.alimentador === null ? null : (FALLAS_ALIMENTADOR[e.alimentador] ?? null));
export const sinPapel = (e: EstadoEscl): boolean => e.alimentador !== null && VACIO.has(e.alimentador);

/** Why a job ended badly, when the job says it and the feeder no longer does. */
export const fallaDelTrabajo = (t: TrabajoEscl): CodigoError | null => {
  const motivos = t.motivos.join(' ');
  if (/multi-?(pick|feed)|double-?feed|duplicate-?page/i.test(motivos)) return 'escaner_doble_alimentacion';
  if (/jam|mispick/i.test(motivos)) return 'escaner_atasco';
  if (/(cover|door|hatch)-?open/i.test(motivos)) return 'escaner_tapa';
  if (/cancell?ed/i.test(`${t.estado ?? ''} ${motivos}`)) return 'escaner_cancelado';
  return t.estado === 'Aborted' ? 'escaner_respuesta' : null;
};
