import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { llamadaSchema, MAXIMO_BYTES_LLAMADA, RUTA_AVISOS, RUTA_LLAMAR } from '#shared/api/puente.ts';
import { AppError, type Parametros } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import type { Registro } from '#electron/station/puertos.ts';
import { CABECERAS_SEGURAS, resolverRecurso } from './contenido.ts';
import { PAGINA_NO_HAY, PAGINA_SIN_LLAVE } from './paginas.ts';
import { crearPuerta, esPeticionPropia, leerCookie, nombreCookie } from './puerta.ts';
import { fallaDeCamino, type EstacionServida } from './transporte-puerto.ts';

/** Proxies and sleeping laptops drop silent connections; a window that hears nothing reconnects. */
const LATIDO_MS = 15_000;
/** At shutdown, calls under way have this long to end. */
const GRACIA_MS = 5_000;
const MAXIMO_AVISOS_ABIERTOS = 100;
/** Built files carry a hash in their name; index.html does not. */
const CACHE_ETERNO = 'public, max-age=31536000, immutable';

export type OpcionesServidor = {
  readonly estacion: EstacionServida;
  /** Folder of the built pages. */
  readonly paginas: string;
  /** 0 or absent: any free one. */
  readonly puerto?: number;
  readonly registro: Registro;
  /** Told of the next address each time one is used. */
  readonly alAbrirse?: (siguiente: string) => void;
};

export type ServidorHttp = {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Address that opens a window; each serves once. */
  readonly entrada: () => string;
  readonly cerrar: () => Promise<void>;
};

const leerCuerpo = async (peticion: IncomingMessage): Promise<string | null> => {
  const partes: Buffer[] = [];
  let bytes = 0;
  for await (const parte of peticion as AsyncIterable<Buffer>) {
    bytes += parte.length;
    if (bytes > MAXIMO_BYTES_LLAMADA) return null;
    partes.push(parte);
  }
  return Buffer.concat(partes).toString('utf8');
};

const leerLlamada = (texto: string): ReturnType<typeof llamadaSchema.safeParse> => {
  try {
    return llamadaSchema.safeParse(JSON.parse(texto));
  } catch {
    return llamadaSchema.safeParse(null);
  }
};

const responderJson = (respuesta: ServerResponse, estado: number, cuerpo: unknown): ServerResponse =>
  respuesta.writeHead(estado, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }).end(JSON.stringify(cuerpo));
const rechazar = (respuesta: ServerResponse, estado: number, codigo: CodigoError, parametros: Parametros = {}): ServerResponse =>
  responderJson(respuesta, estado, { ok: false, error: { codigo, parametros } });
const responderPagina = (respuesta: ServerResponse, estado: number, html: string): ServerResponse =>
  respuesta.writeHead(estado, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(html);

const llamar = async (estacion: EstacionServida, peticion: IncomingMessage, respuesta: ServerResponse): Promise<unknown> => {
  if (peticion.method !== 'POST') return rechazar(respuesta, 405, 'entrada_invalida', { campo: 'método HTTP' });
  if (!/^application\/json\b/.test(peticion.headers['content-type'] ?? '')) return rechazar(respuesta, 415, 'entrada_invalida', { campo: 'content-type' });
  const texto = await leerCuerpo(peticion);
  if (texto === null) {
    respuesta.setHeader('Connection', 'close');
    return rechazar(respuesta, 413, 'entrada_invalida', { campo: 'tamaño' });
  }
  const llamada = leerLlamada(texto);
  if (!llamada.success) return rechazar(respuesta, 400, 'entrada_invalida', { campo: 'llamada' });
  return responderJson(respuesta, 200, await estacion.despachar(llamada.data));
};

/** Changes of the station as server-sent events, to every window that listens. */
const crearAvisos = (estacion: EstacionServida) => {
  const abiertos = new Set<ServerResponse>();
  const escribir = (texto: string): void => abiertos.forEach((r) => r.write(texto));
  const dejar = estacion.alCambiar((partes) => escribir(`event: cambio\ndata: ${JSON.stringify(partes)}\n\n`));
  const latido = setInterval(() => escribir(': latido\n\n'), LATIDO_MS);
  return {
    atender: (respuesta: ServerResponse): ServerResponse => {
      if (abiertos.size >= MAXIMO_AVISOS_ABIERTOS) return rechazar(respuesta, 503, 'entrada_invalida', { campo: 'ventanas abiertas' });
      respuesta.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
      respuesta.write('retry: 1000\n\n');
      abiertos.add(respuesta);
      return respuesta.on('close', () => abiertos.delete(respuesta));
    },
    cerrar: (): void => {
      dejar();
      clearInterval(latido);
      abiertos.forEach((r) => r.end());
    },
  };
};

const servirPagina = async (carpeta: string, ruta: string, peticion: IncomingMessage, respuesta: ServerResponse): Promise<unknown> => {
  if (peticion.method !== 'GET' && peticion.method !== 'HEAD') return rechazar(respuesta, 405, 'entrada_invalida', { campo: 'método HTTP' });
  const recurso = await resolverRecurso(carpeta, ruta);
  if (!recurso) return responderPagina(respuesta, 404, PAGINA_NO_HAY);
  respuesta.writeHead(200, { 'Content-Type': recurso.tipo, 'Cache-Control': ruta.startsWith('/assets/') ? CACHE_ETERNO : 'no-store' });
  return peticion.method === 'HEAD' ? respuesta.end() : pipeline(createReadStream(recurso.archivo), respuesta);
};

const escuchar = (servidor: ReturnType<typeof createServer>, puerto: number): Promise<number> =>
  new Promise((resolve, reject) => {
    servidor.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new AppError('opcion_invalida', { opcion: '--puerto', detalle: `el puerto ${puerto} está ocupado o no se permite` }) : error),
    );
    servidor.listen(puerto, '127.0.0.1', () => {
      const direccion = servidor.address();
      resolve(typeof direccion === 'object' && direccion ? direccion.port : puerto);
    });
  });

