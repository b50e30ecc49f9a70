import { createHash } from 'node:crypto';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { errorCentralSchema, RUTA_IMAGENES, RUTA_LOTES, RUTA_SALUDO, RUTA_SESION, sesionCentralSchema } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Presentacion } from '#shared/sync/sesion.ts';
import { crearConexiones, type Destino } from './conexion.ts';
import { fallaDe, inalcanzable, portal, sinAtender } from './fallas-red.ts';
import type { ElegirProxy } from './proxy.ts';
import { enviarPoco } from './enviar-poco.ts';
import type { Marcha, RechazoCentral, RedCentral } from './red-central.ts';

/** Without its answer in this time a request counts as lost, plus what its body needs at a crawl of 16 kbit/s. */
const ESPERA_MS = 20_000;
const BYTES_POR_MS = 2;
/** An acuse that names a thousand images is under 80 kB. */
const MAXIMO_RESPUESTA = 1024 * 1024;

/** Statuses that a central, or a proxy before it, uses to say «later»: nothing was judged. */
const DESPUES: ReadonlySet<number> = new Set([408, 425, 429]);
/** A proxy may say anything, and the night is short: nobody is believed for longer. */
const MAXIMA_DEMORA_S = 300;

type Pedido = { readonly metodo: string; readonly cabeceras?: Readonly<Record<string, string>>; readonly cuerpo?: Uint8Array; readonly esperaMs?: number; readonly marcha?: Marcha | undefined };
type Respuesta = { readonly estado: number; readonly cabeceras: IncomingHttpHeaders; readonly texto: string };

const leerTexto = async (respuesta: IncomingMessage): Promise<string> => {
  const partes: Buffer[] = [];
  let bytes = 0;
  for await (const parte of respuesta as AsyncIterable<Buffer>) {
    bytes += parte.length;
    if (bytes > MAXIMO_RESPUESTA) throw portal();
    partes.push(parte);
  }
  return Buffer.concat(partes).toString('utf8');
};

const json = (texto: string): unknown => {
  try {
    return JSON.parse(texto);
  } catch {
    return null;
  }
};

/** A page for people, or the way to one. The central sends neither to a station. */
const esDePortal = ({ estado, cabeceras, texto }: Respuesta): boolean =>
  (estado >= 300 && estado < 400) || estado === 511 || (estado < 500 && json(texto) === null && (cabeceras['content-type'] ?? '').includes('html'));

/** When it says in how many seconds to come again. */
const exigirQueAtienda = ({ estado, cabeceras }: Respuesta): void => {
  const segundos = /^\d{1,9}$/.exec(cabeceras['retry-after'] ?? '')?.[0];
  if ((estado === 429 || estado === 503) && segundos !== undefined) throw new AppError('central_ocupado', { segundos: Math.min(Number(segundos), MAXIMA_DEMORA_S) });
};

/** The central's refusal. An error without its body comes from something in between, and says nothing of what was sent. */
const rechazoDe = ({ estado, texto }: Respuesta): RechazoCentral => {
  const leido = errorCentralSchema.safeParse(json(texto));
  if (estado >= 500 || DESPUES.has(estado) || !leido.success) throw sinAtender(estado);
  return { tipo: 'rechazo', codigo: leido.data.codigo, detalle: leido.data.mensaje, parametros: leido.data.parametros };
};

const avanceDe = ({ cabeceras }: Respuesta): { bytes: number; completa: boolean } => {
  const bytes = cabeceras['upload-offset'];
  const completa = cabeceras['upload-complete'];
  if (typeof bytes !== 'string' || !/^\d+$/.test(bytes)) throw portal();
  return { bytes: Number(bytes), completa: completa === '?1' };
};

/** The challenge that an answer brings. */
const retoDe = ({ cabeceras }: Respuesta): string | undefined => /^Acopio reto="([^"]+)"$/.exec(cabeceras['www-authenticate'] ?? '')?.[1];

