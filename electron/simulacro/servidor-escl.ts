import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { leerXml, textoDe } from '#electron/scanners/escl-xml.ts';
import { CAPACIDADES_DE_PRUEBA, estadoXml } from './servidor-escl-xml.ts';

/** A page of the tray, made when its turn comes. */
export type PaginaServida = () => Promise<Uint8Array> | Uint8Array;

/** How the bytes of a page are cut: its length said and not kept, in chunks without the last, with no length and closed early, or the connection reset. */
export type Corte = 'largo' | 'trozos' | 'sin_largo' | 'reinicio';
/** What happens to one sheet, by its number in the tray. */
export type PercanceEscl =
  | { readonly tipo: 'atasco' | 'tapa' | 'doble' }
  /** The page is cut `veces` times; with `nombrada` it says under which name it can be asked for again. */
  | { readonly tipo: 'corte'; readonly corte: Corte; readonly veces: number; readonly nombrada: boolean }
  /** 503 so many times before it is ready. */
  | { readonly tipo: 'tarda'; readonly veces: number; readonly estado: 404 | 503 }
  /** Never answered. */
  | { readonly tipo: 'muda' }
  /** Another answer altogether. */
  | { readonly tipo: 'otra'; readonly estado: number; readonly cuerpo: string }
  /** Read by the scanner and never given. */
  | { readonly tipo: 'perdida' }
  /** Somebody presses «cancel» on the scanner. */
  | { readonly tipo: 'panel' };

/** How the server behaves; everything can be changed while it runs. */
export type GuionEscl = {
  /** 503 to so many POSTs, with this Retry-After. */
  ocupado: number;
  reintentar: string | null;
  ubicacion: 'relativa' | 'absoluta' | 'otro_host' | 'ipv6_rota' | 'ninguna';
  readonly percances: Map<number, PercanceEscl>;
  /** In place of the real answers, for garbage. */
  capacidades: string | null;
  estado: string | null;
  /** 503 to so many questions about its state. */
  estadoOcupado: number;
  /** Answer to POST ScanJobs when it is not 201. */
  trabajo: number | null;
  /** Whether ScannerStatus tells of the jobs. */
  contarTrabajos: boolean;
};
export type ServidorEscl = {
  /** Root of the service, `http://127.0.0.1:PORT/eSCL`. */
  readonly url: string;
  readonly guion: GuionEscl;
  readonly cargar: (paginas: readonly PaginaServida[]) => void;
  readonly enCharola: () => number;
  /** Somebody takes out the jammed sheet, puts it back on the tray and closes the cover. */
  readonly despejar: () => void;
  /** Requests so far, «GET /eSCL/ScannerStatus». */
  readonly peticiones: () => readonly string[];
  /** Bodies of POST ScanJobs so far. */
  readonly ajustes: () => readonly string[];
  readonly cerrar: () => Promise<void>;
};
export type OpcionesServidorEscl = {
  readonly host?: string;
  readonly puerto?: number;
  readonly paginas?: readonly PaginaServida[];
  readonly guion?: Partial<GuionEscl>;
  readonly tls?: { readonly key: string; readonly cert: string };
};

type Trabajo = { readonly id: string; readonly entrada: string; dadas: number; estado: 'Processing' | 'Completed' | 'Canceled' | 'Aborted'; motivo: string; completadas: number; terminado: boolean };
const guionNuevo = (): GuionEscl => ({ ocupado: 0, reintentar: '0', ubicacion: 'absoluta', percances: new Map(), capacidades: null, estado: null, estadoOcupado: 0, trabajo: null, contarTrabajos: true });
const ADF_DE: Readonly<Record<string, string>> = { atasco: 'ScannerAdfJam', tapa: 'ScannerAdfHatchOpen', doble: 'ScannerAdfMultipickDetected' };
const MAXIMO_CUERPO = 64 * 1024;

const responder = (res: http.ServerResponse, estado: number, cuerpo: string | Uint8Array = '', cabeceras: http.OutgoingHttpHeaders = {}): void => {
  res.writeHead(estado, { 'content-length': Buffer.byteLength(cuerpo), ...cabeceras }).end(cuerpo);
};

/** Half of a page, each time in another way. */
const cortar = (res: http.ServerResponse, bytes: Uint8Array, corte: Corte, cabeceras: http.OutgoingHttpHeaders): void => {
  const mitad = bytes.subarray(0, Math.floor(bytes.length / 2));
  const { socket } = res;
  if (corte === 'sin_largo') {
    // HTTP/1.0: the end of the connection is the end of the body, early or not.
    const lineas = Object.entries(cabeceras).map(([nombre, valor]) => `${nombre}: ${String(valor)}\r\n`).join('');
    socket?.end(Buffer.concat([Buffer.from(`HTTP/1.0 200 OK\r\n${lineas}\r\n`), mitad]));
    return;
  }
  res.writeHead(200, { ...cabeceras, ...(corte === 'trozos' ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes.length }) });
  res.write(mitad, () => {
    if (corte === 'reinicio') socket?.resetAndDestroy();
    else socket?.end();
  });
};

