import type { MotivoSinActa } from '#shared/domain/acta.ts';
import type { AmbitoRef } from '#shared/domain/casilla.ts';
import type { Valores } from '#shared/domain/valor.ts';

/**
 * One acta as a PREP file publishes it, whatever the layout: what the reader gives and the writer takes.
 * Text is already without the layout's quoting (`="…"`, leading `'`).
 */
export type FilaPrep = {
  /** '-' in a row FUERA DE CATÁLOGO. */
  readonly claveCasilla: string;
  readonly claveActa: string;
  readonly entidad: AmbitoRef;
  /** District or municipality as published; null where the file has neither. */
  readonly ambito: AmbitoRef | null;
  readonly seccion: string;
  readonly idCasilla: string;
  readonly tipoCasilla: string;
  readonly extContigua: string;
  readonly ubicacion: string;
  readonly tipoActa: string;
  /** Header fields, vote columns (NO_REGISTRADAS and NULOS under our names) and TOTAL_VOTOS_ASENTADO. Missing key = nothing captured. */
  readonly valores: Valores;
  readonly calculado: number | null;
  readonly listaNominal: number | null;
  readonly representantes: number | null;
  /** As published, '' when empty or '-'. */
  readonly observaciones: string;
  readonly sinActa: MotivoSinActa | null;
  /** 1 yes, 0 no, 2 fuera de catálogo; null not captured yet. */
  readonly contabilizada: 0 | 1 | 2 | null;
  readonly mecanismoTraslado: string;
  readonly codigoIntegridad: string;
  /** ISO 8601 with offset, or null. */
  readonly horaAcopio: string | null;
  readonly horaCaptura: string | null;
  readonly horaVerificacion: string | null;
  readonly origen: string;
  readonly digitalizacion: string;
  readonly tipoDocumento: string;
};
