import type { z } from 'zod';
import { es } from 'zod/locales';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { paqueteSchema, type Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import { contenidoFirmado, documentoFirmadoSchema, TIPO_PAQUETE, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { revisarPaquete } from './revisar-paquete.ts';

/** A package that can be used: `sha256` is of the signed text, `llaveOpl` the key that signed it. */
export type PaqueteAbierto = { readonly paquete: Paquete; readonly sha256: string; readonly llaveOpl: string };

const enEspanol = es().localeError;

const analizar = (texto: string): unknown => {
  try {
    return JSON.parse(texto);
  } catch {
    throw new AppError('paquete_ilegible', { detalle: 'no está entero o cambió' });
  }
};

/** What a person calls the element of a list: its key where it has one, else its place counted from 1. */
const nombreDe = (elemento: unknown, indice: number): string => {
  const o = typeof elemento === 'object' && elemento !== null ? (elemento as Record<string, unknown>) : {};
  const clave = o['clave'] ?? o['id'];
  return typeof clave === 'string' ? `${indice + 1} (${clave})` : String(indice + 1);
};

/** `casillas 3 (990010B0100) › seccion`: where the first problem is, in words that can be looked up in the package. */
const lugar = (raiz: unknown, camino: readonly PropertyKey[]): string => {
  let valor = raiz;
  let texto = '';
  for (const paso of camino) {
    valor = typeof valor === 'object' && valor !== null ? (valor as Record<PropertyKey, unknown>)[paso] : undefined;
    if (typeof paso === 'number') texto += ` ${nombreDe(valor, paso)}`;
    else texto += `${texto === '' ? '' : ' › '}${String(paso)}`;
  }
  return texto === '' ? 'el documento' : texto;
};

const validar = <S extends z.ZodType>(schema: S, valor: unknown): z.output<S> => {
  const r = schema.safeParse(valor, { error: enEspanol });
  if (r.success) return r.data;
  const problema = r.error.issues[0];
  throw new AppError('paquete_invalido', { lugar: lugar(valor, problema?.path ?? []), detalle: problema?.message ?? 'no tiene la forma debida' });
};

/** Decoders skip what base64 does not use: without this a changed byte could go unseen. */
const esBase64Exacto = (texto: string): boolean => Buffer.from(texto, 'base64').toString('base64') === texto;

const contenidoDe = (texto: string, llaveOpl: string | null): { contenido: string; llave: string } => {
  const leido = documentoFirmadoSchema.safeParse(analizar(texto));
  if (!leido.success) throw new AppError('paquete_ilegible', { detalle: 'no es un paquete firmado' });
  const doc: DocumentoFirmado = leido.data;
  if (doc.tipo !== TIPO_PAQUETE) throw new AppError('paquete_ilegible', { detalle: 'es un documento de otro tipo' });
  const contenido = esBase64Exacto(doc.firma) && esBase64Exacto(doc.llave) ? contenidoFirmado(criptoNode, doc, TIPO_PAQUETE, llaveOpl ?? doc.llave) : null;
  if (contenido === null) throw new AppError('paquete_firma');
  return { contenido, llave: doc.llave };
};

/**
 * Opens the file of an election package: signature, then schema, then every cross-check. Whole or nothing.
 * `llaveOpl` is the raw public key (base64) that must have signed it; null trusts the key inside, which proves only
 * that the file is whole: for demo and drill commands, never for a jornada.
 * Throws AppError: paquete_ilegible, paquete_firma, paquete_invalido, paquete_clave_repetida, paquete_casilla_faltante.
 */
export const abrirPaquete = (texto: string, llaveOpl: string | null): PaqueteAbierto => {
  const { contenido, llave } = contenidoDe(texto, llaveOpl);
  const paquete = validar(paqueteSchema, analizar(contenido));
  revisarPaquete(paquete);
  return { paquete, sha256: criptoNode.sha256(utf8(contenido)), llaveOpl: llave };
};
