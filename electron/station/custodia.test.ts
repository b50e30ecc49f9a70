import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { escribirPrivado } from './custodia.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-custodia-'));
afterAll(() => rmSync(carpeta, { recursive: true }));

test('a private file is written whole or not at all: one that cannot be written leaves the one that was there', async () => {
  const ruta = path.join(carpeta, 'llave.pem');
  await escribirPrivado(ruta, 'la primera');
  // A content that fails while it is written, as on a disk that fills up.
  await expect(escribirPrivado(ruta, 7 as never)).rejects.toThrow();
  expect(readFileSync(ruta, 'utf8')).toBe('la primera');
  await escribirPrivado(ruta, 'la segunda');
  expect(readFileSync(ruta, 'utf8')).toBe('la segunda');
  expect(readdirSync(carpeta)).toEqual(['llave.pem']);
  if (process.platform !== 'win32') expect(statSync(ruta).mode & 0o777).toBe(0o600);
});
