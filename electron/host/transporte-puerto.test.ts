import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { Llamada } from '#shared/api/metodo.ts';
import type { Result } from '#shared/errors/result.ts';
import { conectarPuerto, servirPuerto, type PuertoMensajes } from './transporte-puerto.ts';

const envolver = (puerto: MessagePort): PuertoMensajes => ({
  postMessage: (m) => puerto.postMessage(m),
  alRecibir: (fn) => void puerto.on('message', fn),
  alCerrar: (fn) => void puerto.on('close', fn),
});
const llamada = (entrada: unknown): Llamada => ({ metodo: 'estacion.estado', entrada, sesion: null, puesto: 'prueba' });

describe('a station at the other end of a port', () => {
  const canal = new MessageChannel();
  afterEach(() => canal.port1.close());

  test('answers each call with its own answer, tells of changes, and a closed road is an error and not a rejection', async () => {
    const oyentes = new Set<(partes: readonly Parte[]) => void>();
    const respuestas: ((r: Result<unknown>) => void)[] = [];
    servirPuerto(envolver(canal.port1), {
      despachar: () => new Promise((resolve) => respuestas.push(resolve)),
      alCambiar: (fn) => {
        oyentes.add(fn);
        return () => oyentes.delete(fn);
      },
    });
    const ventana = conectarPuerto(envolver(canal.port2));
    const aviso = new Promise<readonly Parte[]>((resolve) => ventana.alCambiar(resolve));

    const a = ventana.despachar(llamada('a'));
    const b = ventana.despachar(llamada('b'));
    await expect.poll(() => respuestas.length).toBe(2);
    respuestas[1]?.({ ok: true, valor: 'segunda' });
    respuestas[0]?.({ ok: true, valor: 'primera' });
    expect(await Promise.all([a, b])).toEqual([{ ok: true, valor: 'primera' }, { ok: true, valor: 'segunda' }]);

    for (const avisar of oyentes) avisar(['captura', 'acopio']);
    expect(await aviso).toEqual(['captura', 'acopio']);

    const perdida = ventana.despachar(llamada('c'));
    canal.port1.close();
    expect(await perdida).toMatchObject({ ok: false, error: { codigo: 'interno', traza: expect.any(String) as string } });
    expect(await ventana.despachar(llamada('d'))).toMatchObject({ ok: false, error: { codigo: 'interno' } });
    expect(oyentes.size).toBe(0);
  });
});
