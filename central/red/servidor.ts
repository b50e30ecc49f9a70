import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as crearHttps } from 'node:https';

/** Time for one request to come in whole: a lote of 1,000 events at 16 kbit/s fits. Whoever drips longer is cut. */
const ESPERA_PETICION_MS = 300_000;
const ESPERA_CABECERA_MS = 30_000;
/** A connection on which nothing moved: the station's is gone. A part under way on the worst link moves. */
const SILENCIO_MS = 120_000;
/** Between two parts of an image or two lotes; stations keep their connections. */
const ENTRE_PETICIONES_MS = 65_000;
/** Six of each of a thousand stations and the public; beyond that newcomers wait, and those inside go on. */
const MAXIMO_CONEXIONES = 10_000;

/** Of one address: a whole state's network may be behind it, and the others still have room. */
const MAXIMO_CONEXIONES_DIRECCION = 4_000;
const MAXIMO_BYTES_CABECERAS = 16 * 1024;

const limitarPorDireccion = (servidor: Server): void => {
  const abiertas = new Map<string, number>();
  servidor.on('connection', (enchufe) => {
    const direccion = enchufe.remoteAddress ?? '';
    const cuantas = (abiertas.get(direccion) ?? 0) + 1;
    if (cuantas > MAXIMO_CONEXIONES_DIRECCION) return void enchufe.destroy();
    abiertas.set(direccion, cuantas);
    enchufe.once('close', () => {
      const quedan = (abiertas.get(direccion) ?? 1) - 1;
      if (quedan === 0) abiertas.delete(direccion);
      else abiertas.set(direccion, quedan);
    });
  });
};

/** The central's server, over TLS when it has a certificate. Slow or silent senders hold a socket for a while and nothing else. */
export const crearServidor = (atender: RequestListener, tls: { readonly certificado: string; readonly llave: string } | undefined): Server => {
  const opciones: ServerOptions = { requestTimeout: ESPERA_PETICION_MS, headersTimeout: ESPERA_CABECERA_MS, keepAliveTimeout: ENTRE_PETICIONES_MS, maxHeaderSize: MAXIMO_BYTES_CABECERAS, noDelay: true };
  const servidor = tls === undefined ? createServer(opciones, atender) : crearHttps({ ...opciones, cert: tls.certificado, key: tls.llave, minVersion: 'TLSv1.2' }, atender);
  servidor.timeout = SILENCIO_MS;
  servidor.maxConnections = MAXIMO_CONEXIONES;
  limitarPorDireccion(servidor);
  return servidor;
};