const digestoDe = (bytes: Uint8Array): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Requests over the connections that `destino` allows. `detener` cuts them. Throws the road's AppErrors. */
const crearPedir = (destino: Destino, elegirProxy: ElegirProxy) => {
  const conexiones = crearConexiones(destino, elegirProxy);
  const { host, hostname, pathname } = new URL(destino.url);
  const base = pathname.replace(/\/+$/, '');
  let detener = new AbortController();

  const pedir = async (ruta: string, { metodo, cabeceras = {}, cuerpo, esperaMs, marcha }: Pedido): Promise<Respuesta> => {
    const espera = esperaMs ?? ESPERA_MS + Math.ceil((cuerpo?.length ?? 0) / BYTES_POR_MS);
    const vencido = new AbortController();
    const limite = vencido.signal;
    const plazo = setTimeout(() => vencido.abort(), espera).unref();
    try {
      const llegada = await new Promise<IncomingMessage>((resolve, reject) => {
        const peticion = request({
          agent: conexiones.agente, method: metodo, path: base + ruta, signal: AbortSignal.any([limite, detener.signal]), setDefaultHeaders: false,
          headers: { host, ...cabeceras, ...(cuerpo || metodo === 'POST' ? { 'content-length': String(cuerpo?.length ?? 0) } : {}) },
        }, resolve);
        peticion.on('error', reject);
        if (cuerpo !== undefined && marcha !== undefined) enviarPoco(peticion, cuerpo, marcha, () => plazo.refresh()).catch((error: unknown) => peticion.destroy(error instanceof Error ? error : new Error(String(error))));
        else peticion.end(cuerpo);
        // Answered before its end: what is left of it would travel for nothing.
        peticion.once('response', (r) => r.once('end', () => { if (!peticion.writableEnded) peticion.destroy(); }));
      });
      const respuesta = { estado: llegada.statusCode ?? 0, cabeceras: llegada.headers, texto: await leerTexto(llegada) };
      if (esDePortal(respuesta)) throw portal();
      exigirQueAtienda(respuesta);
      return respuesta;
    } catch (error) {
      // The others may hang on connections as dead as this one; what is under way on them is left to its own timer.
      throw limite.aborted ? inalcanzable('sin respuesta') : fallaDe(error, hostname);
    } finally {
      clearTimeout(plazo);
    }
  };
  return {
    pedir,
    cancelar: (): void => {
      detener.abort();
      detener = new AbortController();
      conexiones.cortar();
    },
  };
};

/**
 * The road over HTTP/1.1: the address and the keys are those of the election package. Redirections are never followed:
 * they lead to login pages. Every connection is the station's own, so that nothing is sent before it is known to whom.
 */
