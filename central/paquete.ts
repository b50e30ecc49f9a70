import { paqueteSchema, type Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { contenidoFirmado, documentoFirmadoSchema, TIPO_PAQUETE } from '#shared/sync/firma.ts';

export type PaqueteAbierto = {
  readonly paquete: Paquete;
  /** SHA-256 of the signed text: what each lote names. */
  readonly sha256: string;
  readonly llaveOpl: string;
};

const json = (texto: string): unknown => {
  try {
    return JSON.parse(texto);
  } catch {
    throw new AppError('paquete_ilegible', { detalle: 'no es JSON' });
  }
};

const sinRepetir = (claves: readonly string[]): void => {
  const vistas = new Set<string>();
  for (const clave of claves) {
    if (vistas.has(clave)) throw new AppError('paquete_clave_repetida', { clave });
    vistas.add(clave);
  }
};

/**
 * Opens the signed election package for the central: whole or nothing. `llaveOpl` null trusts the key inside, which
 * only a simulacro may do. Throws AppError paquete_*.
 */
export const abrirPaquete = (cripto: Cripto, texto: string, llaveOpl: string | null): PaqueteAbierto => {
  const doc = documentoFirmadoSchema.safeParse(json(texto));
  if (!doc.success) throw new AppError('paquete_ilegible', { detalle: 'no es un documento firmado' });
  const llave = llaveOpl ?? doc.data.llave;
  const contenido = contenidoFirmado(cripto, doc.data, TIPO_PAQUETE, llave);
  if (contenido === null) throw new AppError('paquete_firma');
  const leido = paqueteSchema.safeParse(json(contenido));
  if (!leido.success) {
    const problema = leido.error.issues[0];
    throw new AppError('paquete_invalido', { lugar: problema?.path.join('.') ?? '', detalle: problema?.message ?? '' });
  }
  const paquete = leido.data;
  sinRepetir(paquete.casillas.map((c) => c.clave));
  sinRepetir(paquete.actas.map((a) => a.clave));
  const casillas = new Set(paquete.casillas.map((c) => c.clave));
  for (const acta of paquete.actas) if (!casillas.has(acta.casilla)) throw new AppError('paquete_casilla_faltante', { acta: acta.clave, casilla: acta.casilla });
  return { paquete, sha256: cripto.sha256(utf8(contenido)), llaveOpl: llave };
};
