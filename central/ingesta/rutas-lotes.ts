import type { FastifyInstance } from 'fastify';
import { RUTA_LOTES, RUTA_SALUD, RUTA_SALUDO } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { horaIso } from '#central/hora.ts';
import type { Registro } from '#central/puertos.ts';
import { atenderSaludo, type DependenciasSaludo } from './atender-saludo.ts';
import { crearGuardaRechazos } from './guardar-rechazo.ts';
import { recibirLote } from './recibir-lote.ts';

/** Largest body of a lote as it travels, compressed. */
const MAXIMO_BYTES_CUERPO = 4 * 1024 * 1024;

/** `POST /lotes`, `POST /saludo` and `GET /salud`. Errors are left to the server's error handler. */
export const rutasLotes = (app: FastifyInstance, deps: DependenciasSaludo & { cripto: Cripto; registro: Registro; carpetaRechazos: string }): void => {
  const guardarRechazo = crearGuardaRechazos({ carpeta: deps.carpetaRechazos, repositorio: deps.repositorio, cripto: deps.cripto, registro: deps.registro });
  const hora = (): string => horaIso(deps.reloj.ahora(), deps.paquete.paquete.zonaMinutos);
  app.addContentTypeParser('application/gzip', { parseAs: 'buffer', bodyLimit: MAXIMO_BYTES_CUERPO }, (_peticion, cuerpo, listo) => listo(null, cuerpo));

  app.post(RUTA_LOTES, { bodyLimit: MAXIMO_BYTES_CUERPO }, async (peticion, respuesta) => {
    const { body } = peticion;
    if (!(body instanceof Uint8Array)) throw new AppError('lote_ilegible', { detalle: 'cuerpo' });
    try {
      const { acuse, firmado } = await recibirLote(deps, body);
      deps.registro.info('lote stored', { epoca: acuse.epoca, desde: acuse.desde, hasta: acuse.hasta, estado: acuse.estado });
      return await respuesta.header('cache-control', 'no-store').send(firmado);
    } catch (error) {
      // The station must know the reason even when it cannot be written down here.
      if (error instanceof AppError) await guardarRechazo(body, error, hora()).catch((falla: unknown) => deps.registro.error('refusal not kept', { codigo: error.codigo, error: String(falla) }));
      throw error;
    }
  });

  app.post(RUTA_SALUDO, async (peticion, respuesta) => respuesta.header('cache-control', 'no-store').send(await atenderSaludo(deps, peticion.body)));
  app.get(RUTA_SALUD, async (_peticion, respuesta) => respuesta.header('cache-control', 'no-store').send({ hora: hora() }));
};
