import { randomBytes, X509Certificate } from 'node:crypto';
import { request, type RequestOptions } from 'node:https';
import { checkServerIdentity, TLSSocket } from 'node:tls';
import { z } from 'zod';
import { normalizarCodigo, respuestaEmparejarSchema, respuestaRetoSchema, RUTA_EMPAREJAR, RUTA_RETO, type PeticionEmparejar } from '#shared/api/red.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { MENSAJES, type CodigoError } from '#shared/errors/mensajes.ts';
import { huellaDe } from './certificado.ts';
import { iguales, pruebaDeEstacion, pruebaDePuesto } from './saludo.ts';

/** What a paired post keeps: where its station is, the one certificate that it believes, and its own secret. */
export const parejaSchema = z.object({ estacion: z.url(), certificado: z.string(), puesto: z.string(), token: z.string() });
export type Pareja = z.infer<typeof parejaSchema>;

const ESPERA_MS = 15_000;
const MAXIMO_RESPUESTA = 64 * 1024;

type Respuesta = { readonly cuerpo: unknown; readonly certificado: string };

/** One request before there is anything to believe: the certificate comes back with the answer, to be judged by its proof. */
export const pedirSinCreer = (url: URL, opciones: RequestOptions, cuerpo: unknown): Promise<Respuesta> =>
  new Promise((resolve, reject) => {
    const peticion = request(url, { ...opciones, rejectUnauthorized: false, checkServerIdentity, timeout: ESPERA_MS, agent: false, headers: { 'content-type': 'application/json' } }, (r) => {
      const certificado = r.socket instanceof TLSSocket ? r.socket.getPeerX509Certificate() : undefined;
      let texto = '';
      r.setEncoding('utf8').on('data', (parte: string) => {
        texto += parte;
        if (texto.length > MAXIMO_RESPUESTA) peticion.destroy(new Error('answer too long'));
      }).on('end', () => {
        try {
          resolve({ cuerpo: JSON.parse(texto), certificado: certificado?.toString() ?? '' });
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    peticion.on('timeout', () => peticion.destroy(new Error('no answer'))).on('error', reject);
    peticion.end(cuerpo === null ? undefined : JSON.stringify(cuerpo));
  });

const fallaSchema = z.object({ ok: z.literal(false), error: z.object({ codigo: z.custom<CodigoError>((codigo) => typeof codigo === 'string' && Object.hasOwn(MENSAJES, codigo)) }) });

/**
 * Pairs this machine with the station at `estacion` (https://…) by the code on its screen. Throws AppError `puesto_codigo`
 * when the code is not good, `puesto_suplantado` when what answers cannot prove that it knows it, `estacion_inalcanzable`.
 */
export const emparejar = async (estacion: string, codigo: string, nombre: string): Promise<Pareja> => {
  const base = new URL(estacion);
  const conectar = (ruta: string, opciones: RequestOptions, cuerpo: unknown): Promise<Respuesta> =>
    pedirSinCreer(new URL(ruta, base), opciones, cuerpo).catch(() => {
      throw new AppError('estacion_inalcanzable');
    });
  const primera = await conectar(RUTA_RETO, { method: 'GET' }, null);
  const reto = respuestaRetoSchema.safeParse(primera.cuerpo);
  if (!reto.success || primera.certificado === '') throw new AppError('estacion_inalcanzable');
  const saludo = { codigo: normalizarCodigo(codigo), retoEstacion: reto.data.reto, retoPuesto: randomBytes(24).toString('base64url'), huella: huellaDe(primera.certificado) };
  const peticion: PeticionEmparejar = { nombre, modo: { tipo: 'app', retoEstacion: saludo.retoEstacion, retoPuesto: saludo.retoPuesto, prueba: pruebaDePuesto(saludo, nombre) } };
  const segunda = await conectar(RUTA_EMPAREJAR, { method: 'POST' }, peticion);
  const falla = fallaSchema.safeParse(segunda.cuerpo);
  if (falla.success) throw new AppError(falla.data.error.codigo);
  const dada = respuestaEmparejarSchema.safeParse(segunda.cuerpo);
  const { token, prueba, puesto } = dada.success ? dada.data : { token: null, prueba: null, puesto: '' };
  const mismo = segunda.certificado !== '' && huellaDe(segunda.certificado) === saludo.huella;
  if (token === null || prueba === null || !mismo || !iguales(prueba, pruebaDeEstacion(saludo, token))) throw new AppError('puesto_suplantado');
  return { estacion: base.origin, certificado: new X509Certificate(segunda.certificado).toString(), puesto, token };
};
