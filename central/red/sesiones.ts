import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RUTA_SESION } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { leerPresentacion, presentacionSchema } from '#shared/sync/sesion.ts';
import { exigirVigente, type Revocadas } from '#central/ingesta/exigir-vigente.ts';
import type { Reloj } from '#central/puertos.ts';

/** A challenge answered later than this is given anew: on the worst link it takes seconds. */
const VIGENCIA_RETO_MS = 5 * 60_000;
/** A station that goes on sending presents itself again after this. */
const VIGENCIA_SESION_MS = 12 * 3_600_000;
const MAXIMO_CUERPO = 16 * 1024;
/** Seals of our own that are remembered: sessions of a whole state, several times over. */
const MAXIMO_SELLOS = 4_000;

export type Sesiones = {
  /** A challenge to sign, good for some minutes. */
  readonly reto: () => string;
  /** The session of whoever signed it. Throws AppError `estacion_desconocida`, `estacion_revocada`, `sesion_central`. */
  readonly abrir: (cuerpo: unknown) => string;
  /** The station of the session; null when it is none of ours, ended, or the OPL no longer trusts the station. */
  readonly reconocer: (sesion: string) => string | null;
};

/**
 * Sessions of stations. Challenges and sessions are texts with our own seal on them and nothing is kept of them: as
 * many as there are stations cost no memory, and a restart asks everybody again.
 */
export const crearSesiones = (o: {
  readonly cripto: Cripto; readonly llaves: { readonly opl: string; readonly central: string }; readonly reloj: Reloj; readonly revocadas: Revocadas;
}): Sesiones => {
  // Made a key once: of bytes, each seal would make it again.
  const secreto = createSecretKey(randomBytes(32));
  const sellar = (texto: string): string => `${texto}.${createHmac('sha256', secreto).update(texto).digest('base64url').slice(0, 22)}`;
  const esNuestro = (sellado: string): boolean => {
    const [suyo, nuestro] = [Buffer.from(sellado), Buffer.from(sellar(sellado.slice(0, sellado.lastIndexOf('.'))))];
    return suyo.length === nuestro.length && timingSafeEqual(suyo, nuestro);
  };
  /** Seen to be ours, and their parts: each request brings its session, and is asked for it more than once. */
  const buenos = new Map<string, readonly string[]>();
  /** The parts if the seal is ours and it has not ended; its end is the second one, ms since 1970. */
  const abrirSello = (sellado: string): readonly string[] | null => {
    let partes = buenos.get(sellado);
    if (partes === undefined) {
      if (!esNuestro(sellado)) return null;
      partes = sellado.split('.');
      if (buenos.size === MAXIMO_SELLOS) buenos.clear();
      buenos.set(sellado, partes);
    }
    return Number.parseInt(partes[1] ?? '', 36) >= o.reloj.ahora() ? partes : null;
  };
  const hasta = (ms: number): string => Math.round(o.reloj.ahora() + ms).toString(36);
  return {
    reto: () => sellar(`r.${hasta(VIGENCIA_RETO_MS)}.${randomBytes(12).toString('base64url')}`),
    abrir: (cuerpo) => {
      const p = presentacionSchema.safeParse(cuerpo);
      const leida = p.success ? leerPresentacion(o.cripto, p.data, o.llaves) : null;
      if (leida === null) throw new AppError('estacion_desconocida', { estacion: '—' });
      const { estacion, llave } = leida.certificado;
      exigirVigente(o, leida.certificado, o.reloj.ahora());
      if (abrirSello(leida.reto)?.[0] !== 'r') throw new AppError('sesion_central');
      return sellar(`s.${hasta(VIGENCIA_SESION_MS)}.${Buffer.from(estacion).toString('base64url')}.${Buffer.from(llave, 'base64').toString('base64url')}`);
    },
    reconocer: (sesion) => {
      const partes = abrirSello(sesion);
      if (partes?.[0] !== 's') return null;
      const estacion = Buffer.from(partes[2] ?? '', 'base64url').toString('utf8');
      const llave = Buffer.from(partes[3] ?? '', 'base64url').toString('base64');
      return o.revocadas.has(estacion) || o.revocadas.has(llave) ? null : estacion;
    },
  };
};

/** The station whose session this request brings; null when it brings none of ours. */
export const estacionDe = (sesiones: Sesiones, peticion: FastifyRequest): string | null => {
  const sesion = /^Acopio (\S+)$/.exec(peticion.headers.authorization ?? '')?.[1];
  return sesion === undefined ? null : sesiones.reconocer(sesion);
};

/** Puts a challenge with the answer. */
export const ofrecerReto = (sesiones: Pick<Sesiones, 'reto'>, respuesta: FastifyReply): void => void respuesta.header('www-authenticate', `Acopio reto="${sesiones.reto()}"`);

/** The station that sends this request. Throws AppError `sesion_central`; the answer then brings a challenge. */
export const exigirSesion = (sesiones: Sesiones, peticion: FastifyRequest, respuesta: FastifyReply): string => {
  const estacion = estacionDe(sesiones, peticion);
  if (estacion !== null) return estacion;
  ofrecerReto(sesiones, respuesta);
  throw new AppError('sesion_central');
};

/** `POST /sesion`. */
export const rutasSesion = (app: FastifyInstance, sesiones: Sesiones): void => {
  app.post(RUTA_SESION, { bodyLimit: MAXIMO_CUERPO }, async (peticion, respuesta) => respuesta.header('cache-control', 'no-store').send({ sesion: sesiones.abrir(peticion.body) }));
};
