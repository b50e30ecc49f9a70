import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { escribirRevocaciones } from '#central/ingesta/revocaciones.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearVigiaRevocadas } from './revocadas.ts';

let c: CentralDePrueba;
let carpeta: string;
let mirar: () => Promise<boolean>;
const archivo = (): string => path.join(carpeta, 'revocadas.json');
beforeEach(async () => {
  c = await crearCentralDePrueba();
  carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-vigia-'));
  mirar = crearVigiaRevocadas(archivo(), c.central);
});
afterEach(async () => {
  await c.cerrar();
  rmSync(carpeta, { recursive: true, force: true });
});

const escribir = (hora: string, ...revocadas: readonly string[]): void => writeFileSync(archivo(), escribirRevocaciones(c.opl, { paqueteSha: c.paqueteSha, hora, revocadas }));
const vigentes = async (): Promise<string[] | undefined> => (await c.central.estado()).revocaciones?.revocadas.map((r) => r.quien);

test('a list that appears, and one that takes its place, reach the central that runs', async () => {
  expect(await mirar()).toBe(false);
  escribir('2027-06-06T20:00:00Z', 'C1-A');
  expect([await mirar(), await mirar()]).toEqual([true, false]);
  escribir('2027-06-06T20:01:00Z', 'C1-A', 'C2-A');
  expect(await mirar()).toBe(true);
  expect(await vigentes()).toEqual(['C1-A', 'C2-A']);
});

test('a broken list is said once and the one before goes on; so it does when the file is gone', async () => {
  escribir('2027-06-06T20:00:00Z', 'C1-A');
  await mirar();
  writeFileSync(archivo(), '{"a medio escrib');
  await expect(mirar()).rejects.toMatchObject({ codigo: 'revocaciones_invalidas' });
  expect(await mirar()).toBe(false);
  rmSync(archivo());
  expect(await mirar()).toBe(false);
  expect(await vigentes()).toEqual(['C1-A']);
});
