import type { FastifyInstance } from 'fastify';
import { RUTA_LOTES, RUTA_SALUD, RUTA_SALUDO } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { horaIso } from '#central/hora.ts';
import { masTarde, quienPide } from '#central/red/aplicar-limites.ts';
import { crearTurnosJustos } from '#central/red/limites.ts';
import { estacionDe, type Sesiones } from '#central/red/sesiones.ts';
import { atenderSaludo, type DependenciasSaludo } from './atender-saludo.ts';

/** Largest body of a lote as it travels, compressed. */
export const MAXIMO_BYTES_CUERPO = 4 * 1024 * 1024;

export type DependenciasRutas = DependenciasSaludo & {
  readonly recibir: (lote: Uint8Array) => Promise<DocumentoFirmado>;
  readonly sesiones: Sesiones;
  /** Lotes in hand at once, and bytes of those that wait. */
  readonly lotesALaVez: number;
  readonly bytesEnEspera: number;
};

/** Seconds after which one that did not fit among those that wait comes again. */
const ESPERA_S = 5;

/** `POST /lotes`, `POST /saludo` and `GET /salud`. Errors are left to the server's error handler. */
export const rutasLotes = (app: FastifyInstance, deps: DependenciasRutas): void => {
  const { recibir, sesiones } = deps;
  const turnos = crearTurnosJustos({ aLaVez: deps.lotesALaVez, maximoPeso: deps.bytesEnEspera });
  const hora = (): string => horaIso(deps.reloj.ahora(), deps.paquete.paquete.zonaMinutos);
  app.addContentTypeParser('application/gzip', { parseAs: 'buffer', bodyLimit: MAXIMO_BYTES_CUERPO }, (_peticion, cuerpo, listo) => listo(null, cuerpo));

  app.post(RUTA_LOTES, { bodyLimit: MAXIMO_BYTES_CUERPO }, async (peticion, respuesta) => {
    const { body } = peticion;
    if (!(body instanceof Uint8Array)) throw new AppError('lote_ilegible', { detalle: 'cuerpo' });
    const turno = turnos.tomar(quienPide(sesiones, peticion).nombre, body.length);
    if (turno === null) throw masTarde(respuesta, 'central_ocupado', ESPERA_S);
    const soltar = await turno;
    try {
      return await respuesta.header('cache-control', 'no-store').send(await recibir(body));
    } finally {
      soltar();
    }
  });

  app.post(RUTA_SALUDO, async (peticion, respuesta) => respuesta.header('cache-control', 'no-store').send(await atenderSaludo(deps, peticion.body, estacionDe(sesiones, peticion))));
  app.get(RUTA_SALUD, async (_peticion, respuesta) => respuesta.header('cache-control', 'no-store').send({ hora: hora() }));
};
