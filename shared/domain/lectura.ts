import { z } from 'zod';
import { esNumero, SIN_DATO, type Valores } from './valor.ts';

/** What the digit reader makes of one field: a number, or null when the boxes are empty or not to be read. */
export const lecturaCampoSchema = z.object({ valor: z.number().int().min(0).max(999).nullable(), confianza: z.number().min(0).max(1) });
export type LecturaCampo = z.infer<typeof lecturaCampoSchema>;

/** The lectura automática of an acta, by field. An assist for the supervisor: never the source of a figure, never shown to who captures. */
export const lecturaSchema = z.record(z.string(), lecturaCampoSchema);
export type Lectura = z.infer<typeof lecturaSchema>;

/**
 * Confidence from which a reading that says another number than was captured is shown to the supervisor: the least with under one
 * false flag per 1,000 fields on the pages that it was chosen on (scripts/medir-digitos.ts; docs/vision.md, «Digit reader», tells
 * what it gives on others).
 */
export const CONFIANZA_CLARA = 0.97;

/**
 * Keys of the fields where the reading clearly says something else than was captured, in the order of the reading: it reads a
 * number, is sure of it, and people captured another number, or none. Says nothing of a field captured as Ilegible, which
 * people saw whole, nor of one that it could not read or saw empty: the figure may be there in words only (domain: 10). `clara` is
 * another limit, for those who measure.
 */
export const camposQueDifieren = (valores: Valores, lectura: Lectura, clara = CONFIANZA_CLARA): string[] =>
  Object.entries(lectura).flatMap(([clave, { valor, confianza }]) => {
    const capturado = valores[clave];
    const seCompara = esNumero(capturado) || capturado === SIN_DATO;
    return seCompara && valor !== null && valor !== capturado && confianza >= clara ? [clave] : [];
  });
