import { tmpdir } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { abrirServidorHttp } from '#electron/host/servidor-http.ts';
import { conectarPuerto, servirPuerto, type EstacionServida, type PuertoMensajes } from '#electron/host/transporte-puerto.ts';
import { RUTA_AVISOS, RUTA_LLAMAR } from '#shared/api/puente.ts';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { Result } from '#shared/errors/result.ts';

/** A road to a station, as a window has it; `cerrar` takes it away. */
export type CaminoDePrueba = EstacionServida & { readonly cerrar: () => Promise<void> };

const envolver = (puerto: MessagePort): PuertoMensajes => ({
  postMessage: (mensaje) => puerto.postMessage(mensaje),
  alRecibir: (recibir) => void puerto.on('message', recibir),
  alCerrar: (cerrar) => void puerto.on('close', cerrar),
});

const directo = (estacion: EstacionServida): Promise<CaminoDePrueba> => Promise.resolve({ ...estacion, cerrar: () => Promise.resolve() });

const porPuerto = (estacion: EstacionServida): Promise<CaminoDePrueba> => {
  const { port1, port2 } = new MessageChannel();
  servirPuerto(envolver(port1), estacion);
  const remota = conectarPuerto(envolver(port2));
  return Promise.resolve({
    ...remota,
    cerrar: () => {
      port1.close();
      return Promise.resolve();
    },
  });
};

/** Reads server-sent events until the connection ends. */
const oirAvisos = async (respuesta: Response, avisar: (partes: readonly Parte[]) => void): Promise<void> => {
  let resto = '';
  for await (const texto of respuesta.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const bloques = (resto + texto).split('\n\n');
    resto = bloques.pop() ?? '';
    for (const bloque of bloques) {
      const datos = /^event: cambio\ndata: (.*)$/m.exec(bloque)?.[1];
      if (datos !== undefined) avisar(JSON.parse(datos) as Parte[]);
    }
  }
};

const porHttp = async (estacion: EstacionServida): Promise<CaminoDePrueba> => {
  const servidor = await abrirServidorHttp({ estacion, paginas: tmpdir(), registro: { info: () => undefined, error: () => undefined } });
  const entrada = await fetch(servidor.entrada(), { redirect: 'manual' });
  const cookie = entrada.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const oyentes = new Set<(partes: readonly Parte[]) => void>();
  const avisos = await fetch(servidor.url + RUTA_AVISOS, { headers: { cookie } });
  const fin = oirAvisos(avisos, (partes) => oyentes.forEach((oir) => oir(partes)));
  return {
    despachar: async (llamada) => {
      const r = await fetch(servidor.url + RUTA_LLAMAR, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(llamada) });
      return (await r.json()) as Result<unknown>;
    },
    alCambiar: (oir) => {
      oyentes.add(oir);
      return () => oyentes.delete(oir);
    },
    cerrar: async () => {
      await servidor.cerrar();
      await fin;
    },
  };
};

/** The three roads to one same station. */
export const CAMINOS = [
  ['in process', directo],
  ['message port', porPuerto],
  ['HTTP', porHttp],
] as const;
