import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { leerTexto } from '#electron/paquete/archivo-llave.ts';
import { describirFalla, deSistema } from './fallas.ts';

const fallaDe = (accion: Promise<unknown>): Promise<unknown> => accion.then(() => null, (error: unknown) => error);

test('a path that cannot be used is told to the person, with its name, as an expected failure', async () => {
  const ruta = path.join(tmpdir(), 'no-existe', 'p.json');
  expect(describirFalla(await fallaDe(writeFile(ruta, '')))).toEqual({ texto: `No se puede usar ${ruta}: no existe.`, codigo: 2 });
  expect(describirFalla(await fallaDe(readFile(tmpdir()))).codigo).toBe(70);
});

test('what fails once it is open is told by the name that the person gave, and a port by its own', async () => {
  const deCarpeta = await fallaDe(readFile(tmpdir()));
  expect(deSistema(deCarpeta, 'x')).toMatchObject({ codigo: 'archivo_inaccesible', parametros: { archivo: 'x', detalle: 'es una carpeta' } });
  await expect(leerTexto(tmpdir())).rejects.toSatisfy((error: unknown) => describirFalla(error).codigo === 2);
  const [uno, otro] = [createServer(), createServer()];
  await new Promise<void>((listo) => { uno.listen(0, '127.0.0.1', listo); });
  const ocupado = new Promise((resolve) => { otro.on('error', resolve); });
  otro.listen((uno.address() as AddressInfo).port, '127.0.0.1');
  expect(describirFalla(await ocupado)).toMatchObject({ codigo: 2, texto: expect.stringContaining('ya lo usa otro programa') });
  uno.close();
});

test('a fault of ours shows its trace and another code', () => {
  expect(describirFalla(new Error('x'), 'traza-1')).toMatchObject({ codigo: 70, texto: expect.stringContaining('traza-1') });
});
