import { z } from 'zod';
import type { Cripto } from './cripto.ts';
import { tramoConCabezaSchema } from './existencias.ts';
import { contenidoFirmado, TIPO_ACUSE, type DocumentoFirmado } from './firma.ts';

export const acuseSchema = z.object({
  estacion: z.string(),
  epoca: z.string(),
  desde: z.number().int(),
  hasta: z.number().int(),
  /** Hash of event `hasta`: what the central holds is exactly this journal. */
  cabeza: z.string(),
  /** SHA-256 of the lote's text. */
  lote: z.string(),
  recibido: z.iso.datetime({ offset: true }),
  estado: z.enum(['aceptado', 'repetido']),
  /** Images named by the lote that the central does not hold yet. */
  imagenesFaltantes: z.array(z.string()),
  /** All that the central holds of this epoca, this lote included: a station sees at once what an older copy of the central lacks. */
  tiene: z.array(tramoConCabezaSchema),
});
/** The central's signed receipt of one lote: a lote counts as sent only with a valid one. */
export type Acuse = z.infer<typeof acuseSchema>;

/** The acuse if the central signed it, null otherwise. */
export const leerAcuse = (cripto: Cripto, doc: DocumentoFirmado, llaveCentral: string): Acuse | null => {
  const texto = contenidoFirmado(cripto, doc, TIPO_ACUSE, llaveCentral);
  if (texto === null) return null;
  const r = acuseSchema.safeParse(JSON.parse(texto));
  return r.success ? r.data : null;
};
