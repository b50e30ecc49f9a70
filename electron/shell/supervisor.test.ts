import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import type { Llamada } from '#shared/api/metodo.ts';
import { servirPuerto, type PuertoMensajes } from '#electron/host/transporte-puerto.ts';
import { MAXIMO_REINICIOS } from './politicas.ts';
import { crearSupervisor, type AvisoDeProceso, type FallaDeArranque, type Proceso } from './supervisor.ts';

const abiertos: MessagePort[] = [];
afterEach(() => {
  for (const p of abiertos.splice(0)) p.close();
});
const envolver = (puerto: MessagePort): PuertoMensajes => ({
  postMessage: (m) => puerto.postMessage(m),
  alRecibir: (fn) => void puerto.on('message', fn),
  alCerrar: (fn) => void puerto.on('close', fn),
});

/** A process made of a message channel, that the test ends when it likes. */
const crearProceso = (nombre: string) => {
  const { port1, port2 } = new MessageChannel();
  abiertos.push(port1, port2);
  let avisar: (a: AvisoDeProceso) => void = () => undefined;
  let terminar = (): void => undefined;
  servirPuerto(envolver(port1), { despachar: () => Promise.resolve({ ok: true, valor: nombre }), alCambiar: () => () => undefined });
  const proceso: Proceso = {
    puerto: envolver(port2),
    alAvisar: (fn) => (avisar = fn),
    alTerminar: (fn) => (terminar = fn),
    cerrar: () => {
      terminar();
      return Promise.resolve();
    },
  };
  return { proceso, listo: () => avisar({ clase: 'listo' }), fallar: (f: FallaDeArranque) => avisar({ clase: 'fallo', ...f }), morir: () => { port1.close(); terminar(); } };
};

const llamada: Llamada = { metodo: 'estacion.estado', entrada: {}, sesion: null, puesto: 'ventana' };
const preparar = () => {
  const procesos: ReturnType<typeof crearProceso>[] = [];
  const esperas: number[] = [];
  const rendido: FallaDeArranque[] = [];
  const supervisor = crearSupervisor({
    lanzar: () => {
      const p = crearProceso(`proceso ${procesos.length + 1}`);
      procesos.push(p);
      return p.proceso;
    },
    esperar: (ms) => Promise.resolve(void esperas.push(ms)),
    ahora: () => 0,
    alRendirse: (f) => rendido.push(f),
  });
  return { supervisor, procesos, esperas, rendido };
};

describe('supervisor of the services process', () => {
  test('calls wait for the start, and after an end for the next start; windows reload everything', async () => {
    const { supervisor, procesos, esperas } = preparar();
    const avisos: unknown[] = [];
    supervisor.alCambiar((partes) => avisos.push(partes));
    const primera = supervisor.despachar(llamada);
    procesos[0]?.listo();
    expect(await primera).toEqual({ ok: true, valor: 'proceso 1' });
    expect(avisos).toEqual([]);

    procesos[0]?.morir();
    const segunda = supervisor.despachar(llamada);
    await expect.poll(() => procesos.length).toBe(2);
    procesos[1]?.listo();
    expect(await segunda).toEqual({ ok: true, valor: 'proceso 2' });
    expect(esperas).toEqual([500]);
    expect(avisos).toEqual([expect.arrayContaining(['captura', 'sesion'])]);
  });

  test('a failure that repeating cannot mend is told once and not repeated', async () => {
    const { supervisor, procesos, rendido } = preparar();
    const llamando = supervisor.despachar(llamada);
    procesos[0]?.fallar({ codigo: 'base_mas_nueva', parametros: { version: 9 } });
    procesos[0]?.morir();
    expect(await llamando).toMatchObject({ ok: false, error: { codigo: 'interno' } });
    expect(rendido).toEqual([{ codigo: 'base_mas_nueva', parametros: { version: 9 } }]);
    expect(procesos).toHaveLength(1);
  });

  test('gives up after too many ends in a row', async () => {
    const { procesos, rendido, esperas } = preparar();
    for (let n = 0; n <= MAXIMO_REINICIOS; n++) {
      await expect.poll(() => procesos.length).toBe(n + 1);
      procesos[n]?.morir();
    }
    await expect.poll(() => rendido.length).toBe(1);
    expect(procesos).toHaveLength(MAXIMO_REINICIOS + 1);
    expect(esperas).toEqual([500, 1000, 2000, 4000, 8000, 16_000]);
  });

  test('closing ends it for good', async () => {
    const { supervisor, procesos } = preparar();
    procesos[0]?.listo();
    await supervisor.cerrar();
    expect(await supervisor.despachar(llamada)).toMatchObject({ ok: false, error: { codigo: 'interno' } });
    expect(procesos).toHaveLength(1);
  });
});
