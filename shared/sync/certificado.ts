import { z } from 'zod';
import type { Cripto } from './cripto.ts';
import { contenidoFirmado, TIPO_CERTIFICADO, type DocumentoFirmado } from './firma.ts';

export const certificadoSchema = z.object({
  /** Id of the station, unique in the election: `CATD01-A`. */
  estacion: z.string().min(1),
  catd: z.string().min(1),
  /** Raw Ed25519 public key of the station, base64. */
  llave: z.string(),
  desde: z.iso.datetime({ offset: true }),
  hasta: z.iso.datetime({ offset: true }),
});
/** The OPL's word that a key is a station's. */
export type Certificado = z.infer<typeof certificadoSchema>;

/** The certificate if the OPL signed it, null otherwise. Validity dates are the caller's to hold against its clock. */
export const leerCertificado = (cripto: Cripto, doc: DocumentoFirmado, llaveOpl: string): Certificado | null => {
  const texto = contenidoFirmado(cripto, doc, TIPO_CERTIFICADO, llaveOpl);
  if (texto === null) return null;
  const r = certificadoSchema.safeParse(JSON.parse(texto));
  return r.success ? r.data : null;
};