const leerCuerpo = async (req: http.IncomingMessage): Promise<Buffer> => {
  const partes: Buffer[] = [];
  for await (const parte of req as AsyncIterable<Buffer>) {
    partes.push(parte);
    if (partes.reduce((n, p) => n + p.length, 0) > MAXIMO_CUERPO) throw new Error('the request is too long');
  }
  return Buffer.concat(partes);
};

/**
 * A scanner with a feeder and a glass that speaks eSCL, for drills and tests, with the awkward answers of real ones
 * when its `guion` says so. It has no paper of its own: `cargar` fills its tray. Closing it cuts what is open.
 */
export const abrirServidorEscl = async ({ host = '127.0.0.1', puerto = 0, paginas = [], guion: cambios = {}, tls }: OpcionesServidorEscl = {}): Promise<ServidorEscl> => {
  const guion: GuionEscl = { ...guionNuevo(), ...cambios };
  const charola = [...paginas];
  const trabajos: Trabajo[] = [];
  const peticiones: string[] = [];
  const ajustes: string[] = [];
  /** Pages that were named in Content-Location, until the next one is given. */
  const nombradas = new Map<string, Uint8Array>();
  let adf: string | null = null;
  let hoja = 0;

  const activo = (): Trabajo | undefined => trabajos.find((t) => !t.terminado);
  const adfAhora = (): string => adf ?? (charola.length > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty');
  const estadoAhora = (): string => estadoXml(activo() ? 'Processing' : 'Idle', adfAhora(), guion.contarTrabajos ? trabajos.map((t) => ({ ...t, uri: `/eSCL/ScanJobs/${t.id}` })) : []);
  const terminar = (t: Trabajo, estado: Trabajo['estado'], motivo: string): void => { Object.assign(t, { estado, motivo, terminado: true }); };

  const ubicacion = (id: string, req: http.IncomingMessage): http.OutgoingHttpHeaders => {
    const ruta = `/eSCL/ScanJobs/${id}`;
    switch (guion.ubicacion) {
      case 'ninguna': return {};
      case 'relativa': return { location: ruta };
      case 'otro_host': return { location: `http://escaner-de-la-oficina.invalid:8080${ruta}` };
      case 'ipv6_rota': return { location: `http://[fe80${ruta}` };
      case 'absoluta': return { location: `${tls ? 'https' : 'http'}://${req.headers.host ?? ''}${ruta}` };
    }
  };

  const crearTrabajo = async (req: http.IncomingMessage, res: http.ServerResponse): Promise<void> => {
    const cuerpo = await leerCuerpo(req);
    ajustes.push(cuerpo.toString());
    const entrada = textoDe(leerXml(cuerpo, 'ScanSettings'), 'InputSource') ?? 'Platen';
    if (guion.ocupado > 0 || activo()) {
      guion.ocupado = Math.max(0, guion.ocupado - 1);
      responder(res, 503, '', guion.reintentar === null ? {} : { 'retry-after': guion.reintentar });
      return;
    }
    if (guion.trabajo !== null) {
      responder(res, guion.trabajo);
      return;
    }
    adf = null;
    hoja = 0;
    const t: Trabajo = { id: randomUUID(), entrada, dadas: 0, estado: 'Processing', motivo: 'JobScanning', completadas: 0, terminado: false };
    trabajos.unshift(t);
    responder(res, 201, '', ubicacion(t.id, req));
  };

  const fallar = (t: Trabajo, res: http.ServerResponse, tipo: 'atasco' | 'tapa' | 'doble'): void => {
    adf = ADF_DE[tipo] ?? null;
    terminar(t, 'Aborted', 'AbortedBySystem');
    responder(res, 409);
  };

  /** The next page of the job, with what befalls it. */
  const siguiente = async (t: Trabajo, res: http.ServerResponse): Promise<void> => {
    nombradas.clear();
    const numero = hoja + 1;
    const percance = guion.percances.get(numero);
    // One page from the glass; a jam comes with the sheet that is not there any more.
    if (charola.length === 0 || (t.entrada === 'Platen' && t.dadas > 0)) {
      terminar(t, 'Completed', 'JobCompletedSuccessfully');
      responder(res, 404);
      return;
    }
    if (percance?.tipo === 'atasco' || percance?.tipo === 'tapa' || percance?.tipo === 'doble') {
      guion.percances.delete(numero);
      fallar(t, res, percance.tipo);
      return;
    }
    if (percance?.tipo === 'muda') return;
    if (percance?.tipo === 'panel') {
      terminar(t, 'Canceled', 'JobCanceledAtDevice');
      responder(res, 410);
      return;
    }
    if (percance?.tipo === 'otra') {
      responder(res, percance.estado, percance.cuerpo, { 'content-type': 'image/jpeg' });
      return;
    }
    if (percance?.tipo === 'tarda' && percance.veces > 0) {
      guion.percances.set(numero, { ...percance, veces: percance.veces - 1 });
      responder(res, percance.estado, '', guion.reintentar === null ? {} : { 'retry-after': guion.reintentar });
      return;
    }
    const pagina = charola.shift();
    hoja = numero;
    t.completadas += 1;
    if (percance?.tipo === 'perdida') {
      terminar(t, 'Completed', 'JobCompletedSuccessfully');
      responder(res, 404);
      return;
    }
    const bytes = (await pagina?.()) ?? new Uint8Array();
    await dar(t, res, bytes, percance);
  };

  const dar = async (t: Trabajo, res: http.ServerResponse, bytes: Uint8Array, percance: PercanceEscl | undefined): Promise<void> => {
    const ruta = `/eSCL/ScanJobs/${t.id}/Pages/${hoja}`;
    const cabeceras = { 'content-type': 'image/jpeg', ...(percance?.tipo === 'corte' && percance.nombrada ? { 'content-location': ruta } : {}) };
    t.dadas += 1;
    if (percance?.tipo === 'corte' && percance.veces > 0) {
      guion.percances.set(hoja, { ...percance, veces: percance.veces - 1 });
      if (percance.nombrada) nombradas.set(ruta, bytes);
      cortar(res, bytes, percance.corte, cabeceras);
      return;
    }
    responder(res, 200, bytes, cabeceras);
    await Promise.resolve();
  };

  const deTrabajo = async (req: http.IncomingMessage, res: http.ServerResponse, id: string, resto: string): Promise<void> => {
    const t = trabajos.find((j) => j.id === id);
    if (req.method === 'DELETE' && t && resto === '') {
      if (!t.terminado) terminar(t, 'Canceled', 'JobCanceledByUser');
      responder(res, 200);
      return;
    }
    const nombrada = nombradas.get(`/eSCL/ScanJobs/${id}${resto}`);
    if (req.method === 'GET' && t && nombrada) await dar(t, res, nombrada, guion.percances.get(hoja));
    else if (req.method === 'GET' && t && !t.terminado && resto === '/NextDocument') await siguiente(t, res);
    else responder(res, 404);
  };

  const atender = async (req: http.IncomingMessage, res: http.ServerResponse): Promise<void> => {
    const ruta = new URL(req.url ?? '/', 'http://x').pathname;
    peticiones.push(`${req.method ?? ''} ${ruta}`);
    const xml = { 'content-type': 'text/xml' };
    const trabajo = /^\/eSCL\/ScanJobs\/([0-9a-f-]{36})(\/[A-Za-z0-9/]*)?$/.exec(ruta);
    if (req.method === 'GET' && ruta === '/eSCL/ScannerCapabilities') responder(res, 200, guion.capacidades ?? CAPACIDADES_DE_PRUEBA, xml);
    else if (req.method === 'GET' && ruta === '/eSCL/ScannerStatus' && guion.estadoOcupado > 0) {
      guion.estadoOcupado -= 1;
      responder(res, 503);
    } else if (req.method === 'GET' && ruta === '/eSCL/ScannerStatus') responder(res, 200, guion.estado ?? estadoAhora(), xml);
    else if (req.method === 'POST' && ruta === '/eSCL/ScanJobs') await crearTrabajo(req, res);
    else if (trabajo) await deTrabajo(req, res, trabajo[1] ?? '', trabajo[2] ?? '');
    else responder(res, 404);
  };

  const alLlegar = (req: http.IncomingMessage, res: http.ServerResponse): void => {
    atender(req, res).catch(() => { if (res.headersSent) res.destroy(); else responder(res, 400); });
  };
  const servidor = tls ? https.createServer({ key: tls.key, cert: tls.cert }, alLlegar) : http.createServer(alLlegar);
  await new Promise<void>((resolver, rechazar) => {
    servidor.once('error', rechazar);
    servidor.listen(puerto, host, resolver);
  });
  const { port } = servidor.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/eSCL`,
    guion, cargar: (nuevas) => void charola.push(...nuevas), enCharola: () => charola.length, despejar: () => { adf = null; }, peticiones: () => peticiones, ajustes: () => ajustes,
    cerrar: () => new Promise((resolver) => {
      servidor.close(() => { resolver(); });
      servidor.closeAllConnections();
    }),
  };
};
