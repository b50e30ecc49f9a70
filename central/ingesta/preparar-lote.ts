import { isAscii } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { MAXIMO_BYTES_LOTE } from '#shared/api/contrato-central.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Certificado } from '#shared/sync/certificado.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { exigirInicio } from '#shared/sync/inicio-lote.ts';
import { leerLote, type LoteLeido } from '#shared/sync/lote.ts';
import type { Catalogo } from '#central/catalogo.ts';
import type { EsquemaCentral } from '#central/db/esquema.ts';
import type { HitoNuevo } from '#central/db/transaccion-consolidacion.ts';
import type { PaqueteAbierto } from '#central/paquete.ts';
import { imagenDe, leerHito } from './hitos.ts';

/** A proved lote as the rows that it will be, besides its own bytes, if what is held agrees with it. */
export type LotePreparado = {
  /** SHA-256 of the lote's text. */
  readonly sha: string;
  readonly epoca: string;
  readonly desde: number;
  readonly hasta: number;
  readonly previo: string;
  readonly cabeza: string;
  readonly certificado: Certificado;
  /** The journal that the epoca goes on from, where the lote begins the epoca. */
  readonly hereda: DatosEvento<'estacion.iniciada'>['hereda'];
  /** Of its events, from `desde` on. */
  readonly hashes: readonly string[];
  readonly hitos: readonly HitoNuevo[];
  /** What is wrong with a milestone, by its place. */
  readonly alarmas: readonly (Omit<EsquemaCentral['alarma'], 'hora'> & { readonly seq: number })[];
  /** Images that its events name, each once. */
  readonly imagenes: readonly { readonly imagen: string; readonly bytes: number }[];
};

export type DependenciasPreparar = { readonly cripto: Cripto; readonly paquete: PaqueteAbierto; readonly catalogo: Catalogo };

/** What is decompressed at a time: most lotes whole. */
const BYTES_POR_TROZO = 64 * 1024;

/** The text of a lote, and its bytes. */
const abrir = (cuerpo: Uint8Array): { readonly texto: string; readonly bytes: Uint8Array } => {
  let bytes: Buffer;
  try {
    bytes = gunzipSync(cuerpo, { maxOutputLength: MAXIMO_BYTES_LOTE, chunkSize: BYTES_POR_TROZO });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new AppError('lote_muy_grande', { maximo: MAXIMO_BYTES_LOTE });
    throw new AppError('lote_ilegible', { detalle: 'gzip' });
  }
  if (isAscii(bytes)) return { texto: bytes.toString('latin1'), bytes };
  try {
    return { texto: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), bytes };
  } catch {
    throw new AppError('lote_ilegible', { detalle: 'UTF-8' });
  }
};

/** What the lote says of itself against what the OPL says: package and first event. Gives what it says of its beginning. */
const revisar = ({ paquete }: DependenciasPreparar, lote: LoteLeido): DatosEvento<'estacion.iniciada'> | null => {
  const { cabecera, eventos } = lote;
  if (cabecera.paquete !== paquete.sha256) throw new AppError('lote_otro_paquete');
  const inicio = exigirInicio(lote);
  if (inicio !== null && inicio.modo !== paquete.paquete.modo) throw new AppError('lote_esquema', { seq: eventos[0]!.evento.seq, detalle: 'estacion.iniciada' });
  return inicio;
};

const leerHitos = (catalogo: Catalogo, { cabecera: { epoca }, eventos }: LoteLeido): Pick<LotePreparado, 'hitos' | 'alarmas'> => {
  const hitos: HitoNuevo[] = [];
  const alarmas: LotePreparado['alarmas'][number][] = [];
  for (const { evento } of eventos) {
    const leido = leerHito(catalogo, epoca, evento);
    if (leido === null) continue;
    const { seq, tipo, acta } = evento;
    if (leido.hito !== null) hitos.push({ epoca, seq, ...leido.hito });
    if (leido.alarma !== null) alarmas.push({ seq, clave: `${leido.alarma}:${epoca}:${seq}`, tipo: leido.alarma, detalle: `${tipo} ${acta ?? ''}: ${leido.detalle}` });
  }
  return { hitos, alarmas };
};

/**
 * Proves a lote as it came and turns it into rows: all that can be said of it without what is held, the clock and the
 * list of revoked stations. Throws AppError with the reason of a refusal.
 */
export const prepararLote = (deps: DependenciasPreparar, cuerpo: Uint8Array): LotePreparado => {
  const { texto, bytes } = abrir(cuerpo);
  const lote = leerLote(deps.cripto, texto, deps.paquete.llaveOpl, bytes);
  const inicio = revisar(deps, lote);
  const { epoca, desde, hasta, previo, cabeza } = lote.cabecera;
  const imagenes = new Map(lote.eventos.flatMap(({ evento }) => imagenDe(evento) ?? []).map((i) => [i.imagen, i]));
  return {
    sha: deps.cripto.sha256(bytes), epoca, desde, hasta, previo, cabeza, certificado: lote.certificado, hereda: inicio?.hereda,
    hashes: lote.eventos.map((e) => e.hash), ...leerHitos(deps.catalogo, lote), imagenes: [...imagenes.values()],
  };
};
