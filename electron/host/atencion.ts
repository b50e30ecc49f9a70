import { createReadStream } from 'node:fs';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { llamadaSchema, MAXIMO_BYTES_LLAMADA, RUTA_AVISOS, RUTA_LLAMAR } from '#shared/api/puente.ts';
import { AppError, type Parametros } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import type { Registro } from '#electron/station/puertos.ts';
import { CABECERAS_SEGURAS, resolverRecurso } from './contenido.ts';
import { PAGINA_NO_HAY } from './paginas.ts';
import { fallaDeCamino, type EstacionServida } from './transporte-puerto.ts';

/** Proxies and sleeping laptops drop silent connections; a window that hears nothing reconnects. */
const LATIDO_MS = 15_000;
/** At shutdown, calls under way have this long to end. */
const GRACIA_MS = 5_000;
const MAXIMO_AVISOS_ABIERTOS = 100;
/** Built files carry a hash in their name; index.html does not. */
const CACHE_ETERNO = 'public, max-age=31536000, immutable';

/** The whole body as text; null when it is larger than a call may be. */
export const leerCuerpo = async (peticion: IncomingMessage): Promise<string | null> => {
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

export const responderJson = (respuesta: ServerResponse, estado: number, cuerpo: unknown): ServerResponse =>
  respuesta.writeHead(estado, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }).end(JSON.stringify(cuerpo));
export const rechazar = (respuesta: ServerResponse, estado: number, codigo: CodigoError, parametros: Parametros = {}): ServerResponse =>
  responderJson(respuesta, estado, { ok: false, error: { codigo, parametros } });
export const responderPagina = (respuesta: ServerResponse, estado: number, html: string): ServerResponse =>
  respuesta.writeHead(estado, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(html);

/** One call: JSON in, Result out. `puesto`, where the server knows which post it is, is put in place of what the call says. */
const llamar = async (estacion: EstacionServida, peticion: IncomingMessage, respuesta: ServerResponse, puesto: string | null): Promise<unknown> => {
  if (peticion.method !== 'POST') return rechazar(respuesta, 405, 'entrada_invalida', { campo: 'método HTTP' });
  if (!/^application\/json\b/.test(peticion.headers['content-type'] ?? '')) return rechazar(respuesta, 415, 'entrada_invalida', { campo: 'content-type' });
  const texto = await leerCuerpo(peticion);
  if (texto === null) {
    respuesta.setHeader('Connection', 'close');
    return rechazar(respuesta, 413, 'entrada_invalida', { campo: 'tamaño' });
  }
  const llamada = leerLlamada(texto);
  if (!llamada.success) return rechazar(respuesta, 400, 'entrada_invalida', { campo: 'llamada' });
  return responderJson(respuesta, 200, await estacion.despachar(puesto === null ? llamada.data : { ...llamada.data, puesto }));
};

/** Changes of the station as server-sent events, to every window that listens. */
const crearAvisos = (estacion: EstacionServida) => {
  const abiertos = new Set<ServerResponse>();
  const locales = new Set<ServerResponse>();
  const escribir = (texto: string): void => abiertos.forEach((r) => r.write(texto));
  const dejar = estacion.alCambiar((partes) => escribir(`event: cambio\ndata: ${JSON.stringify(partes)}\n\n`));
  // A code that was read here is for the windows of this machine: never for a post of the room.
  const dejarLectores = estacion.alLeer?.((lectura) => locales.forEach((r) => r.write(`event: lectura\ndata: ${JSON.stringify(lectura)}\n\n`)));
  const latido = setInterval(() => escribir(': latido\n\n'), LATIDO_MS);
  return {
    atender: (respuesta: ServerResponse, local: boolean): ServerResponse => {
      if (abiertos.size >= MAXIMO_AVISOS_ABIERTOS) return rechazar(respuesta, 503, 'entrada_invalida', { campo: 'ventanas abiertas' });
      respuesta.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
      respuesta.write('retry: 1000\n\n');
      abiertos.add(respuesta);
      if (local) locales.add(respuesta);
      return respuesta.on('close', () => {
        abiertos.delete(respuesta);
        locales.delete(respuesta);
      });
    },
    cerrar: (): void => {
      dejar();
      dejarLectores?.();
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

/** Who asks, once the server has let them in: the post that it knows them by, or null where they say it themselves. */
export type Entrado = { readonly puesto: string | null };

/** What every HTTP server of a station does for who is in: calls, notices of change, pages. */
export const crearAtencion = (estacion: EstacionServida, paginas: string) => {
  const avisos = crearAvisos(estacion);
  return {
    /** True for the paths that answer with a Result, not with a page. */
    esDeApi: (ruta: string): boolean => ruta === RUTA_LLAMAR || ruta === RUTA_AVISOS,
    atender: (ruta: string, peticion: IncomingMessage, respuesta: ServerResponse, { puesto }: Entrado): unknown => {
      if (ruta === RUTA_LLAMAR) return llamar(estacion, peticion, respuesta, puesto);
      return ruta === RUTA_AVISOS ? avisos.atender(respuesta, puesto === null) : servirPagina(paginas, ruta, peticion, respuesta);
    },
    cerrar: avisos.cerrar,
  };
};

/** Answers with the headers of safety, and turns what `atender` throws into a Result and a line in the log. */
export const crearOyente = (registro: Registro, atender: (peticion: IncomingMessage, respuesta: ServerResponse) => unknown): RequestListener => (peticion, respuesta) => {
  for (const [nombre, valor] of Object.entries(CABECERAS_SEGURAS)) respuesta.setHeader(nombre, valor);
  new Promise((resolve) => resolve(atender(peticion, respuesta))).catch((error: unknown) => {
    registro.error('petición HTTP fallida', { ruta: peticion.url?.split('?')[0] ?? '', error: String(error) });
    if (respuesta.headersSent) respuesta.destroy();
    else responderJson(respuesta, 500, fallaDeCamino());
  });
};

/** Listens and gives the port; 0 takes any free one. */
export const escuchar = (servidor: Server, puerto: number, direccion: string): Promise<number> =>
  new Promise((resolve, reject) => {
    servidor.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new AppError('opcion_invalida', { opcion: '--puerto', detalle: `el puerto ${puerto} está ocupado o no se permite` }) : error),
    );
    servidor.listen(puerto, direccion, () => {
      const local = servidor.address();
      resolve(typeof local === 'object' && local ? local.port : puerto);
    });
  });

/** Stops listening and lets calls under way end, for a while. */
export const cerrarServidor = (servidor: Server): Promise<void> =>
  new Promise((resolve) => {
    const forzar = setTimeout(() => servidor.closeAllConnections(), GRACIA_MS);
    servidor.close(() => {
      clearTimeout(forzar);
      resolve();
    });
    servidor.closeIdleConnections();
  });
