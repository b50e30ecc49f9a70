import { z } from 'zod';

/** Quarter turns clockwise that set a page upright. */
export const GIROS = [0, 90, 180, 270] as const;
export type Giro = (typeof GIROS)[number];

/** What is measured of every image; the limits are in calidad.ts and in the election package. */
export const MEDIDAS = ['resolucion', 'pagina_cortada', 'esquina', 'inclinacion', 'enfoque', 'contraste', 'rayas', 'hoja_blanca', 'reverso', 'reflejo', 'dos_hojas'] as const;
export type NombreMedida = (typeof MEDIDAS)[number];

/** `buena` goes on by itself, `dudosa` is for the operator to decide, `repetir` should be scanned again. */
export const VEREDICTOS = ['buena', 'dudosa', 'repetir'] as const;
export type Veredicto = (typeof VEREDICTOS)[number];

export const medidaSchema = z.object({ nombre: z.enum(MEDIDAS), valor: z.number(), veredicto: z.enum(VEREDICTOS) });
export type Medida = z.infer<typeof medidaSchema>;

/**
 * How the page of a template lies in an image. `homografia` (row by row, 3 × 3) takes millimetres of the template to
 * fractions, 0 to 1, of the image as it is shown: turned by its EXIF and by `giro`. So it holds for every size of screen.
 */
export const alineacionSchema = z.object({
  /** Family of templates whose corner marks were found (plantilla.ts). */
  plantilla: z.string(),
  homografia: z.array(z.number()).length(9),
  /** Corner marks seen, of four; with three the fourth is inferred. */
  marcas: z.number().int().min(3).max(4),
  /** Largest distance between a mark as found and as the template has it after the fit, millimetres. */
  errorMm: z.number(),
});
export type Alineacion = z.infer<typeof alineacionSchema>;

/** What was seen in an image when it came, kept with it for ever: later versions may see more, the journal says what was seen then. */
export const examenSchema = z.object({
  giro: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Dots per inch: what the alignment shows, else what the file says; null when neither. */
  dpi: z.number().nullable(),
  alineacion: alineacionSchema.nullable(),
  medidas: z.array(medidaSchema),
  veredicto: z.enum(VEREDICTOS),
});
export type ExamenGuardado = z.infer<typeof examenSchema>;
