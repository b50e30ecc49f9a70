import type { LecturaBitacora } from '#electron/station/puertos.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { escribirLoteAparte, MAXIMO_EVENTOS_LOTE, type Asiento } from '#shared/sync/lote.ts';

/** Each lote is signed, answered and noted down: below this, several cost more than they hasten. */
const MINIMO_EVENTOS = 120;
/** Small enough to get through the worst link. */
const POCOS_EVENTOS = 50;
/** Eight lotes drain a queue: larger ones as it grows. */
const PARTES_DE_LA_COLA = 8;
/** Far below what the central inflates at most (16 MiB), whatever the events hold. */
const MAXIMO_CARACTERES = 4_000_000;

/** A lote whose answer takes longer holds up what is registered meanwhile. */
const MAXIMO_SEGUNDOS = 10;
/** An event as it travels, compressed. */
const BYTES_POR_EVENTO = 180;

/** How many events go in one lote when `pendientes` wait, over a link of `bytesPorSegundo` (null: not known yet). */
export const tamanoLote = (pendientes: number, bytesPorSegundo: number | null = null): number => {
  const caben = bytesPorSegundo === null ? MAXIMO_EVENTOS_LOTE : Math.floor((bytesPorSegundo * MAXIMO_SEGUNDOS) / BYTES_POR_EVENTO);
  return Math.max(POCOS_EVENTOS, Math.min(MAXIMO_EVENTOS_LOTE, Math.max(MINIMO_EVENTOS, Math.ceil(pendientes / PARTES_DE_LA_COLA)), caben));
};

const hastaElLimite = (asientos: readonly Asiento[]): readonly Asiento[] => {
  let caracteres = 0;
  const caben = asientos.findIndex((a) => (caracteres += a.texto.length) > MAXIMO_CARACTERES);
  return caben === -1 ? asientos : asientos.slice(0, Math.max(1, caben));
};

export type LoteCortado = { readonly epoca: string; readonly desde: number; readonly hasta: number; readonly cabeza: string; readonly texto: string };

/**
 * The lote of the journal from `desde` with up to `cuantos` events. The same range always gives the same bytes, also
 * after a restart: a repetition is recognised as such. `desde` must be in the journal.
 */
export const cortarLote = async (
  bitacora: LecturaBitacora, rango: { readonly desde: number; readonly cuantos: number },
  firma: { readonly firmante: Firmante; readonly certificado: DocumentoFirmado; readonly paqueteSha: string },
): Promise<LoteCortado> => {
  const { epoca, hasta: fin } = bitacora.epocaDe(rango.desde);
  // A lote is of one epoca: those that were inherited are sent in their own name.
  const asientos = hastaElLimite(bitacora.leer(rango.desde, fin === null ? rango.cuantos : Math.min(rango.cuantos, fin - rango.desde + 1)));
  const ultimo = asientos.at(-1);
  if (ultimo === undefined) throw new Error(`the journal has no event ${rango.desde}`);
  const texto = await escribirLoteAparte(firma.firmante, {
    paquete: firma.paqueteSha, epoca, previo: bitacora.hashDe(rango.desde - 1), certificado: firma.certificado, asientos,
  });
  return { epoca, desde: rango.desde, hasta: ultimo.seq, cabeza: ultimo.hash, texto };
};
