import { setTimeout as dormir } from 'node:timers/promises';
import { AppError } from '#shared/errors/app-error.ts';
import { escribirAjustes, type AjustesEscl } from './escl-ajustes.ts';
import { leerCapacidades, type CapacidadesEscl } from './escl-capacidades.ts';
import { fallaDelAlimentador, fallaDelTrabajo, leerEstado, sinPapel, type EstadoEscl, type TrabajoEscl } from './escl-estado.ts';
import { SinConexion, SinRespuesta, type HttpEscl, type PedidoEscl, type RespuestaEscl } from './escl-http.ts';
import { MAXIMO_XML_BYTES } from './escl-xml.ts';
import { estaCompleta } from './pagina-completa.ts';

/** How long each thing is waited for, ms. */
export type TiemposEscl = {
  /** First byte of an answer about itself. */
  readonly respuestaMs: number;
  /** First byte of a page: the sheet is read meanwhile, and some scanners warm up first. */
  readonly paginaMs: number;
  readonly silencioMs: number;
  /** Somebody else's job, or its own start. */
  readonly ocupadoMs: number;
  /** Between tries, when it does not say. */
  readonly pausaMs: number;
  /** The longest pause that it may ask for. */
  readonly pausaMaximaMs: number;
  /** A network that comes and goes. */
  readonly reconexionMs: number;
};
export const TIEMPOS_ESCL: TiemposEscl = { respuestaMs: 10_000, paginaMs: 120_000, silencioMs: 30_000, ocupadoMs: 60_000, pausaMs: 1000, pausaMaximaMs: 10_000, reconexionMs: 8_000 };

/** A page at 600 dpi in colour and little compression is about 30 MB; a PDF may hold a whole tray. */
const MAXIMO_PAGINA_BYTES = 256 * 1024 * 1024;
const BORRAR_MS = 5_000;

export type PartesConversacion = {
  readonly escaner: string;
  /** Ends in a slash. */
  readonly base: URL;
  readonly http: HttpEscl;
  readonly tiempos: TiemposEscl;
  /** Whether the sheets come from the feeder: its faults do not matter to the glass. */
  readonly alimentador: boolean;
  readonly cancelar?: AbortSignal;
};

const noEntendida = (detalle: string): AppError => new AppError('escaner_respuesta', { detalle });

/**
 * Where the job is, on the host that we know: scanners give relative addresses, names that only they know, other ports
 * and, one of them, half an IPv6 address.
 */
export const ubicacionDe = (location: string | undefined, base: URL): URL => {
  const soloRuta = (location ?? '').trim().replace(/^https?:\/\/[^/]*/i, '');
  if (soloRuta === '') throw noEntendida('no dice dónde está el trabajo');
  const url = new URL(new URL('ScanJobs', base));
  try {
    const dada = new URL(soloRuta, url);
    url.pathname = `${dada.pathname.replace(/\/+$/, '')}/`;
    url.search = dada.search;
  } catch {
    throw noEntendida('no se entiende dónde está el trabajo');
  }
  return url;
};

/**
 * Whether a page is whole: one cut by a server that says neither its length nor its end looks like any other to HTTP.
 * Throws AppError `escaner_respuesta` when it is no page at all.
 */
const paginaEntera = (bytes: Uint8Array): boolean => {
  const completa = estaCompleta(bytes);
  if (completa === null) throw noEntendida('la hoja no es una imagen');
  return completa;
};

const ultimoTramo = (uri: string): string => uri.replace(/\/+$/, '').split('/').at(-1) ?? '';

