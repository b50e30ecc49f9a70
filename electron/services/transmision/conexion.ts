import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { connect as conectarTls, type TLSSocket } from 'node:tls';
import { AppError } from '#shared/errors/app-error.ts';
import { fallaDe, inalcanzable } from './fallas-red.ts';
import type { ElegirProxy } from './proxy.ts';

/** The central as the election package names it. */
export type Destino = {
  readonly url: string;
  /** SHA-256 of the public keys (SPKI, DER, hexadecimal) that its certificate may have. Left out or empty: as the system's authorities say. */
  readonly huellas?: readonly string[] | undefined;
};

/** A connection that is not there by then is tried anew: a lost SYN alone doubles its own wait each time. */
const CONECTAR_MS = 10_000;
/** Connections at once; requests beyond that wait for one. */
const MAXIMO_CONEXIONES = 8;
const MAXIMO_CABEZA_PROXY = 16 * 1024;

/** SHA-256 of the key of the certificate that the other end showed. */
const huellaDeLlave = (socket: TLSSocket): string | null => {
  const llave = socket.getPeerX509Certificate()?.publicKey;
  return llave === undefined ? null : createHash('sha256').update(llave.export({ type: 'spki', format: 'der' })).digest('hex');
};

/** Resolves with `socket` at its `evento`; rejects at an error, at its end or when it takes too long, and then destroys it. */
const alEvento = <S extends Socket>(socket: S, evento: 'connect' | 'secureConnect'): Promise<S> =>
  new Promise((resolve, reject) => {
    const fallar = (error: Error): void => {
      clearTimeout(reloj);
      socket.destroy();
      reject(error);
    };
    const reloj = setTimeout(() => fallar(inalcanzable('sin respuesta')), CONECTAR_MS);
    const cerrado = (): void => fallar(inalcanzable('la conexión se cortó'));
    // An error with nobody listening would end the process, and one may come before its request is told.
    socket.on('error', () => undefined).once('error', fallar).once('close', cerrado).once(evento, () => {
      clearTimeout(reloj);
      socket.off('error', fallar).off('close', cerrado);
      resolve(socket);
    });
  });

/** What a proxy answers to CONNECT, up to its empty line; what comes after stays in the socket. */
const leerCabeza = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let leido = Buffer.alloc(0);
    const terminar = (hacer: () => void): void => {
      clearTimeout(reloj);
      socket.off('data', alLlegar).off('error', fallar).off('close', fallar).pause();
      hacer();
    };
    const fallar = (): void => terminar(() => reject(new AppError('proxy_rechazo', { detalle: 'cerró la conexión' })));
    const reloj = setTimeout(() => terminar(() => reject(new AppError('proxy_rechazo', { detalle: 'sin respuesta' }))), CONECTAR_MS);
    const alLlegar = (trozo: Buffer): void => {
      leido = Buffer.concat([leido, trozo]);
      const fin = leido.indexOf('\r\n\r\n');
      if (fin === -1 && leido.length < MAXIMO_CABEZA_PROXY) return;
      terminar(() => {
        if (fin === -1) return reject(new AppError('proxy_rechazo', { detalle: 'respuesta ajena' }));
        if (leido.length > fin + 4) socket.unshift(leido.subarray(fin + 4));
        resolve(leido.subarray(0, fin).toString('latin1'));
      });
    };
    socket.on('data', alLlegar).once('error', fallar).once('close', fallar);
  });

const conectar = (url: URL, puerto: number): Socket => connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? puerto : Number(url.port), noDelay: true });

/** A tunnel to the central through a proxy. Throws AppError `proxy_rechazo` when the proxy does not let through. */
const abrirTunel = async (proxy: URL, central: URL, puerto: number, abiertos: Set<Socket>): Promise<Socket> => {
  const crudo = conectar(proxy, proxy.protocol === 'https:' ? 443 : 8080);
  abiertos.add(crudo);
  await alEvento(crudo, 'connect').catch((error: unknown) => { throw new AppError('proxy_rechazo', { detalle: fallaDe(error, proxy.hostname).parametros['detalle'] ?? proxy.hostname }); });
  const socket = proxy.protocol === 'https:' ? await alEvento(conectarTls({ socket: crudo, servername: proxy.hostname }), 'secureConnect') : crudo;
  const destino = `${central.hostname}:${central.port === '' ? puerto : central.port}`;
  const credencial = proxy.username === '' ? '' : `Proxy-Authorization: Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}\r\n`;
  socket.write(`CONNECT ${destino} HTTP/1.1\r\nHost: ${destino}\r\n${credencial}\r\n`);
  const cabeza = await leerCabeza(socket);
  const estado = /^HTTP\/1\.[01] (\d{3})/.exec(cabeza)?.[1];
  if (estado?.startsWith('2') !== true) {
    socket.destroy();
    throw new AppError('proxy_rechazo', { detalle: estado === '407' ? 'pide usuario y contraseña' : `HTTP ${estado ?? '?'}` });
  }
  return socket;
};

/**
 * TLS over `socket`. With `huellas` only those keys are believed, whatever the name or the dates say: a station whose
 * clock went back must still find its central, and one whose authorities were tampered with no other. Nothing is sent
 * before that is known.
 */
const vestirTls = async (socket: Socket, central: URL, huellas: readonly string[]): Promise<TLSSocket> => {
  const nombre = central.hostname.replace(/^\[|\]$/g, '');
  const tls = await alEvento(conectarTls({ socket, ...(isIP(nombre) === 0 ? { servername: nombre } : {}), rejectUnauthorized: huellas.length === 0, ALPNProtocols: ['http/1.1'] }), 'secureConnect');
  const huella = huellaDeLlave(tls);
  if (huellas.length > 0 && (huella === null || !huellas.includes(huella))) {
    tls.destroy();
    throw new AppError('central_suplantado', { detalle: 'su certificado es de otra llave' });
  }
  return tls;
};

export type Conexiones = {
  readonly agente: Agent;
  /** Closes every connection, used or not: after a fault those that are idle may be dead too. */
  readonly cortar: () => void;
};

/** Keep-alive connections to the central: straight or through the proxy that is chosen for it, over TLS when its address says so. */
export const crearConexiones = (destino: Destino, elegirProxy: ElegirProxy): Conexiones => {
  const central = new URL(destino.url);
  const segura = central.protocol === 'https:';
  const puerto = segura ? 443 : 80;
  const abiertos = new Set<Socket>();

  const abrir = async (): Promise<Socket> => {
    const proxy = await elegirProxy(destino.url);
    let socket: Socket;
    if (proxy === null) {
      socket = conectar(central, puerto);
      abiertos.add(socket);
      await alEvento(socket, 'connect');
    } else socket = await abrirTunel(new URL(proxy), central, puerto, abiertos);
    const listo = segura ? await vestirTls(socket, central, destino.huellas ?? []) : socket;
    abiertos.add(listo);
    for (const s of abiertos) if (s.destroyed) abiertos.delete(s);
    return listo;
  };

  const agente = new Agent({ keepAlive: true, maxSockets: MAXIMO_CONEXIONES, maxFreeSockets: MAXIMO_CONEXIONES });
  agente.createConnection = (_opciones, listo) => {
    abrir().then((socket) => listo?.(null, socket), (error: unknown) => listo?.(error instanceof Error ? error : new Error(String(error)), undefined as never));
    return undefined;
  };
  return {
    agente,
    cortar: () => {
      agente.destroy();
      for (const s of abiertos) s.destroy();
      abiertos.clear();
    },
  };
};
