import { TIPOS_ESCANER } from '#shared/domain/escaner.ts';
import { GIROS, MEDIDAS, VEREDICTOS } from '#shared/domain/examen.ts';
import { z } from 'zod';
import { fallaSchema as falla } from './falla.ts';

const clave = z.string().min(1).max(40);
const sha = z.string().regex(/^[0-9a-f]{64}$/);

/** A sheet of the tray, or one that waits for a name. */
export const imagenBandeja = z.object({
  /** Of the row: two sheets may have brought the same image. */
  fila: z.string(),
  imagen: sha, hora: z.string(), fuente: z.string(), qr: z.string().nullable(),
  estado: z.enum(['en_proceso', 'por_revisar', 'en_captura', 'por_identificar', 'alternativa', 'rechazada', 'fuera_de_catalogo', 'lista', 'repetida']),
  acta: clave.nullable(), nombre: z.string().nullable(), motivo: z.string().nullable(),
  /** Where the paper must go, in the operator's words: «A captura», «Identificar», «Repetir escaneo». */
  destino: z.string(),
  /** The image is on its way and its paper is not: acopio has to see it, or another center. */
  papelAparte: z.boolean(),
  /** Number of the sheet in its tanda; null when it did not come in one. */
  hoja: z.number().int().nullable(), tanda: z.string().nullable(),
  /** Quality, null while nothing has looked; `medidas` holds only those that are not good. */
  veredicto: z.enum(VEREDICTOS).nullable(),
  medidas: z.array(z.object({ nombre: z.enum(MEDIDAS), valor: z.number(), texto: z.string(), veredicto: z.enum(VEREDICTOS) })),
  /** The present image of the same acta, when this is another one: to compare. */
  vigente: sha.nullable(),
  /** What the operator should know of it, in sentences. */
  avisos: z.array(z.string()),
  /** Quarter turns clockwise that were made to set it upright. */
  giro: z.union([z.literal(GIROS[0]), z.literal(GIROS[1]), z.literal(GIROS[2]), z.literal(GIROS[3])]),
});
export type ImagenBandeja = z.infer<typeof imagenBandeja>;

/** A scanner and its last tanda. */
export const escanerBandeja = z.object({
  id: z.string(), nombre: z.string(), tipo: z.enum(TIPOS_ESCANER),
  estado: z.enum(['libre', 'escaneando', 'cancelando', 'no_disponible']),
  /** Sheets that wait in its tray, null when it does not say. */
  hojas: z.number().int().nullable(),
  /** Its last tanda. `hojaPerdida`: number of the first sheet that is not stored and must be scanned again. */
  tanda: z.object({
    tanda: z.string(), hora: z.string(), recibidas: z.number().int(), enProceso: z.number().int(), falla: falla.nullable(), hojaPerdida: z.number().int().nullable(), terminada: z.boolean(),
  }).nullable(),
});
export type EscanerBandeja = z.infer<typeof escanerBandeja>;

const numeros = z.array(z.number().int());
/** A tanda that stopped half way and nobody has attended to. */
export const tandaDetenida = z.object({
  tanda: z.string(), escaner: z.string(), nombre: z.string(), tipo: z.enum(TIPOS_ESCANER), hora: z.string(), falla,
  /** By number of sheet: see shared/domain/tanda.ts. */
  cuenta: z.object({ guardadas: numeros, faltan: numeros, desde: z.number().int(), repetir: numeros, repetidas: numeros }),
  /** Finished sheets of it are still to come by themselves: the account may change. */
  recuperando: z.boolean(),
});
export type TandaDetenidaBandeja = z.infer<typeof tandaDetenida>;