/** One job's talk with a scanner. Every function throws AppError escaner_*. */
export const conversar = ({ escaner, base, http, tiempos, alimentador, cancelar }: PartesConversacion) => {
  const pausa = async (ms: number): Promise<void> => {
    await dormir(ms, undefined, cancelar ? { signal: cancelar } : {}).catch(() => { throw new AppError('escaner_cancelado'); });
  };
  const pausaPedida = ({ cabeceras }: RespuestaEscl): number => {
    const texto = cabeceras['retry-after'];
    const segundos = texto === undefined ? NaN : Number(texto);
    return Number.isFinite(segundos) && segundos >= 0 ? Math.min(tiempos.pausaMaximaMs, Math.max(tiempos.pausaMs / 4, segundos * 1000)) : tiempos.pausaMs;
  };

  type Pedido = Omit<PedidoEscl, 'silencioMs' | 'cancelar'> & { readonly repetible: boolean };
  /** Asks again while the scanner cannot be reached; what may have reached it, only when asking twice does no harm. */
  const pedir = async ({ repetible, ...pedido }: Pedido): Promise<RespuestaEscl> => {
    for (const limite = performance.now() + tiempos.reconexionMs; ; ) {
      try {
        return await http({ ...pedido, silencioMs: tiempos.silencioMs, cancelar });
      } catch (error) {
        if (!(error instanceof SinConexion || error instanceof SinRespuesta)) throw error;
        if ((error instanceof SinRespuesta && !repetible) || performance.now() + tiempos.pausaMs > limite) throw new AppError('escaner_desconectado', { escaner });
        await pausa(tiempos.pausaMs);
      }
    }
  };
  const preguntar = async (ruta: string): Promise<Uint8Array> => {
    const pregunta = (): Promise<RespuestaEscl> => pedir({ metodo: 'GET', url: new URL(ruta, base), maximo: MAXIMO_XML_BYTES, esperaMs: tiempos.respuestaMs, repetible: true });
    let r = await pregunta();
    // Some have no time even to say that they are busy.
    for (const limite = performance.now() + tiempos.ocupadoMs; r.estado === 503; r = await pregunta()) {
      const ms = pausaPedida(r);
      if (performance.now() + ms > limite) throw new AppError('escaner_ocupado');
      await pausa(ms);
    }
    if (r.estado === 401 || r.estado === 403) throw new AppError('escaner_sin_permiso', { escaner });
    if (r.estado !== 200 || !r.entera) throw noEntendida(`${ruta}: ${r.entera ? `HTTP ${r.estado}` : 'cortada'}`);
    return r.cuerpo;
  };

  const estado = async (): Promise<EstadoEscl> => leerEstado(await preguntar('ScannerStatus'));
  /** Its state, once it is sure that no fault keeps it from going on. */
  const sinFallas = async (): Promise<EstadoEscl> => {
    const e = await estado();
    const falla = alimentador ? fallaDelAlimentador(e) : null;
    if (falla) throw new AppError(falla);
    if (e.estado === 'Down') throw new AppError('escaner_desconectado', { escaner });
    if (e.estado === 'Stopped') throw noEntendida('está detenido');
    return e;
  };
  const listo = async (): Promise<void> => {
    if (sinPapel(await sinFallas()) && alimentador) throw new AppError('escaner_sin_papel');
  };

  const crear = async (ajustes: AjustesEscl): Promise<URL> => {
    for (const limite = performance.now() + tiempos.ocupadoMs; ; ) {
      const r = await pedir({ metodo: 'POST', url: new URL('ScanJobs', base), cuerpo: escribirAjustes(ajustes), maximo: MAXIMO_XML_BYTES, esperaMs: tiempos.paginaMs, repetible: false });
      if (r.estado === 201) return ubicacionDe(r.cabeceras.location, base);
      if (r.estado === 401 || r.estado === 403) throw new AppError('escaner_sin_permiso', { escaner });
      if (r.estado === 400 || r.estado === 415 || r.estado === 422) throw new AppError('escaner_opcion', { escaner, opcion: `los ajustes de su perfil (HTTP ${r.estado})` });
      await listo();
      if (r.estado !== 503 && r.estado !== 409) throw noEntendida(`ScanJobs: HTTP ${r.estado}`);
      const ms = pausaPedida(r);
      if (performance.now() + ms > limite) throw new AppError('escaner_ocupado');
      await pausa(ms);
    }
  };

  /** A page that came short, asked for again where the scanner said under which name it keeps it: NextDocument would give the one after. */
  const otraVez = async (trabajo: URL, { cabeceras }: RespuestaEscl): Promise<Uint8Array | null> => {
    const nombre = cabeceras['content-location'];
    if (nombre === undefined) return null;
    const url = ubicacionDe(nombre, base);
    url.pathname = url.pathname.slice(0, -1);
    if (!url.pathname.startsWith(trabajo.pathname) || url.pathname === `${trabajo.pathname}NextDocument`) return null;
    const r = await pedir({ metodo: 'GET', url, maximo: MAXIMO_PAGINA_BYTES, esperaMs: tiempos.paginaMs, repetible: true });
    return r.estado === 200 && r.entera && paginaEntera(r.cuerpo) ? r.cuerpo : null;
  };

  /** What the end of the pages means: true when there are no more, false when the scanner is still at it. */
  const terminado = (t: TrabajoEscl | undefined, dadas: number): boolean | null => {
    if (!t) return null;
    const falla = fallaDelTrabajo(t);
    if (falla) throw new AppError(falla, falla === 'escaner_respuesta' ? { detalle: `trabajo interrumpido: ${t.motivos.join(', ').slice(0, 80)}` } : {});
    if (t.estado === 'Pending' || t.estado === 'Processing') return false;
    // It read more sheets than it gave: one is lost, and nobody would know.
    if (t.completadas !== null && t.completadas > dadas) throw new AppError('escaner_pagina_incompleta');
    return t.estado === 'Completed' ? true : null;
  };

  /** Page `n` of the job, null when there is none. */
  const pagina = async (trabajo: URL, n: number): Promise<Uint8Array | null> => {
    const limite = performance.now() + tiempos.paginaMs;
    const esperar = async (ms: number): Promise<void> => {
      if (performance.now() + ms > limite) throw noEntendida('no entrega la hoja');
      await pausa(ms);
    };
    for (let confirmado = !alimentador; ; ) {
      const r = await pedir({ metodo: 'GET', url: new URL('NextDocument', trabajo), maximo: MAXIMO_PAGINA_BYTES, esperaMs: tiempos.paginaMs, repetible: false });
      if (r.estado === 200) {
        if (r.entera && paginaEntera(r.cuerpo)) return r.cuerpo;
        const repetida = await otraVez(trabajo, r);
        if (repetida === null) throw new AppError('escaner_pagina_incompleta');
        return repetida;
      }
      const e = await sinFallas();
      if (r.estado === 503) {
        await esperar(pausaPedida(r));
        continue;
      }
      // The glass gives one page; what some scanners answer to who asks for a second is not worth an alarm.
      if (r.estado !== 404 && r.estado !== 410 && (alimentador || n === 1)) throw noEntendida(`NextDocument: HTTP ${r.estado}`);
      const fin = terminado(e.trabajos.find((t) => ultimoTramo(t.uri) === ultimoTramo(trabajo.pathname)), n - 1);
      if (fin === true || (fin === null && confirmado)) return null;
      // Some say 404 to who asks too soon for the next sheet: once more before it is believed.
      if (fin === null) confirmado = true;
      await esperar(tiempos.pausaMs);
    }
  };

  return {
    capacidades: async (): Promise<CapacidadesEscl> => leerCapacidades(await preguntar('ScannerCapabilities')),
    estado, listo, crear, pagina,
    /** Ends the job, also after a cancellation. A scanner that does not answer ends it by itself in a while. */
    borrar: async (trabajo: URL): Promise<void> => {
      const url = new URL(trabajo);
      url.pathname = url.pathname.replace(/\/$/, '');
      await http({ metodo: 'DELETE', url, maximo: MAXIMO_XML_BYTES, esperaMs: BORRAR_MS, silencioMs: BORRAR_MS }).catch(() => undefined);
    },
  };
};