/** The station over HTTP on loopback: pages, calls and notices, for windows that were given the key. */
export const abrirServidorHttp = async (opciones: OpcionesServidor): Promise<ServidorHttp> => {
  const { estacion, paginas, registro } = opciones;
  const puerta = crearPuerta();
  const avisos = crearAvisos(estacion);
  let puerto = 0;

  const entrada = (): string => `http://127.0.0.1:${puerto}/entrar?llave=${puerta.llave()}`;
  const entrar = (consulta: URLSearchParams, respuesta: ServerResponse): ServerResponse => {
    const pase = puerta.abrir(consulta.get('llave') ?? '');
    const puesto = consulta.get('puesto');
    if (pase === null) return responderPagina(respuesta, 403, PAGINA_SIN_LLAVE);
    opciones.alAbrirse?.(entrada());
    return respuesta.writeHead(303, { Location: puesto === null ? '/' : `/?puesto=${encodeURIComponent(puesto)}`, 'Cache-Control': 'no-store', 'Set-Cookie': `${nombreCookie(puerto)}=${pase}; HttpOnly; SameSite=Strict; Path=/` }).end();
  };

  const atender = async (peticion: IncomingMessage, respuesta: ServerResponse): Promise<unknown> => {
    for (const [nombre, valor] of Object.entries(CABECERAS_SEGURAS)) respuesta.setHeader(nombre, valor);
    const { host, origin, cookie } = peticion.headers;
    const cruda = peticion.url ?? '/';
    const [ruta = '/', consulta = ''] = cruda.split('?', 2);
    // Another page may link to us, but only the entrance, which needs the key, answers a request that a page did not make.
    const sitio = ruta === '/entrar' ? undefined : peticion.headers['sec-fetch-site'];
    if (!esPeticionPropia({ host, origin, sitio }, puerto)) return rechazar(respuesta, 403, 'entrada_invalida', { campo: 'origen' });
    if (ruta === '/entrar') return entrar(new URLSearchParams(consulta), respuesta);

    const pase = leerCookie(cookie, nombreCookie(puerto));
    const dentro = pase !== null && puerta.conoce(pase);
    if (ruta === RUTA_LLAMAR || ruta === RUTA_AVISOS) {
      if (!dentro) return rechazar(respuesta, 401, 'sesion_requerida');
      return ruta === RUTA_LLAMAR ? llamar(estacion, peticion, respuesta) : avisos.atender(respuesta);
    }
    return dentro ? servirPagina(paginas, ruta, peticion, respuesta) : responderPagina(respuesta, 401, PAGINA_SIN_LLAVE);
  };

  const servidor = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (peticion, respuesta) => {
    atender(peticion, respuesta).catch((error: unknown) => {
      registro.error('petición HTTP fallida', { ruta: peticion.url?.split('?')[0] ?? '', error: String(error) });
      if (respuesta.headersSent) respuesta.destroy();
      else responderJson(respuesta, 500, fallaDeCamino());
    });
  });
  puerto = await escuchar(servidor, opciones.puerto ?? 0);

  return {
    url: `http://127.0.0.1:${puerto}`,
    entrada,
    cerrar: () =>
      new Promise((resolve) => {
        avisos.cerrar();
        const forzar = setTimeout(() => servidor.closeAllConnections(), GRACIA_MS);
        servidor.close(() => {
          clearTimeout(forzar);
          resolve();
        });
        servidor.closeIdleConnections();
      }),
  };
};
