import { z } from 'zod';

/** What the digit reader makes of one field: a number, or null when the boxes are empty or not to be read. */
export const lecturaCampoSchema = z.object({ valor: z.number().int().min(0).max(999).nullable(), confianza: z.number().min(0).max(1) });
export type LecturaCampo = z.infer<typeof lecturaCampoSchema>;

/** The lectura automática of an acta, by field. An assist for the supervisor: never the source of a figure, never shown to who captures. */
export const lecturaSchema = z.record(z.string(), lecturaCampoSchema);
export type Lectura = z.infer<typeof lecturaSchema>;
