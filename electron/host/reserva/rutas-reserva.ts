import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registro, Replica } from '#electron/station/puertos.ts';
import { peticionSeguirSchema, RUTA_IMAGEN, RUTA_RED, RUTA_SEGUIR, RUTA_TRAMO, type RespuestaRed, type RespuestaSeguir } from '#shared/api/reserva.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCuerpo, rechazar, responderJson } from '../atencion.ts';
import type { CertificadoRed } from '../red/certificado.ts';

type Partes = {
  readonly replica: Replica;
  readonly certificado: CertificadoRed;
  /** Whether this challenge was given and not used yet. */
  readonly gastarReto: (reto: string) => boolean;
  readonly registro: Registro;
};

const leerPeticion = async (peticion: IncomingMessage): Promise<unknown> => {
  try {
    return JSON.parse((await leerCuerpo(peticion)) ?? 'null');
  } catch {
    return null;
  }
};
const entero = (url: URL, nombre: string): number => {
  const n = Number(url.searchParams.get(nombre));
  return Number.isSafeInteger(n) && n >= 0 ? n : 0;
};

/** What the room's server answers to a standby (shared/api/reserva.ts). */
export const crearRutasReserva = (p: Partes) => {
  const seguir = async (peticion: IncomingMessage, respuesta: ServerResponse): Promise<unknown> => {
    const leida = peticionSeguirSchema.safeParse(await leerPeticion(peticion));
    if (!leida.success || !p.gastarReto(leida.data.reto)) return rechazar(respuesta, 400, 'entrada_invalida', { campo: 'reto' });
    return responderJson(respuesta, 200, { ok: true, ...p.replica.entrar(leida.data, p.certificado.huella) } satisfies RespuestaSeguir);
  };

  const tramo = async (token: string, url: URL, respuesta: ServerResponse): Promise<unknown> => {
    const cortada = new AbortController();
    respuesta.on('close', () => { cortada.abort(); });
    return responderJson(respuesta, 200, await p.replica.novedades(token, { desde: Math.max(1, entero(url, 'desde')), confirmado: entero(url, 'confirmado') }, cortada.signal));
  };

  const imagen = async (token: string, sha256: string, respuesta: ServerResponse): Promise<unknown> => {
    const bytes = await p.replica.imagen(token, sha256).catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      // One that this disk does not give must not keep the standby from the rest.
      p.registro.error('image not given to the standby', { sha256, error: String(error) });
      throw new AppError('imagen_desconocida', { imagen: sha256 });
    });
    respuesta.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length, 'Cache-Control': 'no-store' });
    if (!respuesta.write(bytes)) await once(respuesta, 'drain');
    return respuesta.end();
  };

  const conToken = (token: string, url: URL, respuesta: ServerResponse): unknown => {
    if (url.pathname === RUTA_TRAMO) return tramo(token, url, respuesta);
    if (url.pathname === RUTA_RED) return responderJson(respuesta, 200, { certificado: p.certificado.certificado, llave: p.certificado.llave } satisfies RespuestaRed);
    if (url.pathname.startsWith(RUTA_IMAGEN)) return imagen(token, url.pathname.slice(RUTA_IMAGEN.length), respuesta);
    return rechazar(respuesta, 404, 'entrada_invalida', { campo: 'ruta' });
  };

  const ESTADOS: Readonly<Record<string, number>> = { reserva_no_admitida: 403, imagen_desconocida: 404 };
  return {
    atiende: (ruta: string): boolean => ruta.startsWith('/reserva/'),
    atender: async (peticion: IncomingMessage, respuesta: ServerResponse): Promise<unknown> => {
      try {
        const url = new URL(peticion.url ?? '/', 'https://estacion');
        if (url.pathname === RUTA_SEGUIR && peticion.method === 'POST') return await seguir(peticion, respuesta);
        const token = /^Reserva ([\w-]{20,100})$/.exec(peticion.headers.authorization ?? '')?.[1];
        if (token === undefined || !p.replica.admite(token)) return rechazar(respuesta, 403, 'reserva_no_admitida');
        return await conToken(token, url, respuesta);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        p.registro.error('standby refused', { codigo: error.codigo });
        return rechazar(respuesta, ESTADOS[error.codigo] ?? 400, error.codigo, error.parametros);
      }
    },
  };
};
