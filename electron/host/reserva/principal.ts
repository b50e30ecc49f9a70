import { randomBytes, X509Certificate } from 'node:crypto';
import { Agent, request } from 'node:https';
import { z } from 'zod';
import type { Fuente } from '#electron/copia/fuente.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { respuestaRetoSchema, RUTA_RETO } from '#shared/api/red.ts';
import { ESPERA_NOVEDADES_MS, respuestaRedSchema, respuestaSeguirSchema, respuestaTramoSchema, RUTA_IMAGEN, RUTA_RED, RUTA_SEGUIR, RUTA_TRAMO, textoSeguir, type RespuestaRed, type RespuestaTramo } from '#shared/api/reserva.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { MENSAJES, type CodigoError } from '#shared/errors/mensajes.ts';
import { leerCertificado } from '#shared/sync/certificado.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { huellaDe } from '../red/certificado.ts';
import { pedirSinCreer } from '../red/emparejar.ts';

/** Past this without a byte the network is gone. */
const SILENCIO_MS = ESPERA_NOVEDADES_MS + 10_000;
/** An image at 600 dpi, and then some. */
const MAXIMO_RESPUESTA = 64 * 1024 * 1024;

export type Identidad = { readonly firmante: Firmante; readonly certificado: DocumentoFirmado; readonly llaveOpl: string; readonly catd: string };

/** The main station, as its standby reaches it. Every method throws AppError `estacion_inalcanzable` when the network fails. */
export type Principal = Pick<Fuente, 'imagen'> & {
  readonly estacion: string;
  /** What comes from `desde` on; waits for it a while. `confirmado`: what this copy has on disk. */
  readonly novedades: (desde: number, confirmado: number) => Promise<RespuestaTramo>;
  readonly red: () => Promise<RespuestaRed>;
  readonly cerrar: () => void;
};

const fallaSchema = z.object({ ok: z.literal(false), error: z.object({ codigo: z.custom<CodigoError>((c) => typeof c === 'string' && Object.hasOwn(MENSAJES, c)), parametros: z.record(z.string(), z.union([z.string(), z.number()])).default({}) }) });

const inalcanzable = (): never => {
  throw new AppError('estacion_inalcanzable');
};

/** Presents this standby, and holds the main station to the same: its signature covers the certificate of the connection. */
const presentarse = async (base: URL, yo: Identidad): Promise<{ token: string; certificado: string; estacion: string }> => {
  const primera = await pedirSinCreer(new URL(RUTA_RETO, base), { method: 'GET' }, null).catch(inalcanzable);
  const reto = respuestaRetoSchema.safeParse(primera.cuerpo);
  if (!reto.success || primera.certificado === '') return inalcanzable();
  const saludo = { reto: reto.data.reto, retoPropio: randomBytes(24).toString('base64url'), huella: huellaDe(primera.certificado) };
  const firma = yo.firmante.firmar(textoSeguir({ quien: 'reserva', ...saludo, token: '' }));
  const segunda = await pedirSinCreer(new URL(RUTA_SEGUIR, base), { method: 'POST' }, { certificado: yo.certificado, reto: saludo.reto, retoPropio: saludo.retoPropio, firma }).catch(inalcanzable);
  const falla = fallaSchema.safeParse(segunda.cuerpo);
  if (falla.success) throw new AppError(falla.data.error.codigo, falla.data.error.parametros);
  const dada = respuestaSeguirSchema.safeParse(segunda.cuerpo);
  const suyo = dada.success ? leerCertificado(criptoNode, dada.data.certificado, yo.llaveOpl) : null;
  const mismo = segunda.certificado !== '' && huellaDe(segunda.certificado) === saludo.huella;
  if (!dada.success || suyo?.catd !== yo.catd || !mismo || !criptoNode.verificar(suyo.llave, textoSeguir({ quien: 'principal', ...saludo, token: dada.data.token }), dada.data.firma)) throw new AppError('puesto_suplantado');
  return { token: dada.data.token, certificado: new X509Certificate(segunda.certificado).toString(), estacion: suyo.estacion };
};

/** Connects to the main station at `direccion` (https://…). Throws AppError: estacion_inalcanzable, reserva_no_admitida, puesto_suplantado. */
export const conectarPrincipal = async (direccion: string, yo: Identidad): Promise<Principal> => {
  const base = new URL(direccion);
  const { token, certificado, estacion } = await presentarse(base, yo);
  const agente = new Agent({ keepAlive: true, ca: [certificado], checkServerIdentity: () => undefined });

  const pedir = (ruta: string): Promise<{ estado: number; cuerpo: Buffer }> =>
    new Promise<{ estado: number; cuerpo: Buffer }>((resolver, rechazar) => {
      const peticion = request(new URL(ruta, base), { agent: agente, timeout: SILENCIO_MS, headers: { authorization: `Reserva ${token}` } }, (r) => {
        const partes: Buffer[] = [];
        let bytes = 0;
        r.on('data', (parte: Buffer) => {
          bytes += parte.length;
          if (bytes > MAXIMO_RESPUESTA) peticion.destroy(new Error('answer too long'));
          else partes.push(parte);
        }).on('end', () => resolver({ estado: r.statusCode ?? 0, cuerpo: Buffer.concat(partes) })).on('error', rechazar);
      });
      peticion.on('timeout', () => peticion.destroy(new Error('no answer'))).on('error', rechazar).end();
    }).catch(inalcanzable);

  const exigir = ({ estado, cuerpo }: { estado: number; cuerpo: Buffer }): Buffer => {
    if (estado === 200) return cuerpo;
    if (estado === 404) throw new AppError('imagen_desconocida', { imagen: '' });
    // A main station that was opened again knows no token: presenting oneself anew is the way.
    throw new AppError(estado === 403 ? 'reserva_no_admitida' : 'estacion_inalcanzable');
  };
  const leerJson = <T>(schema: z.ZodType<T>, cuerpo: Buffer): T => {
    try {
      return schema.parse(JSON.parse(cuerpo.toString('utf8')));
    } catch {
      return inalcanzable();
    }
  };

  return {
    estacion,
    novedades: async (desde, confirmado) => leerJson(respuestaTramoSchema, exigir(await pedir(`${RUTA_TRAMO}?desde=${String(desde)}&confirmado=${String(confirmado)}`))),
    imagen: async (sha256) => exigir(await pedir(RUTA_IMAGEN + sha256)),
    red: async () => leerJson(respuestaRedSchema, exigir(await pedir(RUTA_RED))),
    cerrar: () => { agente.destroy(); },
  };
};
