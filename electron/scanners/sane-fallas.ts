import { AppError } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import type { FinProceso } from './proceso.ts';

/** Exit codes of scanimage are SANE statuses (sane.h). */
const ESTADO = { noSoportado: 1, cancelado: 2, ocupado: 3, invalido: 4, fin: 5, atasco: 6, sinHojas: 7, tapa: 8, entradaSalida: 9, sinPermiso: 11 } as const;

/** How SANE says each status in English (sane_strstatus), by its number. */
const TEXTOS = [
  'Success', 'Operation not supported', 'Operation was cancelled', 'Device busy', 'Invalid argument', 'End of file reached', 'Document feeder jammed',
  'Document feeder out of documents', 'Scanner cover is open', 'Error during device I/O', 'Out of memory', 'Access to resource has been denied',
];

const POR_ESTADO: Readonly<Record<number, CodigoError>> = {
  [ESTADO.cancelado]: 'escaner_cancelado', [ESTADO.ocupado]: 'escaner_ocupado', [ESTADO.atasco]: 'escaner_atasco', [ESTADO.sinHojas]: 'escaner_sin_papel',
  [ESTADO.tapa]: 'escaner_tapa', [ESTADO.entradaSalida]: 'escaner_desconectado', [ESTADO.sinPermiso]: 'escaner_sin_permiso',
};

/** What scanimage says when it does not get as far as a status of its own (it exits with 1). With LC_ALL=C it speaks English. */
const POR_TEXTO: readonly (readonly [RegExp, CodigoError])[] = [
  [/open of device .* failed: Device busy/i, 'escaner_ocupado'],
  [/open of device .* failed: (Access|Permission)/i, 'escaner_sin_permiso'],
  [/open of device .* failed|no SANE devices found|sane_init failed/i, 'escaner_desconectado'],
  [/unrecognized option|invalid option|setting of option/i, 'escaner_opcion'],
  [/too few scanlines/i, 'escaner_pagina_incompleta'],
];

const SIN_HOJAS = /out of documents|scanner status = 7|Batch terminated/;

/** How far a run of scanimage came, read from its own words. */
export type AvanceSane = {
  /** Pages that it finished. */
  readonly terminadas: number;
  /** Page that it was scanning when it ended; 0 when none. */
  readonly enCurso: number;
  /** Bytes of that page had begun to come. */
  readonly leyendo: boolean;
  /** The status with which it said that it ends, before it let go of the device; null while it goes on. */
  readonly estado: number | null;
};
export const SIN_AVANCE: AvanceSane = { terminadas: 0, enCurso: 0, leyendo: false, estado: null };

const DE_OFICIO = /^(Progress|Batch terminated|Scann|Place document|Press )/;
const lineasDe = (texto: string): string[] => texto.split(/[\r\n]+|(?=scanimage: )/).map((l) => l.trim()).filter((l) => l !== '');
const ultimaLinea = (texto: string): string => lineasDe(texto).filter((l) => !DE_OFICIO.test(l)).at(-1)?.slice(0, 200) ?? '';

const codigoDe = (fin: FinProceso, avance: AvanceSane): CodigoError | null => {
  if (fin.motivo === 'ausente' || fin.motivo === 'sin_permiso') return 'escaner_programa';
  if (fin.motivo === 'detenido') return 'escaner_cancelado';
  if (fin.motivo === 'agotado') return 'escaner_desconectado';
  if (fin.codigo === 0 || fin.codigo === ESTADO.sinHojas) {
    if (avance.terminadas > 0) return null;
    // Without pages and without its own words, it is not scanimage that answered.
    return SIN_HOJAS.test(fin.errores) ? 'escaner_sin_papel' : 'escaner_respuesta';
  }
  const texto = POR_TEXTO.find(([patron]) => patron.test(fin.errores))?.[1];
  return texto ?? POR_ESTADO[fin.codigo ?? -1] ?? 'escaner_respuesta';
};

/** Failures in which the sheet that was being asked for may have left the tray even though no byte of it came. */
const MUEVE_PAPEL: ReadonlySet<CodigoError> = new Set(['escaner_atasco', 'escaner_doble_alimentacion', 'escaner_pagina_incompleta']);

