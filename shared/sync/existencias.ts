import { z } from 'zod';
import type { Cripto } from './cripto.ts';
import { contenidoFirmado, documentoFirmadoSchema, TIPO_EXISTENCIAS, TIPO_SALUDO, type DocumentoFirmado } from './firma.ts';

const sha = z.string().regex(/^[0-9a-f]{64}$/);
const hora = z.iso.datetime({ offset: true });

/** What one greeting may ask or tell of, so that neither side is made to write books. */
export const MAXIMO_EPOCAS_SALUDO = 20;
export const MAXIMO_IMAGENES_SALUDO = 50;
export const MAXIMO_FALTANTES = 500;

/** A range of a journal that is held without gaps, with the hash of its last event, which proves all of it. */
export const tramoConCabezaSchema = z.object({ desde: z.number().int().positive(), hasta: z.number().int().positive(), cabeza: sha });
export type TramoConCabeza = z.infer<typeof tramoConCabezaSchema>;

export const saludoSchema = z.object({
  estacion: z.string(),
  /** The station's clock as it asks. */
  hora,
  certificado: documentoFirmadoSchema,
  /** The journals that the station holds, each with its last place. */
  epocas: z.array(z.object({ epoca: z.string(), hasta: z.number().int().nonnegative(), cabeza: sha })).min(1).max(MAXIMO_EPOCAS_SALUDO),
  /** Images that it sent and wants a receipt of. */
  imagenes: z.array(sha).max(MAXIMO_IMAGENES_SALUDO),
});
/** A station's greeting: who it is, what it has, and what it wants to know. Signed by the station. */
export type Saludo = z.infer<typeof saludoSchema>;

export const existenciasSchema = z.object({
  /** SHA-256 of the greeting's text that this answers; null in one that travels by USB. */
  saludo: sha.nullable(),
  /** The central's clock. */
  hora,
  epocas: z.array(z.object({
    epoca: z.string(),
    tramos: z.array(tramoConCabezaSchema),
    /** Images that its events name and the central does not hold whole. */
    imagenesFaltantes: z.array(sha),
    /** The station of its CATD that goes on from it, and from which place on: who still writes in it was relieved. */
    relevo: z.object({ estacion: z.string(), desde: z.number().int().positive() }).optional(),
  })),
  imagenes: z.array(z.object({ imagen: sha, recibida: hora })),
});
/** What the central holds of some journals, signed by it: its receipt for all of them at once. */
export type Existencias = z.infer<typeof existenciasSchema>;

/** The central's word on what it holds, if it is the central's; null otherwise. */
export const leerExistencias = (cripto: Cripto, doc: DocumentoFirmado, llaveCentral: string): Existencias | null => {
  const texto = contenidoFirmado(cripto, doc, TIPO_EXISTENCIAS, llaveCentral);
  if (texto === null) return null;
  const r = existenciasSchema.safeParse(JSON.parse(texto));
  return r.success ? r.data : null;
};

/** The greeting, if the key that signed it is the one it was signed with; whose it is, its certificate says. Null otherwise. */
export const leerSaludo = (cripto: Cripto, doc: DocumentoFirmado): Saludo | null => {
  const texto = contenidoFirmado(cripto, doc, TIPO_SALUDO, doc.llave);
  if (texto === null) return null;
  const r = saludoSchema.safeParse(JSON.parse(texto));
  return r.success ? r.data : null;
};
