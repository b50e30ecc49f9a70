import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { AppError } from '#shared/errors/app-error.ts';

export type PedidoEscl = {
  readonly metodo: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly cuerpo?: string;
  /** Longest body that is taken, bytes. */
  readonly maximo: number;
  /** Time for the first byte of the answer, ms. */
  readonly esperaMs: number;
  /** Time without a byte of the body, ms. */
  readonly silencioMs: number;
  readonly cancelar?: AbortSignal | undefined;
};
export type RespuestaEscl = {
  readonly estado: number;
  readonly cabeceras: http.IncomingHttpHeaders;
  readonly cuerpo: Uint8Array;
  /** False when the connection broke before the end of the body. */
  readonly entera: boolean;
};
export type HttpEscl = (pedido: PedidoEscl) => Promise<RespuestaEscl>;

/** The request never reached the scanner: it may be made again without losing a sheet. */
export class SinConexion extends Error {}
/** It was sent and no answer came: the scanner may have done what it was asked. */
export class SinRespuesta extends Error {}

/** Whole time for one body: a scanner that gives a byte now and then would hold the tray for hours. */
const MAXIMO_CUERPO_MS = 300_000;
const huella = (texto: string): string => texto.replaceAll(':', '').toUpperCase();

const OTRO_CERTIFICADO = 'ERR_TLS_CERT_OTHER';
/** Signed by itself or by somebody unknown, of another name, or no longer valid. */
const CERTIFICADO_MALO = /^(ERR_TLS_CERT_|CERT_|(DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER))/;

/** A connection to a scanner with a certificate of its own: only the one whose SHA-256 IT wrote down, whatever it says of itself. */
const conectarFijado = (esperada: string): http.ClientRequestArgs['createConnection'] => (opciones, alConectar) => {
  const socket = tls.connect({ ...(opciones as tls.ConnectionOptions), rejectUnauthorized: false });
  const fallar = (error: Error): void => { alConectar(error, socket); };
  socket.once('error', fallar);
  socket.once('secureConnect', () => {
    socket.off('error', fallar);
    if (huella(socket.getPeerCertificate().fingerprint256) === huella(esperada)) {
      alConectar(null, socket);
      return;
    }
    socket.destroy();
    fallar(Object.assign(new Error('the certificate is another one'), { code: OTRO_CERTIFICADO }));
  });
  return null;
};

const cancelado = (): AppError => new AppError('escaner_cancelado');

/** The body, as far as it came. Throws AppError `escaner_respuesta` when it is too long, `escaner_cancelado`. */
const leerCuerpo = async (respuesta: http.IncomingMessage, { maximo, silencioMs, cancelar }: PedidoEscl): Promise<{ cuerpo: Uint8Array; entera: boolean }> => {
  const partes: Buffer[] = [];
  let bytes = 0;
  const cortar = (): void => void respuesta.destroy(new Error('silence'));
  let reloj = setTimeout(cortar, silencioMs);
  const limite = setTimeout(cortar, MAXIMO_CUERPO_MS);
  try {
    for await (const parte of respuesta as AsyncIterable<Buffer>) {
      clearTimeout(reloj);
      reloj = setTimeout(cortar, silencioMs);
      bytes += parte.length;
      if (bytes > maximo) throw new AppError('escaner_respuesta', { detalle: `más de ${maximo} bytes` });
      partes.push(parte);
    }
    return { cuerpo: Buffer.concat(partes, bytes), entera: respuesta.complete };
  } catch (error) {
    if (cancelar?.aborted) throw cancelado();
    if (error instanceof AppError) throw error;
    return { cuerpo: Buffer.concat(partes, bytes), entera: false };
  } finally {
    clearTimeout(reloj);
    clearTimeout(limite);
    respuesta.destroy();
  }
};

const abrir = (pedido: PedidoEscl, certificado: string | undefined): Promise<http.IncomingMessage> => new Promise((resolver, rechazar) => {
  const { url, metodo, cuerpo, esperaMs, cancelar } = pedido;
  // A connection for each request: scanners' servers close idle ones without a word, and a lost request may be a lost sheet.
  const opciones: https.RequestOptions = {
    method: metodo, headers: { accept: '*/*', 'accept-encoding': 'identity', connection: 'close', ...(cuerpo === undefined ? {} : { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(cuerpo) }) },
    ...(cancelar ? { signal: cancelar } : {}),
  };
  const fijado = url.protocol === 'https:' && certificado !== undefined ? conectarFijado(certificado) : undefined;
  const peticion = (url.protocol === 'https:' ? https : http).request(url, { ...opciones, ...(fijado ? { createConnection: fijado } : { agent: false }) });
  let enviada = false;
  const reloj = setTimeout(() => peticion.destroy(new Error('no answer in time')), esperaMs);
  peticion.on('socket', (socket) => {
    // With TLS the request is only on its way once the handshake is over.
    if (!socket.connecting && (url.protocol === 'http:' || fijado)) enviada = true;
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => { enviada = true; });
  });
  peticion.once('response', (respuesta) => {
    clearTimeout(reloj);
    resolver(respuesta);
  });
  peticion.on('error', (error) => {
    clearTimeout(reloj);
    if (cancelar?.aborted) rechazar(cancelado());
    else if (CERTIFICADO_MALO.test(String((error as NodeJS.ErrnoException).code))) rechazar(new AppError('escaner_respuesta', { detalle: 'su certificado no es el esperado' }));
    else rechazar(enviada ? new SinRespuesta(error.message, { cause: error }) : new SinConexion(error.message, { cause: error }));
  });
  peticion.end(cuerpo);
});

/**
 * HTTP for eSCL: one connection each, no redirects, limits on time and size. `certificado` is the SHA-256 of the
 * certificate of a scanner that signs its own; without it https must be as trusted as any other. Throws SinConexion,
 * SinRespuesta, AppError `escaner_cancelado` or `escaner_respuesta`; a body that breaks off is not an error.
 */
export const crearHttpEscl = (certificado?: string): HttpEscl => async (pedido) => {
  if (pedido.cancelar?.aborted) throw cancelado();
  const respuesta = await abrir(pedido, certificado);
  return { estado: respuesta.statusCode ?? 0, cabeceras: respuesta.headers, ...(await leerCuerpo(respuesta, pedido)) };
};
