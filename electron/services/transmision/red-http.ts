import { errorCentralSchema, RUTA_IMAGENES, RUTA_LOTES, RUTA_SALUD, saludSchema } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { RechazoCentral, RedCentral } from './red-central.ts';

/** Without a first byte in this time the link counts as broken, plus what the body needs at a crawl of 16 kbit/s. */
const ESPERA_MS = 20_000;
const BYTES_POR_MS = 2;
/** An acuse that names a thousand images is under 80 kB. */
const MAXIMO_RESPUESTA = 1024 * 1024;

/** Statuses that a central, or a proxy before it, uses to say «later»: nothing was judged. */
const DESPUES: ReadonlySet<number> = new Set([408, 425, 429]);

const inalcanzable = (detalle: string): AppError => new AppError('central_inalcanzable', { detalle });

/** What went wrong, in a word for the log and the screen. */
const detalleDe = (error: unknown): string => {
  if (!(error instanceof Error)) return 'red';
  if (error.name === 'TimeoutError') return 'sin respuesta';
  const causa: unknown = error.cause;
  return causa instanceof Error && 'code' in causa && typeof causa.code === 'string' ? causa.code : error.name;
};

const leerTexto = async (respuesta: Response): Promise<string> => {
  const partes: Uint8Array[] = [];
  let bytes = 0;
  for await (const parte of respuesta.body ?? []) {
    bytes += parte.length;
    if (bytes > MAXIMO_RESPUESTA) throw inalcanzable('respuesta muy grande');
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

/** The central's refusal. An error without its body comes from something in between, and says nothing of what was sent. */
const rechazoDe = (estado: number, texto: string): RechazoCentral => {
  const leido = errorCentralSchema.safeParse(json(texto));
  if (estado >= 500 || DESPUES.has(estado) || !leido.success) throw inalcanzable(`HTTP ${estado}`);
  return { tipo: 'rechazo', codigo: leido.data.codigo, detalle: leido.data.mensaje };
};

const avanceDe = (respuesta: Response): { bytes: number; completa: boolean } => {
  const bytes = respuesta.headers.get('upload-offset');
  const completa = respuesta.headers.get('upload-complete');
  if (bytes === null || !/^\d+$/.test(bytes) || completa === null) throw inalcanzable('respuesta ajena');
  return { bytes: Number(bytes), completa: completa === '?1' };
};

/**
 * The road over HTTP. `url` is the central's of the election package. Redirections are never followed: they lead to
 * login pages.
 */
export const crearRedHttp = (url: string): RedCentral => {
  const base = url.replace(/\/+$/, '');
  let detener = new AbortController();

  const pedir = async (ruta: string, opciones: { metodo: string; cabeceras?: Record<string, string>; cuerpo?: Uint8Array }): Promise<{ respuesta: Response; texto: string }> => {
    const limite = AbortSignal.timeout(ESPERA_MS + Math.ceil((opciones.cuerpo?.length ?? 0) / BYTES_POR_MS));
    try {
      const respuesta = await fetch(base + ruta, {
        method: opciones.metodo, redirect: 'error', signal: AbortSignal.any([limite, detener.signal]),
        ...(opciones.cabeceras ? { headers: opciones.cabeceras } : {}),
        ...(opciones.cuerpo ? { body: new Uint8Array(opciones.cuerpo) } : {}),
      });
      return { respuesta, texto: await leerTexto(respuesta) };
    } catch (error) {
      throw error instanceof AppError ? error : inalcanzable(detalleDe(error));
    }
  };

  return {
    enviarLote: async (gzip) => {
      const { respuesta, texto } = await pedir(RUTA_LOTES, { metodo: 'POST', cabeceras: { 'content-type': 'application/gzip' }, cuerpo: gzip });
      return respuesta.status === 200 ? { tipo: 'acuse', documento: json(texto) } : rechazoDe(respuesta.status, texto);
    },
    avanceImagen: async (imagen) => {
      const { respuesta } = await pedir(`${RUTA_IMAGENES}/${imagen}`, { metodo: 'HEAD' });
      // A HEAD has no body to tell the central's 404 from another's: the image waits either way.
      if (respuesta.status === 404) return { tipo: 'rechazo', codigo: 'imagen_desconocida', detalle: imagen };
      if (respuesta.status !== 200) throw inalcanzable(`HTTP ${respuesta.status}`);
      return { tipo: 'avance', avance: avanceDe(respuesta) };
    },
    enviarParte: async (imagen, parte) => {
      const cabeceras = { 'content-type': 'application/octet-stream', 'upload-offset': String(parte.desde), 'upload-complete': parte.ultima ? '?1' : '?0' };
      const { respuesta, texto } = await pedir(`${RUTA_IMAGENES}/${imagen}`, { metodo: 'PUT', cabeceras, cuerpo: parte.bytes });
      return respuesta.status >= 400 ? rechazoDe(respuesta.status, texto) : { tipo: 'avance', avance: avanceDe(respuesta) };
    },
    saludar: async () => {
      const { respuesta, texto } = await pedir(RUTA_SALUD, { metodo: 'GET' });
      if (respuesta.status !== 200 || !saludSchema.safeParse(json(texto)).success) throw inalcanzable(`HTTP ${respuesta.status}`);
    },
    cancelar: () => {
      detener.abort();
      detener = new AbortController();
    },
  };
};