export type PedidoFalla = { readonly fin: FinProceso; readonly avance: AvanceSane; readonly escaner: string; readonly programa: string };

/**
 * What a run of scanimage that ended is to be told as; null when it ended well. The parameter `hoja` is the sheet that
 * was on its way: one whose bytes had begun, one that jammed, or one that a moving feeder was asked for.
 */
export const fallaDeSane = ({ fin: como, avance, escaner, programa }: PedidoFalla): AppError | null => {
  // Some drivers hang when they close the device; by then scanimage has said how it ends.
  const fin: FinProceso = como.motivo === 'agotado' && avance.estado !== null ? { ...como, motivo: 'fin', codigo: avance.estado, senal: null } : como;
  const codigo = codigoDe(fin, avance);
  if (codigo === null) return null;
  const detalle = ultimaLinea(fin.errores) || (fin.senal === null ? `terminó con el código ${fin.codigo ?? '—'}` : `lo detuvo la señal ${fin.senal}`);
  const parametros = {
    ...(codigo === 'escaner_respuesta' ? { detalle } : {}),
    ...(codigo === 'escaner_opcion' ? { escaner, opcion: detalle } : {}),
    ...(codigo === 'escaner_programa' ? { programa } : {}),
    ...(codigo === 'escaner_desconectado' || codigo === 'escaner_sin_permiso' ? { escaner } : {}),
  };
  const enCamino = avance.enCurso > 0 && codigo !== 'escaner_sin_papel' && (avance.leyendo || MUEVE_PAPEL.has(codigo) || avance.terminadas > 0);
  return new AppError(codigo, enCamino ? { ...parametros, hoja: avance.enCurso } : parametros);
};

/** What one line of scanimage changes in how far it came. */
const oirLinea = (a: AvanceSane, linea: string): AvanceSane => {
  const empieza = /^Scanning page (\d+)/.exec(linea)?.[1];
  if (empieza !== undefined) return { ...a, enCurso: Number(empieza), leyendo: false, estado: null };
  const acaba = /^Scanned page \d+\. \(scanner status = (\d+)\)/.exec(linea)?.[1];
  if (acaba !== undefined) {
    const estado = Number(acaba);
    if (estado === ESTADO.fin) return { ...a, terminadas: a.terminadas + 1, enCurso: 0, leyendo: false, estado: 0 };
    return { ...a, enCurso: estado === ESTADO.sinHojas ? 0 : a.enCurso, estado };
  }
  const dicho = /^scanimage: sane_(start|read): (.+)$/.exec(linea);
  if (dicho) {
    const estado = TEXTOS.indexOf(dicho[2] ?? '');
    return { ...a, estado: estado < 0 ? a.estado : estado, leyendo: a.leyendo || dicho[1] === 'read', enCurso: estado === ESTADO.sinHojas ? 0 : a.enCurso };
  }
  return linea.startsWith('Progress:') ? { ...a, leyendo: true } : a;
};

/**
 * Follows what scanimage says on stderr. `oir` tells whether it moved on (the same progress again does not count), and
 * whether it said that it ends.
 */
export const seguirSane = (): { readonly oir: (texto: string) => 'avanza' | 'termina' | 'nada'; readonly avance: () => AvanceSane } => {
  let resto = '';
  let avance = SIN_AVANCE;
  let ultima = '';
  const atender = (lineas: readonly string[]): 'avanza' | 'termina' | 'nada' => {
    let efecto: 'avanza' | 'termina' | 'nada' = 'nada';
    for (const linea of lineas) {
      if (linea === ultima) continue;
      ultima = linea;
      avance = oirLinea(avance, linea);
      if (linea.startsWith('Batch terminated')) efecto = 'termina';
      else if (efecto === 'nada' && DE_OFICIO.test(linea)) efecto = 'avanza';
    }
    return efecto;
  };
  return {
    oir: (texto) => {
      const corte = Math.max((resto + texto).lastIndexOf('\n'), (resto + texto).lastIndexOf('\r'));
      const lineas = lineasDe((resto + texto).slice(0, corte + 1));
      resto = (resto + texto).slice(corte + 1).slice(-400);
      return atender(lineas);
    },
    avance: () => {
      atender(lineasDe(resto));
      resto = '';
      return avance;
    },
  };
};
