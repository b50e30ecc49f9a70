import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describirFalla } from './fallas.ts';

const fallaDe = (accion: Promise<unknown>): Promise<unknown> => accion.then(() => null, (error: unknown) => error);

test('a path that cannot be used is told to the person, with its name, as an expected failure', async () => {
  const ruta = path.join(tmpdir(), 'no-existe', 'p.json');
  expect(describirFalla(await fallaDe(writeFile(ruta, '')))).toEqual({ texto: `No se puede usar ${ruta}: no existe.`, codigo: 2 });
  expect(describirFalla(await fallaDe(readFile(tmpdir()))).codigo).toBe(70);
});

test('a fault of ours shows its trace and another code', () => {
  expect(describirFalla(new Error('x'), 'traza-1')).toMatchObject({ codigo: 70, texto: expect.stringContaining('traza-1') });
});
