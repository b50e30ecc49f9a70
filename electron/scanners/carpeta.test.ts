import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
  await vi.waitFor(() => { expect(avisos).toBeGreaterThan(0); }, 20_000);
  callar();
  const hojas: Hoja[] = [];
  await propio.escanear((h) => Promise.resolve(void hojas.push(h)));
  expect(hojas).toHaveLength(1);
});

test('origin and digitisation are those of the folder', async () => {
  escaner = crearEscanerCarpeta({ id: 'movil', nombre: 'Fotos de casilla', carpeta, origen: 'CASILLA', digitalizacion: 'MOVIL', estableMs: 1000, ahora: () => ahora });
  dejar('foto.jpg');
  await escanear();
  ahora = 1000;
  const hojas: Hoja[] = [];
  await escaner.escanear((h) => Promise.resolve(void hojas.push(h)));
  expect(hojas).toMatchObject([{ origen: 'CASILLA', digitalizacion: 'MOVIL', hoja: null, fuente: 'foto.jpg' }]);
  expect(escaner).toMatchObject({ id: 'movil', nombre: 'Fotos de casilla', tipo: 'carpeta' });
});

test('a name that is not UTF-8 is taken too', async () => {
  writeFileSync(Buffer.concat([Buffer.from(`${carpeta}/a`), Buffer.from([0xf1]), Buffer.from('o.jpg')]), 'latino');
  await escanear();
  ahora = 1000;
  expect(await escanear()).toEqual(['año.jpg=latino']);
  expect(readdirSync(join(carpeta, 'procesadas'))).toEqual(['año.jpg']);
});

test('a file that grows between the look and the reading is left until it is still again', async () => {
  dejar('a.jpg', 'mit');
  dejar('b.jpg', 'b');
  await escanear();
  ahora = 1000;
  const tomadas: string[] = [];
  // While the first is being taken in, the second is written to.
  await escaner.escanear((h) => {
    tomadas.push(h.fuente);
    if (h.fuente === 'a.jpg') appendFileSync(join(carpeta, 'b.jpg'), 'bb');
    return Promise.resolve();
  });
  expect(tomadas).toEqual(['a.jpg']);
  ahora = 1999;
  expect(await escanear()).toEqual([]);
  ahora = 2000;
  expect(await escanear()).toEqual(['b.jpg=bbb']);
});

describe('a folder of others', () => {
  const ajena = () => crearEscanerCarpeta({ nombre: 'Red', carpeta, crear: false, estableMs: 30, revisarMs: 10 });

  test('that disappears is not made anew, says so, and works again when it comes back', async () => {
    const e = ajena();
    let avisos = 0;
    const callar = e.vigilar!(() => { avisos += 1; });
    rmSync(carpeta, { recursive: true });
    await expect(e.escanear(() => Promise.resolve())).rejects.toMatchObject({ codigo: 'escaner_desconectado', parametros: { escaner: 'Red' } });
    expect(await e.disponible?.()).toBe(false);
    expect(existsSync(carpeta)).toBe(false);
    mkdirSync(carpeta);
    dejar('a.jpg');
    await vi.waitFor(() => { expect(avisos).toBeGreaterThan(0); }, 20_000);
    callar();
    expect(await e.disponible?.()).toBe(true);
    const hojas: Hoja[] = [];
    await e.escanear((h) => Promise.resolve(void hojas.push(h)));
    expect(hojas).toHaveLength(1);
  });

  test('where nothing can be moved: a stored file is told once and not given again', async () => {
    escaner = crearEscanerCarpeta({ carpeta, estableMs: 1000, ahora: () => ahora });
    // Root may write anywhere: a file in the place of the folder stops everybody.
    dejar('procesadas', 'x');
    dejar('a.jpg');
    await escanear();
    ahora = 1000;
    const tomadas: string[] = [];
    const tomar = (h: Hoja): Promise<void> => Promise.resolve(void tomadas.push(h.fuente));
    await expect(escaner.escanear(tomar)).rejects.toMatchObject({ codigo: 'archivo_inaccesible', parametros: { archivo: 'a.jpg' } });
    rmSync(join(carpeta, 'procesadas'));
    await escaner.escanear(tomar);
    expect(tomadas.filter((n) => n === 'a.jpg')).toEqual(['a.jpg']);
    expect(readdirSync(join(carpeta, 'procesadas'))).toContain('a.jpg');
  });
});

test('cancelled between two files', async () => {
  for (const nombre of ['a.jpg', 'b.jpg']) dejar(nombre);
  await escanear();
  ahora = 1000;
  const control = new AbortController();
  await expect(escaner.escanear(async () => { await Promise.resolve(); control.abort(); }, control.signal)).rejects.toMatchObject({ codigo: 'escaner_cancelado' });
  expect(existsSync(join(carpeta, 'b.jpg'))).toBe(true);
});