export const crearRedHttp = (destino: string | Destino, elegirProxy: ElegirProxy = () => Promise.resolve(null)): RedCentral => {
  const { pedir, cancelar } = crearPedir(typeof destino === 'string' ? { url: destino } : destino, elegirProxy);
  let presentar: ((reto: string) => Presentacion) | null = null;
  let sesion: string | null = null;
  let abriendo: Promise<void> | null = null;
  /** A challenge that came with an answer, to open a session before the next request. */
  let ofrecido: string | null = null;
  /** TLS already tells a byte that changed; without it each part brings its digest. */
  const segura = (typeof destino === 'string' ? destino : destino.url).startsWith('https:');

  const abrirSesion = async (reto: string): Promise<void> => {
    if (presentar === null) throw new AppError('sesion_central');
    const cuerpo = Buffer.from(JSON.stringify(presentar(reto)));
    const respuesta = await pedir(RUTA_SESION, { metodo: 'POST', cabeceras: { 'content-type': 'application/json' }, cuerpo });
    if (respuesta.estado !== 200) throw new AppError('central_rechazo', { detalle: rechazoDe(respuesta).detalle });
    const leida = sesionCentralSchema.safeParse(json(respuesta.texto));
    if (!leida.success) throw portal();
    ({ sesion } = leida.data);
    ofrecido = null;
  };

  /** Opens it, once for all who wait. */
  const abrirUnaVez = (reto: string): Promise<void> => (abriendo ??= abrirSesion(reto).finally(() => { abriendo = null; }));

  const pedirConLaQueHay = async (ruta: string, pedido: Pedido): Promise<Respuesta> => {
    const usada = sesion;
    const respuesta = await pedir(ruta, { ...pedido, cabeceras: { ...pedido.cabeceras, ...(usada === null ? {} : { authorization: `Acopio ${usada}` }) } });
    // It did not know this session, or there was none: for the next request it offers another.
    if (sesion === usada) ofrecido = retoDe(respuesta) ?? null;
    return respuesta;
  };

  /** Opens the session that was offered. One that is not given holds up nothing: the central says why of what is sent. */
  const tomarLaOfrecida = async (): Promise<void> => {
    if (ofrecido === null || presentar === null) return;
    const reto = ofrecido;
    ofrecido = null;
    await abrirUnaVez(reto).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.codigo !== 'central_rechazo') throw error;
    });
  };

  /** What proves by itself whose it is needs no session; with one, the central knows at once whose turn it is, and holds this station to its own limits. */
  const pedirComoEstacion = async (ruta: string, pedido: Pedido): Promise<Respuesta> => {
    await tomarLaOfrecida();
    return pedirConLaQueHay(ruta, pedido);
  };

  /** As `pedir`, in the session of this station: opened, once for all who wait, when the central asks for it. */
  const pedirConSesion = async (ruta: string, pedido: Pedido): Promise<Respuesta> => {
    const intentar = (): Promise<Respuesta> => pedirConLaQueHay(ruta, pedido);
    await tomarLaOfrecida();
    // Without one the whole body would travel for nothing: a question without a body brings the challenge.
    if (sesion === null && pedido.cuerpo) await pedirConSesion(ruta, { metodo: 'HEAD' });
    const usada = sesion;
    const primera = await intentar();
    const reto = primera.estado === 401 ? retoDe(primera) : undefined;
    if (reto === undefined) return primera;
    if (sesion === usada) await abrirUnaVez(reto);
    return intentar();
  };

  return {
    enviarLote: async (gzip) => {
      const respuesta = await pedirComoEstacion(RUTA_LOTES, { metodo: 'POST', cabeceras: { 'content-type': 'application/gzip' }, cuerpo: gzip });
      return respuesta.estado === 200 ? { tipo: 'acuse', documento: json(respuesta.texto) } : rechazoDe(respuesta);
    },
    avanceImagen: async (imagen) => {
      const respuesta = await pedirConSesion(`${RUTA_IMAGENES}/${imagen}`, { metodo: 'HEAD' });
      // A HEAD has no body to tell the central's 404 from another's: the image waits either way.
      if (respuesta.estado === 404) return { tipo: 'rechazo', codigo: 'imagen_desconocida', detalle: imagen };
      if (respuesta.estado !== 200) throw sinAtender(respuesta.estado);
      return { tipo: 'avance', avance: avanceDe(respuesta) };
    },
    avisaAvance: segura,
    enviarParte: async (imagen, parte, esperaMs, marcha) => {
      const respuesta = await pedirConSesion(`${RUTA_IMAGENES}/${imagen}`, {
        metodo: 'PUT', cuerpo: parte.bytes, marcha, ...(esperaMs === undefined ? {} : { esperaMs }),
        cabeceras: { 'content-type': 'application/octet-stream', ...(marcha === undefined ? {} : { 'upload-progress': '?1' }), ...(segura ? {} : { 'content-digest': digestoDe(parte.bytes) }), 'upload-offset': String(parte.desde), 'upload-complete': parte.ultima ? '?1' : '?0' },
      });
      // Not from where the central is: it says from where.
      if (respuesta.estado === 409 && respuesta.cabeceras['upload-offset'] !== undefined) return { tipo: 'avance', avance: avanceDe(respuesta) };
      return respuesta.estado >= 400 ? rechazoDe(respuesta) : { tipo: 'avance', avance: avanceDe(respuesta) };
    },
    saludar: async (saludo) => {
      const respuesta = await pedirComoEstacion(RUTA_SALUDO, { metodo: 'POST', cabeceras: { 'content-type': 'application/json' }, cuerpo: Buffer.from(JSON.stringify(saludo)) });
      if (respuesta.estado !== 200) return rechazoDe(respuesta);
      const documento = json(respuesta.texto);
      if (documento === null) throw portal();
      return { tipo: 'existencias', documento };
    },
    alPedirPresentacion: (fn) => { presentar = fn; },
    cancelar,
  };
};
