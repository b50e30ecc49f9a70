import { z } from 'zod';
import { hashEvento, leerEvento, type Evento } from '#shared/domain/evento.ts';
import { problemaDeEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCertificado, type Certificado } from './certificado.ts';
import type { Cripto, Firmante } from './cripto.ts';
import { documentoFirmadoSchema, pae, paeDeBytes, TIPO_LOTE, type DocumentoFirmado } from './firma.ts';

/** A lote is for one request and one transaction of the central. */
export const MAXIMO_EVENTOS_LOTE = 1_000;

const cabeceraSchema = z.object({
  formato: z.literal('acopio-lote'),
  version: z.literal(1),
  /** SHA-256 of the election package that the station works with. */
  paquete: z.string(),
  epoca: z.string(),
  desde: z.number().int().positive(),
  hasta: z.number().int().positive(),
  /** Hash of the event before `desde`. */
  previo: z.string(),
  /** Hash of event `hasta`. */
  cabeza: z.string(),
  certificado: documentoFirmadoSchema,
});
const firmaSchema = z.object({ firma: z.string() });
export type CabeceraLote = z.infer<typeof cabeceraSchema>;

/** An event as it lies in the journal: its exact text and its hash. */
export type Asiento = { readonly seq: number; readonly texto: string; readonly hash: string };

export type LoteLeido = {
  readonly cabecera: CabeceraLote;
  readonly certificado: Certificado;
  readonly eventos: readonly { readonly evento: Evento; readonly texto: string; readonly hash: string }[];
};

type DatosLote = { readonly paquete: string; readonly epoca: string; readonly previo: string; readonly certificado: DocumentoFirmado; readonly asientos: readonly Asiento[] };

/** All of a lote that its signature is over. */
const cuerpoDe = (datos: DatosLote): string => {
  const primero = datos.asientos[0]!;
  const ultimo = datos.asientos.at(-1)!;
  const cabecera: CabeceraLote = {
    formato: 'acopio-lote', version: 1, paquete: datos.paquete, epoca: datos.epoca,
    desde: primero.seq, hasta: ultimo.seq, previo: datos.previo, cabeza: ultimo.hash, certificado: datos.certificado,
  };
  return `${JSON.stringify(cabecera)}\n${datos.asientos.map((a) => `${a.texto}\n`).join('')}`;
};

const conFirma = (cuerpo: string, firma: string): string => `${cuerpo}${JSON.stringify({ firma })}\n`;

/**
 * Writes a lote: a line of header, the events one a line exactly as they lie in the journal, and a line with the
 * signature over all that comes before it. The same bytes go by network (gzip) and by USB.
 * `asientos` must be contiguous and not empty; `previo` is the hash before the first.
 */
export const escribirLote = (firmante: Pick<Firmante, 'firmar'>, datos: DatosLote): string => {
  const cuerpo = cuerpoDe(datos);
  return conFirma(cuerpo, firmante.firmar(pae(TIPO_LOTE, cuerpo)));
};

/** As `escribirLote`, signed on another thread: while a room works, nobody waits for it. */
export const escribirLoteAparte = async (firmante: Pick<Firmante, 'firmarAparte'>, datos: DatosLote): Promise<string> => {
  const cuerpo = cuerpoDe(datos);
  return conFirma(cuerpo, await firmante.firmarAparte(pae(TIPO_LOTE, cuerpo)));
};

const analizar = (linea: string, detalle: string): unknown => {
  try {
    return JSON.parse(linea);
  } catch {
    throw new AppError('lote_ilegible', { detalle });
  }
};

/**
 * Reads and proves a lote: certificate by the OPL, signature of the station over the exact text, chain from `previo`
 * to `cabeza`, every event of the catalogue. Throws AppError: lote_ilegible, estacion_desconocida, lote_firma,
 * lote_cadena (param seq), lote_esquema (param seq). `bytes`: the text in UTF-8, where they are at hand.
 */
export const leerLote = (cripto: Cripto, texto: string, llaveOpl: string, bytes?: Uint8Array): LoteLeido => {
  const lineas = texto.split('\n');
  if (lineas.pop() !== '' || lineas.length < 3) throw new AppError('lote_ilegible', { detalle: 'incompleto' });
  const firma = firmaSchema.safeParse(analizar(lineas.at(-1)!, 'firma'));
  const leida = cabeceraSchema.safeParse(analizar(lineas[0]!, 'cabecera'));
  if (!firma.success || !leida.success) throw new AppError('lote_ilegible', { detalle: 'cabecera' });
  const cabecera = leida.data;
  const certificado = leerCertificado(cripto, cabecera.certificado, llaveOpl);
  if (certificado === null) throw new AppError('estacion_desconocida', { estacion: cabecera.epoca });
  const largo = texto.length - lineas.at(-1)!.length - 1;
  // Of ASCII, which most are, places of the text are places of its bytes.
  const firmado = bytes?.length === texto.length ? paeDeBytes(TIPO_LOTE, bytes.subarray(0, largo)) : pae(TIPO_LOTE, texto.slice(0, largo));
  if (!cripto.verificar(certificado.llave, firmado, firma.data.firma)) throw new AppError('lote_firma');
  const lineasEvento = lineas.slice(1, -1);
  if (lineasEvento.length !== cabecera.hasta - cabecera.desde + 1) throw new AppError('lote_cadena', { seq: cabecera.desde });

  let previo = cabecera.previo;
  const eventos = lineasEvento.map((linea, i) => {
    const seq = cabecera.desde + i;
    const evento = leerEvento(analizar(linea, `evento ${seq}`));
    if (evento === null) throw new AppError('lote_esquema', { seq, detalle: 'evento' });
    if (evento.seq !== seq || evento.previo !== previo) throw new AppError('lote_cadena', { seq });
    const problema = problemaDeEvento(evento);
    if (problema !== null) throw new AppError('lote_esquema', { seq, detalle: problema });
    const hash = hashEvento(cripto, previo, linea);
    previo = hash;
    return { evento, texto: linea, hash };
  });
  if (previo !== cabecera.cabeza) throw new AppError('lote_cadena', { seq: cabecera.hasta });
  return { cabecera, certificado, eventos };
};
