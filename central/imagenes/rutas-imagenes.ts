import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MAXIMO_BYTES_IMAGEN, RUTA_IMAGENES } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { RepositorioImagenes } from '#central/db/imagenes-repository.ts';
import type { Registro } from '#central/puertos.ts';
import { exigirSesion, type Sesiones } from '#central/red/sesiones.ts';
import type { AlLlegar, AlmacenCentral, Avance } from './almacen-central.ts';
import { crearTurnos } from './turnos.ts';

const parametros = z.object({ imagen: z.string().regex(/^[0-9a-f]{64}$/) });
const cabeceras = z.object({
  'upload-offset': z.string().regex(/^\d{1,10}$/).transform(Number), 'upload-complete': z.enum(['?0', '?1']),
  'content-digest': z.string().regex(/^sha-256=:[A-Za-z0-9+/]{43}=:$/).transform((d) => d.slice('sha-256=:'.length, -1)).optional(),
});

const imagenDe = (peticion: FastifyRequest): string => {
  const r = parametros.safeParse(peticion.params);
  if (!r.success) throw new AppError('imagen_desconocida', { imagen: 'sin SHA-256' });
  return r.data.imagen;
};

const conAvance = (respuesta: FastifyReply, avance: Avance): FastifyReply =>
  respuesta.header('upload-offset', String(avance.bytes)).header('upload-complete', avance.completa ? '?1' : '?0').header('cache-control', 'no-store');

/** A station hears of each so many bytes. */
const CADA_BYTES = 4_000;

/** Tells a station that asks for it how much of its part came, while it comes. */
const avisarAvance = (peticion: FastifyRequest, respuesta: FastifyReply, desde: number): AlLlegar | undefined => {
  if (peticion.headers['upload-progress'] !== '?1') return undefined;
  let dicho = desde;
  return (bytes) => {
    if (bytes - dicho < CADA_BYTES || respuesta.raw.headersSent) return;
    dicho = bytes;
    // Of the answers that go before the answer Node only writes those without headers of ours.
    peticion.raw.socket.write(`HTTP/1.1 104 Upload Resumption Supported\r\nUpload-Offset: ${bytes}\r\n\r\n`);
  };
};

/** `HEAD` and `PUT /imagenes/{sha256}`: images named by an accepted lote, resumable from the byte that `HEAD` gives. */
export const rutasImagenes = (app: FastifyInstance, deps: { almacen: AlmacenCentral; repositorio: RepositorioImagenes; sesiones: Sesiones; registro: Registro; hora: () => string }): void => {
  const { almacen, repositorio, sesiones, registro, hora } = deps;
  const turno = crearTurnos();
  // The body is not read here: it goes from the socket to the file.
  app.addContentTypeParser('application/octet-stream', (_peticion, flujo: IncomingMessage, listo) => listo(null, flujo));

  const anunciada = async (imagen: string): Promise<{ completa: boolean }> => {
    const fila = await repositorio.buscar(imagen);
    if (fila === null) throw new AppError('imagen_desconocida', { imagen });
    return fila;
  };

  app.head(`${RUTA_IMAGENES}/:imagen`, async (peticion, respuesta) => {
    const quien = exigirSesion(sesiones, peticion, respuesta);
    const imagen = imagenDe(peticion);
    const fila = await anunciada(imagen);
    const soltar = await turno(`${imagen} ${quien}`, () => undefined);
    try {
      const avance = almacen.avance({ imagen, quien });
      // A crash between the rename and the commit leaves the file without its mark.
      if (avance.completa && !fila.completa) await repositorio.marcarCompleta(imagen, avance.bytes, hora());
      return await conAvance(respuesta, avance).send();
    } finally {
      soltar();
    }
  });

  app.put(`${RUTA_IMAGENES}/:imagen`, async (peticion, respuesta) => {
    const quien = exigirSesion(sesiones, peticion, respuesta);
    const imagen = imagenDe(peticion);
    const leidas = cabeceras.safeParse(peticion.headers);
    if (!leidas.success) throw new AppError('entrada_invalida', { campo: 'Upload-Offset' });
    // Said before it travels: what is too large as a whole is not taken by its beginning.
    if (leidas.data['upload-offset'] + Number(peticion.headers['content-length'] ?? 0) > MAXIMO_BYTES_IMAGEN) throw new AppError('imagen_muy_grande', { maximo: MAXIMO_BYTES_IMAGEN });
    const fila = await anunciada(imagen);
    const soltar = await turno(`${imagen} ${quien}`, () => peticion.raw.destroy());
    try {
      const parte = { imagen, quien, desde: leidas.data['upload-offset'], ultima: leidas.data['upload-complete'] === '?1', sha256: leidas.data['content-digest'] ?? null };
      const avance = await almacen.escribir(parte, peticion.body as AsyncIterable<Uint8Array>, avisarAvance(peticion, respuesta, parte.desde));
      if (avance.completa && !fila.completa) {
        await repositorio.marcarCompleta(imagen, avance.bytes, hora());
        registro.info('image whole', { imagen, bytes: avance.bytes });
      }
      return await conAvance(respuesta, avance).code(avance.completa ? 201 : 204).send();
    } catch (error) {
      // Taken away by the next writer of the image, or by the network: nobody is there to be answered.
      if (peticion.raw.destroyed && !(error instanceof AppError)) throw new AppError('imagen_interrumpida');
      if (error instanceof AppError && error.codigo === 'imagen_desplazada') respuesta.header('upload-offset', String(error.parametros['bytes']));
      if (error instanceof AppError) registro.error('part of an image refused', { imagen, codigo: error.codigo });
      throw error;
    } finally {
      soltar();
      // A part that was not wanted is let pass, so that its connection serves the next one.
      peticion.raw.resume();
    }
  });
};
