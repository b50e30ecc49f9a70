import { z } from 'zod';
import { largoUtf8, utf8 } from './bytes.ts';
import type { Cripto, Firmante } from './cripto.ts';

/** What is signed: DSSE's pre-authentication encoding, so that a signature of one kind of document is worth nothing for another. Lengths are of UTF-8 bytes, as which the text is signed. */
export const pae = (tipo: string, cuerpo: string): string => `DSSEv1 ${largoUtf8(tipo)} ${tipo} ${largoUtf8(cuerpo)} ${cuerpo}`;

/** The same of a text whose bytes are at hand. */
export const paeDeBytes = (tipo: string, cuerpo: Uint8Array): Uint8Array => {
  const cabeza = utf8(`DSSEv1 ${largoUtf8(tipo)} ${tipo} ${cuerpo.length} `);
  const todo = new Uint8Array(cabeza.length + cuerpo.length);
  todo.set(cabeza);
  todo.set(cuerpo, cabeza.length);
  return todo;
};

/** Types of signed documents. The version is part of the type. */
export const TIPO_PAQUETE = 'application/vnd.acopio.paquete+json;v=1';
export const TIPO_CERTIFICADO = 'application/vnd.acopio.certificado+json;v=1';
export const TIPO_LOTE = 'application/vnd.acopio.lote+jsonl;v=1';
export const TIPO_ACUSE = 'application/vnd.acopio.acuse+json;v=1';
export const TIPO_SALUDO = 'application/vnd.acopio.saludo+json;v=1';
export const TIPO_EXISTENCIAS = 'application/vnd.acopio.existencias+json;v=1';
export const TIPO_REVOCACIONES = 'application/vnd.acopio.revocaciones+json;v=1';
export const TIPO_CORTE = 'application/vnd.acopio.corte+json;v=1';

export const documentoFirmadoSchema = z.object({
  tipo: z.string(),
  /** The exact text that was signed: never parsed and written again before checking. */
  contenido: z.string(),
  llave: z.string(),
  firma: z.string(),
});
/** A small signed document (certificate, acuse, package): the text as it was signed, and its signature. */
export type DocumentoFirmado = z.infer<typeof documentoFirmadoSchema>;

export const firmarDocumento = (firmante: Firmante, tipo: string, contenido: string): DocumentoFirmado => ({
  tipo, contenido, llave: firmante.llave, firma: firmante.firmar(pae(tipo, contenido)),
});

/** The signed text if type, key and signature are right; null otherwise. `llave` is whose signature is wanted. */
export const contenidoFirmado = (cripto: Cripto, doc: DocumentoFirmado, tipo: string, llave: string): string | null =>
  doc.tipo === tipo && doc.llave === llave && cripto.verificar(llave, pae(tipo, doc.contenido), doc.firma) ? doc.contenido : null;
