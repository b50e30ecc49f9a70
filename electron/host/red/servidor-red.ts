import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Puestos, Registro, Replica } from '#electron/station/puertos.ts';
import { normalizarCodigo, peticionEmparejarSchema, RUTA_EMPAREJAR, RUTA_RETO, type RespuestaEmparejar, type RespuestaReto } from '#shared/api/red.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { cerrarServidor, crearAtencion, crearOyente, escuchar, leerCuerpo, rechazar, responderJson } from '../atencion.ts';
import { leerCookie } from '../puerta.ts';
import type { EstacionServida } from '../transporte-puerto.ts';
import { direccionesLocales, type CertificadoRed } from './certificado.ts';
import { crearRutasReserva } from '../reserva/rutas-reserva.ts';
import { iguales, pruebaDeEstacion, pruebaDePuesto } from './saludo.ts';

const COOKIE = 'acopio_puesto';
/** A process ends in a day or two; the simulacros before it, in a month. */
const VIDA_COOKIE_S = 40 * 86_400;
/** Challenges that were asked for and not yet answered. */
const RETOS_ABIERTOS = 64;

export type OpcionesRed = {
  readonly estacion: EstacionServida;
  readonly puestos: Puestos;
  readonly replica: Replica;
  readonly certificado: CertificadoRed;
  readonly paginas: string;
  readonly puerto: number;
  readonly registro: Registro;
};
export type ServidorRed = { readonly puerto: number; readonly direcciones: readonly string[]; readonly cerrar: () => Promise<void> };

const leerJson = async (peticion: IncomingMessage): Promise<unknown> => {
  try {
    return JSON.parse((await leerCuerpo(peticion)) ?? 'null');
  } catch {
    return null;
  }
};

/** A page of ours, under whatever name this machine was reached by; another page's request bears its own origin. */
const esPropia = ({ headers }: IncomingMessage): boolean => {
  const sitio = headers['sec-fetch-site'];
  return (headers.origin === undefined || headers.origin === `https://${headers.host ?? ''}`) && (sitio === undefined || sitio === 'same-origin' || sitio === 'none');
};

const tokenDe = ({ headers }: IncomingMessage): string | null => /^Puesto ([\w-]{20,100})$/.exec(headers.authorization ?? '')?.[1] ?? leerCookie(headers.cookie, COOKIE);

/**
 * The station for the posts of the room: HTTPS with its own certificate, calls only from paired posts. The pages hold no
 * data and are given to anyone: a new browser needs them to be paired.
 */
export const abrirServidorRed = async ({ estacion, puestos, replica, certificado, paginas, puerto, registro }: OpcionesRed): Promise<ServidorRed> => {
  const atencion = crearAtencion(estacion, paginas);
  const retos = new Set<string>();
  const reserva = crearRutasReserva({ replica, certificado, registro, gastarReto: (reto) => retos.delete(reto) });

  const darReto = (respuesta: ServerResponse): unknown => {
    const reto = randomBytes(24).toString('base64url');
    retos.add(reto);
    const [viejo] = retos;
    if (retos.size > RETOS_ABIERTOS && viejo !== undefined) retos.delete(viejo);
    return responderJson(respuesta, 200, { reto } satisfies RespuestaReto);
  };

  const emparejar = async (peticion: IncomingMessage, respuesta: ServerResponse): Promise<unknown> => {
    const leida = peticionEmparejarSchema.safeParse(await leerJson(peticion));
    if (!leida.success) return rechazar(respuesta, 400, 'entrada_invalida', { campo: leida.error.issues[0]?.path.join('.') ?? '' });
    const { nombre, modo } = leida.data;
    let saludo = null as Parameters<typeof pruebaDeEstacion>[0] | null;
    const acepta = (codigo: string): boolean => {
      if (modo.tipo === 'navegador') return iguales(normalizarCodigo(modo.codigo), codigo);
      if (!retos.delete(modo.retoEstacion)) return false;
      saludo = { codigo, retoEstacion: modo.retoEstacion, retoPuesto: modo.retoPuesto, huella: certificado.huella };
      return iguales(pruebaDePuesto(saludo, nombre), modo.prueba);
    };
    try {
      const { puesto, token } = puestos.emparejar(nombre, acepta);
      registro.info('post paired', { puesto, modo: modo.tipo });
      if (saludo !== null) return responderJson(respuesta, 200, { ok: true, puesto, token, prueba: pruebaDeEstacion(saludo, token) } satisfies RespuestaEmparejar);
      respuesta.setHeader('Set-Cookie', `${COOKIE}=${token}; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=${String(VIDA_COOKIE_S)}`);
      return responderJson(respuesta, 200, { ok: true, puesto, token: null, prueba: null } satisfies RespuestaEmparejar);
    } catch (error) {
      if (error instanceof AppError) return rechazar(respuesta, 403, error.codigo, error.parametros);
      throw error;
    }
  };

  const atender = (peticion: IncomingMessage, respuesta: ServerResponse): unknown => {
    const [ruta = '/'] = (peticion.url ?? '/').split('?', 1);
    if (!esPropia(peticion)) return rechazar(respuesta, 403, 'entrada_invalida', { campo: 'origen' });
    if (ruta === RUTA_RETO && peticion.method === 'GET') return darReto(respuesta);
    if (ruta === RUTA_EMPAREJAR && peticion.method === 'POST') return emparejar(peticion, respuesta);
    if (reserva.atiende(ruta)) return reserva.atender(peticion, respuesta);
    if (!atencion.esDeApi(ruta)) return atencion.atender(ruta, peticion, respuesta, { puesto: null });
    const token = tokenDe(peticion);
    const puesto = token === null ? null : puestos.reconocer(token);
    return puesto === null ? rechazar(respuesta, 401, 'puesto_no_emparejado') : atencion.atender(ruta, peticion, respuesta, { puesto });
  };

  const servidor = createServer({ key: certificado.llave, cert: certificado.certificado, minVersion: 'TLSv1.2', requestTimeout: 60_000, headersTimeout: 10_000 }, crearOyente(registro, atender));
  servidor.maxConnections = 400;
  const abierto = await escuchar(servidor, puerto, '0.0.0.0');
  return {
    puerto: abierto,
    direcciones: direccionesLocales().map((ip) => `https://${ip}:${String(abierto)}`),
    cerrar: () => {
      atencion.cerrar();
      return cerrarServidor(servidor);
    },
  };
};
