import { expect, test } from 'vitest';
import type { Llamada } from '#shared/api/metodo.ts';
import { caminoPuente } from './caminos.ts';
import { nombrePuesto } from './puesto.ts';

const LLAMADA: Llamada = { metodo: 'estacion.estado', entrada: {}, sesion: null, puesto: 'p' };

test('a bridge that breaks is an error like any other, never an exception', async () => {
  const camino = caminoPuente({ llamar: () => Promise.reject(new Error('gone')), alCambiar: () => () => undefined, alLeer: () => () => undefined });
  expect(await camino.llamar(LLAMADA)).toEqual({ ok: false, error: { codigo: 'estacion_inalcanzable', parametros: {} } });
});

test('the name of the window: what the address says, else one of its own that stays', () => {
  const guardado = new Map<string, string>();
  const memoria = { getItem: (k: string) => guardado.get(k) ?? null, setItem: (k: string, v: string) => void guardado.set(k, v) };
  const propio = nombrePuesto('', memoria);
  expect(propio).toMatch(/^puesto-[0-9a-f]{6}$/);
  expect(nombrePuesto('', memoria)).toBe(propio);
  expect(nombrePuesto('?puesto=captura-3', memoria)).toBe('captura-3');
  expect(nombrePuesto('?puesto=%3Cscript%3E', memoria)).toMatch(/^puesto-/);
});
