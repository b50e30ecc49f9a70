import { z } from 'zod';
import { MEDIDAS, type Medida, type NombreMedida, type Veredicto } from './examen.ts';

/**
 * From which figure on an image is in doubt and from which it should be scanned again. Where `repetir` is the greater of the
 * two, more is worse; where it is the lesser, less is worse.
 */
export type Limite = { readonly dudosa: number; readonly repetir: number };
export type LimitesCalidad = Readonly<Record<NombreMedida, Limite>>;

/** How each figure is meant; docs/vision.md says how it is taken and where the limits come from. */
export const LIMITES_CALIDAD: LimitesCalidad = {
  /** Dots per inch on the form itself: 100 leaves a digit box 21 pixels wide. */
  resolucion: { dudosa: 125, repetir: 90 },
  /** Millimetres of the form, marks included, that are outside the image. */
  pagina_cortada: { dudosa: 1.5, repetir: 8 },
  /** Corner marks that are not seen. */
  esquina: { dudosa: 1, repetir: 2 },
  /** Degrees off the horizontal, once set upright. */
  inclinacion: { dudosa: 6, repetir: 20 },
  /** Millimetres that the edge of a mark takes to go from dark to light (20 to 80 %). */
  enfoque: { dudosa: 0.75, repetir: 1.2 },
  /** Darkness of the ink on its paper, 0 to 1. */
  contraste: { dudosa: 0.18, repetir: 0.08 },
  /** Millimetres of width taken by streaks from top to bottom. */
  rayas: { dudosa: 0.05, repetir: 6 },
  /** Thousandths of the page with ink. */
  hoja_blanca: { dudosa: 1.5, repetir: 0.5 },
  /** How much it looks like the back of a sheet, 0 to 1. */
  reverso: { dudosa: 0.35, repetir: 0.6 },
  /** Percent of the form burnt out by a light: 0.15 is four boxes of digits. */
  reflejo: { dudosa: 0.15, repetir: 4 },
  /** Sheets seen besides the first. */
  dos_hojas: { dudosa: 0.3, repetir: 0.9 },
};

const limiteSchema = z.object({ dudosa: z.number(), repetir: z.number() }).refine((l) => l.dudosa !== l.repetir, { message: 'dudosa = repetir' });

/** `reglas.calidad` of the package: only the limits that an OPL changes. */
export const limitesParcialesSchema = z.partialRecord(z.enum(MEDIDAS), limiteSchema);

/** The limits of an election: those of its package over the usual ones. */
export const limitesDe = (parciales: Partial<LimitesCalidad> | undefined): LimitesCalidad => ({ ...LIMITES_CALIDAD, ...parciales });

/** On which side of its limit a figure is bad. */
export const sentidoDe = ({ dudosa, repetir }: Limite): '≥' | '≤' => (repetir > dudosa ? '≥' : '≤');

/** What a figure means by its limit. */
export const juzgar = (nombre: NombreMedida, valor: number, limites: LimitesCalidad = LIMITES_CALIDAD): Veredicto => {
  const { dudosa, repetir } = limites[nombre];
  const alcanza = (limite: number): boolean => (sentidoDe(limites[nombre]) === '≥' ? valor >= limite : valor <= limite);
  if (alcanza(repetir)) return 'repetir';
  return alcanza(dudosa) ? 'dudosa' : 'buena';
};

/** The worst of them. */
export const veredictoDe = (medidas: readonly Pick<Medida, 'veredicto'>[]): Veredicto => {
  if (medidas.some((m) => m.veredicto === 'repetir')) return 'repetir';
  return medidas.some((m) => m.veredicto === 'dudosa') ? 'dudosa' : 'buena';
};

const redondo = (n: number, decimales = 0): string => n.toFixed(decimales);

type Texto = (valor: number, limite: Limite) => string;

const EXPLICACIONES: Record<NombreMedida, { readonly bien: Texto; readonly mal: Texto }> = {
  resolucion: { bien: (v) => `Resolución de ${redondo(v)} puntos por pulgada.`, mal: (v, l) => `La imagen tiene ${redondo(v)} puntos por pulgada; se necesitan más de ${redondo(l.dudosa)}. Escanee a 200 o 300, o tome la foto más de cerca.` },
  pagina_cortada: { bien: () => 'La hoja está completa.', mal: (v) => `Faltan ${redondo(v)} mm de la hoja en una orilla. Acomode la hoja y escanee de nuevo.` },
  esquina: { bien: () => 'Se ven las cuatro marcas de las esquinas.', mal: (v) => (v >= 2 ? 'No se encuentran las marcas de las esquinas del formato. Revise que sea un acta, que esté completa y sin dobleces, y escanee de nuevo.' : 'No se ve una de las esquinas del formato. Desdoble la hoja y escanee de nuevo; si está rota o tapada, acepte la imagen si las cifras se leen.') },
  inclinacion: { bien: (v) => `La hoja está derecha (${redondo(v, 1)}°).`, mal: (v) => `La hoja está inclinada ${redondo(v)}°. Ajuste las guías del alimentador o enderece la hoja y escanee de nuevo.` },
  enfoque: { bien: () => 'La imagen está enfocada.', mal: () => 'La imagen está borrosa. Limpie el vidrio, o sostenga firme el teléfono, y tome la imagen de nuevo.' },
  contraste: { bien: () => 'La tinta se distingue bien del papel.', mal: () => 'La tinta casi no se distingue del papel. Revise el brillo del escáner, o busque más luz, y tome la imagen de nuevo.' },
  rayas: { bien: () => 'No hay rayas del escáner.', mal: () => 'Una raya cruza la hoja de lado a lado. Limpie el vidrio del escáner y escanee de nuevo.' },
  hoja_blanca: { bien: () => 'La hoja está escrita.', mal: () => 'La hoja está en blanco. Revise que no haya entrado al revés.' },
  reverso: { bien: () => 'Es el frente de la hoja.', mal: () => 'Parece el reverso de la hoja. Voltéela y escanee de nuevo.' },
  reflejo: { bien: () => 'No hay reflejos.', mal: (v) => `Un reflejo borra el ${redondo(v, 1)} % del formato. Apague el flash o cambie de lugar la luz y tome la foto de nuevo.` },
  dos_hojas: { bien: () => 'Hay una sola hoja.', mal: () => 'Se ven dos hojas en una imagen. Sepárelas y escanee cada una.' },
};

/** One sentence or two for the operator: what is seen and, when it is not good, what to do. */
export const explicarMedida = ({ nombre, valor, veredicto }: Medida, limites: LimitesCalidad = LIMITES_CALIDAD): string => {
  const { bien, mal } = EXPLICACIONES[nombre];
  return (veredicto === 'buena' ? bien : mal)(valor, limites[nombre]);
};

/** Short name of a measure, for tables. */
export const NOMBRES_MEDIDA: Readonly<Record<NombreMedida, string>> = {
  resolucion: 'Resolución (puntos por pulgada)',
  pagina_cortada: 'Página cortada (mm)',
  esquina: 'Esquinas que faltan',
  inclinacion: 'Inclinación (grados)',
  enfoque: 'Enfoque (mm de orilla)',
  contraste: 'Contraste (0 a 1)',
  rayas: 'Rayas (mm)',
  hoja_blanca: 'Tinta (milésimas)',
  reverso: 'Reverso (0 a 1)',
  reflejo: 'Reflejo (%)',
  dos_hojas: 'Hojas de más',
};
