import { z } from 'zod';
import { leerCertificado, type Certificado } from './certificado.ts';
import type { Cripto, Firmante } from './cripto.ts';
import { contenidoFirmado, documentoFirmadoSchema, firmarDocumento, type DocumentoFirmado } from './firma.ts';

const TIPO_SESION = 'application/vnd.acopio.sesion+json;v=1';

/** How a station shows the central who it is: the OPL's certificate of its key, and that key over the central's challenge. */
export const presentacionSchema = z.object({ certificado: documentoFirmadoSchema, prueba: documentoFirmadoSchema });
export type Presentacion = z.infer<typeof presentacionSchema>;

/** What is signed names the central's key too: a challenge that another server passed on is worth nothing here. */
const pruebaSchema = z.object({ reto: z.string(), central: z.string() });

export const escribirPresentacion = (firmante: Firmante, certificado: DocumentoFirmado, prueba: { readonly reto: string; readonly central: string }): Presentacion =>
  ({ certificado, prueba: firmarDocumento(firmante, TIPO_SESION, JSON.stringify({ reto: prueba.reto, central: prueba.central })) });

/** The certificate and the challenge that its key signed for this central; null when any of it is not so. The challenge's freshness and the certificate's dates are the caller's. */
export const leerPresentacion = (cripto: Cripto, p: Presentacion, llaves: { readonly opl: string; readonly central: string }): { readonly certificado: Certificado; readonly reto: string } | null => {
  const certificado = leerCertificado(cripto, p.certificado, llaves.opl);
  if (certificado === null) return null;
  const texto = contenidoFirmado(cripto, p.prueba, TIPO_SESION, certificado.llave);
  const prueba = texto === null ? null : pruebaSchema.safeParse(JSON.parse(texto));
  return prueba?.success === true && prueba.data.central === llaves.central ? { certificado, reto: prueba.data.reto } : null;
};
