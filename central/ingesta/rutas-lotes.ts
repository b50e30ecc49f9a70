import type { FastifyInstance } from 'fastify';
import { RUTA_LOTES, RUTA_SALUD, RUTA_SALUDO } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { horaIso } from '#central/hora.ts';
import { atenderSaludo, type DependenciasSaludo } from './atender-saludo.ts';

/** Largest body of a lote as it travels, compressed. */
const MAXIMO_BYTES_CUERPO = 4 * 1024 * 1024;

/** `POST /lotes`, `POST /saludo` and `GET /salud`. Errors are left to the server's error handler. */
export const rutasLotes = (app: FastifyInstance, deps: DependenciasSaludo & { readonly recibir: (lote: Uint8Array) => Promise<DocumentoFirmado> }): void => {
  const { recibir } = deps;
  const hora = (): string => horaIso(deps.reloj.ahora(), deps.paquete.paquete.zonaMinutos);
  app.addContentTypeParser('application/gzip', { parseAs: 'buffer', bodyLimit: MAXIMO_BYTES_CUERPO }, (_peticion, cuerpo, listo) => listo(null, cuerpo));

  app.post(RUTA_LOTES, { bodyLimit: MAXIMO_BYTES_CUERPO }, async (peticion, respuesta) => {
    const { body } = peticion;
    if (!(body instanceof Uint8Array)) throw new AppError('lote_ilegible', { detalle: 'cuerpo' });
    return respuesta.header('cache-control', 'no-store').send(await recibir(body));
  });

  app.post(RUTA_SALUDO, async (peticion, respuesta) => respuesta.header('cache-control', 'no-store').send(await atenderSaludo(deps, peticion.body)));
  app.get(RUTA_SALUD, async (_peticion, respuesta) => respuesta.header('cache-control', 'no-store').send({ hora: hora() }));
};
