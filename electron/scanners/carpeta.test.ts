import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crearEscanerCarpeta } from './carpeta.ts';
import type { Escaner, Hoja } from './escaner.ts';

let carpeta: string;
let ahora: number;
let escaner: Escaner;
beforeEach(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-carpeta-'));
  ahora = 0;
  escaner = crearEscanerCarpeta({ carpeta, estableMs: 1000, ahora: () => ahora });
});
afterEach(() => rmSync(carpeta, { recursive: true, force: true }));

const dejar = (nombre: string, texto = nombre): void => writeFileSync(join(carpeta, nombre), texto);
const escanear = async (): Promise<string[]> => {
  const hojas: Hoja[] = [];
  await escaner.escanear((h) => Promise.resolve(void hojas.push(h)));
  return hojas.map((h) => `${h.fuente}=${Buffer.from(h.bytes).toString()}`);
};

test('a file is taken once it has been still, in the order of the names, and only once', async () => {
  dejar('hoja10.jpg');
  dejar('hoja2.jpg');
  expect(await escanear()).toEqual([]);
  ahora = 999;
  expect(await escanear()).toEqual([]);
  ahora = 1000;
  expect(await escanear()).toEqual(['hoja2.jpg=hoja2.jpg', 'hoja10.jpg=hoja10.jpg']);
  ahora = 5000;
  expect(await escanear()).toEqual([]);
  expect(readdirSync(join(carpeta, 'procesadas')).sort()).toEqual(['hoja10.jpg', 'hoja2.jpg']);
});

test('one that is still being written is left alone until it stops', async () => {
  dejar('a.jpg', 'mit');
  await escanear();
  ahora = 900;
  appendFileSync(join(carpeta, 'a.jpg'), 'ad');
  expect(await escanear()).toEqual([]);
  ahora = 1500;
  // Same size, another date: written over.
  utimesSync(join(carpeta, 'a.jpg'), 1, 1);
  expect(await escanear()).toEqual([]);
  ahora = 2500;
  expect(await escanear()).toEqual(['a.jpg=mitad']);
});

test('a file that cannot be taken in does not keep the others waiting', async () => {
  for (const nombre of ['a.jpg', 'b.jpg', 'c.jpg']) dejar(nombre);
  await escanear();
  ahora = 1000;
  const tomadas: string[] = [];
  const unaMala = (h: Hoja): Promise<void> => (h.fuente === 'a.jpg' ? Promise.reject(new Error('mala')) : Promise.resolve(void tomadas.push(h.fuente)));
  await expect(escaner.escanear(unaMala)).rejects.toThrow('mala');
  expect(tomadas).toEqual(['b.jpg', 'c.jpg']);
  expect(existsSync(join(carpeta, 'a.jpg'))).toBe(true);
});

test('a name as long as a name can be, twice', async () => {
  const nombre = `${'ñ'.repeat(125)}a.jpg`;
  for (const texto of ['uno', 'dos']) {
    dejar(nombre, texto);
    await escanear();
    ahora += 1000;
    expect(await escanear()).toEqual([`${nombre}=${texto}`]);
  }
  expect(readdirSync(join(carpeta, 'procesadas'))).toHaveLength(2);
});

test('an empty file waits for its program, and in the end is given for what it is', async () => {
  dejar('vacia.jpg', '');
  await escanear();
  ahora = 29_000;
  expect(await escanear()).toEqual([]);
  ahora = 31_000;
  expect(await escanear()).toEqual(['vacia.jpg=']);
});

test('empty files, temporary names and folders are no sheets', async () => {
  dejar('vacia.jpg', '');
  for (const nombre of ['.oculto.jpg', '~x.jpg', 'a.jpg.tmp', 'b.part']) dejar(nombre);
  await escanear();
  ahora = 9000;
  expect(await escanear()).toEqual([]);
});

test('what could not be stored stays, and comes again', async () => {
  dejar('a.jpg');
  await escanear();
  ahora = 1000;
  await expect(escaner.escanear(() => Promise.reject(new Error('disco lleno')))).rejects.toThrow('disco lleno');
  expect(existsSync(join(carpeta, 'a.jpg'))).toBe(true);
  expect(await escanear()).toEqual(['a.jpg=a.jpg']);
});

test('two files of the same name are both kept', async () => {
  for (const texto of ['uno', 'dos']) {
    dejar('a.jpg', texto);
    await escanear();
    ahora += 1000;
    await escanear();
  }
  expect(readdirSync(join(carpeta, 'procesadas')).sort()).toEqual(['a (2).jpg', 'a.jpg']);
});

test('says by itself when a whole file has come, and stops when told', async () => {
  const propio = crearEscanerCarpeta({ carpeta, estableMs: 30, revisarMs: 10 });
  let avisos = 0;
  const callar = propio.vigilar!(() => { avisos += 1; });
  dejar('a.jpg');
  await vi.waitFor(() => { expect(avisos).toBeGreaterThan(0); });
  callar();
  const hojas: Hoja[] = [];
  await propio.escanear((h) => Promise.resolve(void hojas.push(h)));
  expect(hojas).toHaveLength(1);
});
