import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RUTA_IMAGENES, RUTA_LOTES, RUTA_SALUDO, RUTA_SESION } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Registro } from '#central/puertos.ts';
import { crearAdmision, PESO_DE_DIRECCION, type Limites, type Quien } from './limites.ts';
import { estacionDe, ofrecerReto, type Sesiones } from './sesiones.ts';

/** What stations ask for. The public site is of files, behind whoever serves them. */
const DE_ESTACIONES = [RUTA_LOTES, RUTA_IMAGENES, RUTA_SALUDO, RUTA_SESION];

/** Who sends this request: its station by its session, else the address that it comes from. */
export const quienPide = (sesiones: Sesiones, peticion: FastifyRequest): Quien => {
  const estacion = estacionDe(sesiones, peticion);
  return estacion === null ? { nombre: `dirección ${peticion.ip}`, peso: PESO_DE_DIRECCION } : { nombre: estacion, peso: 1 };
};

/** «Later»: the answer says when. */
export const masTarde = (respuesta: FastifyReply, motivo: 'estacion_excede' | 'central_ocupado', segundos: number): AppError => {
  respuesta.header('retry-after', String(segundos));
  return new AppError(motivo, { segundos });
};

/**
 * Holds each station to its limits before anything of its request is read: what goes over them is answered 429 or 503
 * with the seconds to wait, and a body that drips is cut, whatever came of an image being kept. A body says its size first.
 * Whoever brings no session of ours is offered a challenge with the answer, whatever it is: with a session a station has
 * its own limits, and not those of all that share its address.
 */
export const aplicarLimites = (app: FastifyInstance, o: { readonly limites: Limites; readonly sesiones: Sesiones; readonly registro: Registro }): void => {
  const { limites, sesiones, registro } = o;
  const admitir = crearAdmision(limites, () => performance.now());

  const cortarSiGotea = (peticion: FastifyRequest, quien: Quien, bytes: number): void => {
    const reloj = setTimeout(() => {
      if (peticion.raw.complete) return;
      registro.error('a body came too slowly', { quien: quien.nombre, bytes, traza: peticion.id });
      peticion.raw.destroy();
    }, limites.esperaCuerpoMs + (bytes / limites.minimoBytesPorSegundo) * 1000);
    reloj.unref();
    peticion.raw.once('end', () => clearTimeout(reloj)).once('close', () => clearTimeout(reloj));
  };

  app.addHook('onRequest', (peticion, respuesta, listo) => {
    // By the route that answers it: an address may be written in many ways.
    if (!DE_ESTACIONES.some((ruta) => peticion.routeOptions.url?.startsWith(ruta) === true)) return listo();
    const quien = quienPide(sesiones, peticion);
    if (quien.peso > 1) ofrecerReto(sesiones, respuesta);
    if (peticion.headers['transfer-encoding'] !== undefined) return listo(new AppError('sin_tamano'));
    const bytes = Number(peticion.headers['content-length'] ?? 0);
    const admision = admitir(quien, bytes);
    if ('motivo' in admision) {
      registro.error('request put off', { quien: quien.nombre, ...admision });
      return listo(masTarde(respuesta, admision.motivo, admision.segundos));
    }
    // Once, however it ends: answered, or cut in the middle.
    respuesta.raw.once('close', admision.salir);
    cortarSiGotea(peticion, quien, bytes);
    listo();
  });
};
