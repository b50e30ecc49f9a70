import { RUTA_IMAGENES, RUTA_SESION, sesionCentralSchema } from '#shared/api/contrato-central.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { escribirPresentacion } from '#shared/sync/sesion.ts';

export type Presentado = { readonly firmante: Firmante; readonly certificado: DocumentoFirmado; readonly llaveCentral: string };

/** The challenge that the central gives to whoever has no session. */
export const pedirReto = async (url: string): Promise<string> => {
  const r = await fetch(`${url}${RUTA_IMAGENES}/${'0'.repeat(64)}`, { method: 'HEAD' });
  return /reto="([^"]+)"/.exec(r.headers.get('www-authenticate') ?? '')?.[1] ?? '';
};

/** Answer of the central to a station that presents itself. */
export const presentarse = async (url: string, p: Presentado, reto?: string): Promise<Response> =>
  fetch(`${url}${RUTA_SESION}`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify(escribirPresentacion(p.firmante, p.certificado, { reto: reto ?? await pedirReto(url), central: p.llaveCentral })),
  });

/** `Authorization` of a new session. */
export const abrirSesion = async (url: string, p: Presentado): Promise<string> => `Acopio ${sesionCentralSchema.parse(await (await presentarse(url, p)).json()).sesion}`;
