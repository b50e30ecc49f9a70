import { Agent, request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { PARTES, type Parte } from '#shared/api/contrato-estacion.ts';
import type { Result } from '#shared/errors/result.ts';
import { RUTA_AVISOS, RUTA_LLAMAR } from '#shared/api/puente.ts';
import type { EstacionServida } from '../transporte-puerto.ts';
import type { Pareja } from './emparejar.ts';

/** A call of the room answers in milliseconds; past this the network is gone. */
const ESPERA_MS = 20_000;
/** The station's heart beats every 15 s: three missed beats and the road is broken. */
const SILENCIO_MS = 50_000;
const REINTENTO_MS = 1_000;
const MAXIMO_RESPUESTA = 32 * 1024 * 1024;

const INALCANZABLE: Result<unknown> = { ok: false, error: { codigo: 'estacion_inalcanzable', parametros: {} } };

const parteConocida = (dato: unknown): dato is Parte => (PARTES as readonly unknown[]).includes(dato);
const partesDe = (bloque: string): readonly Parte[] => {
  const dato = /^event: cambio\ndata: (.*)$/m.exec(bloque)?.[1];
  if (dato === undefined) return [];
  const partes: unknown = JSON.parse(dato);
  return Array.isArray(partes) ? partes.filter(parteConocida) : [];
};

const leerTodo = async (r: IncomingMessage): Promise<string> => {
  const trozos: Buffer[] = [];
  let bytes = 0;
  for await (const trozo of r as AsyncIterable<Buffer>) {
    bytes += trozo.length;
    if (bytes > MAXIMO_RESPUESTA) throw new Error('answer too long');
    trozos.push(trozo);
  }
  return Buffer.concat(trozos).toString('utf8');
};

/** The main station of the room as if it were here: calls and notices over TLS with the one certificate that was pinned. */
export const conectarEstacionRemota = (pareja: Pareja): EstacionServida & { readonly cerrar: () => void } => {
  // Only this certificate is believed, whatever address the station has tonight.
  const agente = new Agent({ keepAlive: true, ca: [pareja.certificado], checkServerIdentity: () => undefined });
  const oyentes = new Set<(partes: readonly Parte[]) => void>();
  const avisar = (partes: readonly Parte[]): void => { if (partes.length > 0) oyentes.forEach((oyente) => oyente(partes)); };
  let cerrada = false;
  let reloj: NodeJS.Timeout | undefined;

  const abrir = (ruta: string, opciones: RequestOptions) => request(new URL(ruta, pareja.estacion), { ...opciones, agent: agente, headers: { authorization: `Puesto ${pareja.token}`, 'content-type': 'application/json' } });

  const escuchar = (primera: boolean): void => {
    let pendiente = '';
    const seguir = (): void => {
      if (!cerrada) reloj = setTimeout(escuchar, REINTENTO_MS, false);
      reloj?.unref();
    };
    const peticion = abrir(RUTA_AVISOS, { method: 'GET', timeout: SILENCIO_MS });
    peticion.on('timeout', () => peticion.destroy()).on('error', () => undefined).on('close', seguir).on('response', (r) => {
      if (r.statusCode !== 200) return void r.resume();
      // What changed meanwhile is not known: everything is read again.
      if (!primera) avisar(PARTES);
      r.setEncoding('utf8').on('error', () => undefined).on('data', (texto: string) => {
        const bloques = (pendiente + texto).split('\n\n');
        pendiente = bloques.pop() ?? '';
        for (const bloque of bloques) avisar(partesDe(bloque));
      });
    });
    peticion.end();
  };
  escuchar(true);

  return {
    despachar: (llamada) =>
      new Promise((resolve) => {
        const peticion = abrir(RUTA_LLAMAR, { method: 'POST', timeout: ESPERA_MS });
        peticion.on('timeout', () => peticion.destroy()).on('error', () => resolve(INALCANZABLE)).on('response', (r) => {
          leerTodo(r).then((texto) => resolve(JSON.parse(texto) as Result<unknown>)).catch(() => resolve(INALCANZABLE));
        });
        peticion.end(JSON.stringify(llamada));
      }),
    alCambiar: (oyente) => {
      oyentes.add(oyente);
      return () => oyentes.delete(oyente);
    },
    cerrar: () => {
      cerrada = true;
      clearTimeout(reloj);
      agente.destroy();
    },
  };
};
