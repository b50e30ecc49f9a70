import { gunzipSync } from 'node:zlib';
import type { EsquemaCentral } from '#central/db/esquema.ts';
import type { Catalogo } from '#central/catalogo.ts';
import type { HitoNuevo } from '#central/db/transaccion-consolidacion.ts';
import { imagenDe, leerHito } from '#central/ingesta/hitos.ts';
import { certificadoSchema, type Certificado } from '#shared/sync/certificado.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import type { CabeceraLote } from '#shared/sync/lote.ts';

/** What a stored lote says of the rows that hang from it. */
export type LoteGuardado = {
  readonly paquete: string;
  readonly cabeza: string;
  readonly certificado: Certificado;
  /** What the epoca goes on from, where the lote begins it; undefined where it does not. */
  readonly hereda: NonNullable<DatosEvento<'estacion.iniciada'>['hereda']> | null | undefined;
  readonly hitos: readonly HitoNuevo[];
  readonly imagenes: readonly string[];
};

const TIPO = '"tipo":"';
/** Those that rows come of; the others are not parsed. */
const CON_FILAS: ReadonlySet<string> = new Set(['estacion.iniciada', 'imagen.guardada', 'acta.verificada', 'acta.sin_acta', 'acta.fuera_de_catalogo']);

/** Keys are in order: after that of the type comes only a number. */
const tipoDe = (linea: string): string => {
  const desde = linea.lastIndexOf(TIPO) + TIPO.length;
  return linea.slice(desde, linea.indexOf('"', desde));
};

/**
 * Opens a stored lote and holds its row against it; null when they do not agree. It was proved before it was stored: with
 * the SHA-256 that it had then, its signatures are good.
 */
export const abrirGuardado = (deps: { readonly cripto: Pick<Cripto, 'sha256'>; readonly catalogo: Catalogo }, fila: EsquemaCentral['lote']): LoteGuardado | null => {
  let bytes: Buffer;
  try {
    bytes = gunzipSync(fila.cuerpo);
  } catch {
    return null;
  }
  if (deps.cripto.sha256(bytes) !== fila.sha || Number.isNaN(Date.parse(fila.recibido))) return null;
  const lineas = bytes.toString('utf8').split('\n');
  const { epoca, desde, hasta, cabeza, paquete, certificado } = JSON.parse(lineas[0]!) as CabeceraLote;
  const eventos = lineas.slice(1, -2).filter((l) => CON_FILAS.has(tipoDe(l))).map((l) => JSON.parse(l) as Evento);
  const imagenes = [...new Set(eventos.flatMap((e) => imagenDe(e)?.imagen ?? []))];
  if (epoca !== fila.epoca || desde !== fila.desde || hasta !== fila.hasta || imagenes.join(' ') !== fila.imagenes) return null;
  const inicio = eventos.find((e) => e.tipo === 'estacion.iniciada');
  return {
    paquete, cabeza, certificado: certificadoSchema.parse(JSON.parse(certificado.contenido)), imagenes,
    hereda: inicio === undefined ? undefined : (inicio.datos as DatosEvento<'estacion.iniciada'>).hereda ?? null,
    hitos: eventos.flatMap((evento) => {
      const hito = leerHito(deps.catalogo, epoca, evento)?.hito;
      return hito ? [{ epoca, seq: evento.seq, ...hito }] : [];
    }),
  };
};
