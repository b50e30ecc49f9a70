// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import type { Respuesta } from '#shared/api/metodo.ts';
import { reiniciarAlmacenes } from '#renderer/api/almacen.ts';
import { conectar } from '#renderer/api/conexion.ts';
import { cargarImagen, useImagenes } from './imagen-store.ts';
import { pedirMiniatura, useMiniaturas } from './miniatura-store.ts';

const CERRADA: Respuesta = { ok: false, error: { codigo: 'sesion_requerida', parametros: {} } };
const FOTO: Respuesta = { ok: true, valor: { tipo: 'image/png', base64: 'iVBORw==' } };
let responder: ((r: Respuesta) => void)[] = [];
beforeEach(() => {
  responder = [];
  reiniciarAlmacenes();
  const nada = () => () => undefined;
  conectar({ llamar: () => new Promise((listo) => responder.push(listo)), alCambiar: nada, alLeer: nada, alConectar: nada }, 'puesto-1');
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }));
});
const vistas = () => useImagenes.getState().vistas;

test('who asks for a picture that is on its way waits for it', async () => {
  const una = cargarImagen('a');
  let lista = false;
  const otra = cargarImagen('a').then(() => { lista = true; });
  await Promise.resolve();
  expect([responder.length, lista]).toEqual([1, false]);
  responder[0]?.(FOTO);
  await Promise.all([una, otra]);
  expect(vistas()['a']?.url).toBe('blob:x');
});

test('what comes after its person left is not kept for the next, who is given their own', async () => {
  const primera = cargarImagen('a');
  pedirMiniatura('b');
  reiniciarAlmacenes();
  const segunda = cargarImagen('a');
  for (const contestar of responder.slice(0, 2)) contestar(CERRADA);
  await primera;
  expect([vistas(), useMiniaturas.getState().urls]).toEqual([{}, {}]);
  responder[2]?.(FOTO);
  await segunda;
  expect(vistas()['a']?.url).toBe('blob:x');
});
