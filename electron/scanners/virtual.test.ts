import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { Hoja } from './escaner.ts';
import { crearEscanerVirtual, type EscanerVirtual, type OpcionesVirtual, type PaginaVirtual, type RelojAlimentador } from './virtual.ts';

const pagina = (texto: string): PaginaVirtual => () => ({ bytes: Buffer.from(texto), fuente: `${texto}.jpg` });
const paginas = (...textos: readonly string[]): PaginaVirtual[] => textos.map(pagina);
/** Time that passes when somebody waits for it. */
const relojDe = (): RelojAlimentador & { adelantar: (ms: number) => void } => {
  let ms = 0;
  return { ahora: () => ms, adelantar: (mas) => { ms += mas; }, esperar: (espera) => { ms += espera; return Promise.resolve(); } };
};
const crear = (textos: readonly string[], opciones: OpcionesVirtual = {}): EscanerVirtual => crearEscanerVirtual({ paginas: paginas(...textos), reloj: relojDe(), ...opciones });

/** What came, as «number:text», and how it ended. */
const escanear = async (escaner: EscanerVirtual, cancelar?: AbortSignal): Promise<{ hojas: string[]; fin: string }> => {
  const hojas: string[] = [];
  const anotar = (h: Hoja): Promise<void> => Promise.resolve(void hojas.push(`${h.hoja ?? ''}:${Buffer.from(h.bytes).toString()}`));
  const fin = await escaner.escanear(anotar, cancelar).then(() => 'bien', (e: unknown) => (e instanceof AppError ? `${e.codigo} ${e.parametros['hoja'] ?? ''}` : String(e)));
  return { hojas, fin };
};

test('sheets are numbered within their tanda, from one', async () => {
  const escaner = crear(['a', 'b']);
  expect(await escanear(escaner)).toEqual({ hojas: ['1:a', '2:b'], fin: 'bien' });
  escaner.cargar(paginas('c'));
  expect(await escanear(escaner)).toEqual({ hojas: ['1:c'], fin: 'bien' });
  expect(escaner.hojas()).toBe(0);
});

test('a jam, a double feed, an open cover, a page cut short: which sheet it was, and the rest waits in the tray', async () => {
  for (const [tipo, codigo] of [['atasco', 'escaner_atasco'], ['doble', 'escaner_doble_alimentacion'], ['tapa', 'escaner_tapa'], ['incompleta', 'escaner_pagina_incompleta']] as const) {
    const escaner = crear(['a', 'b', 'c', 'd'], { fallas: [{ tipo, hoja: 3 }] });
    expect(await escanear(escaner)).toEqual({ hojas: ['1:a', '2:b'], fin: `${codigo} 3` });
    expect(escaner.hojas()).toBe(2);
    expect(await escanear(escaner)).toEqual({ hojas: ['1:c', '2:d'], fin: 'bien' });
  }
});

test('a cable that comes out: the scanner is not there until it is plugged in again', async () => {
  const escaner = crear(['a', 'b'], { fallas: [{ tipo: 'desconexion', hoja: 2 }] });
  expect(await escaner.disponible!()).toBe(true);
  expect(await escanear(escaner)).toEqual({ hojas: ['1:a'], fin: 'escaner_desconectado 2' });
  expect(await escaner.disponible!()).toBe(false);
  expect((await escanear(escaner)).fin).toBe('escaner_desconectado 1');
  escaner.reconectar();
  expect(await escanear(escaner)).toEqual({ hojas: ['1:b'], fin: 'bien' });
});

test('a sheet between two others is one more', async () => {
  const escaner = crear(['a', 'b'], { fallas: [{ tipo: 'de_mas', hoja: 2, pagina: pagina('blanca') }] });
  expect(await escanear(escaner)).toEqual({ hojas: ['1:a', '2:blanca', '3:b'], fin: 'bien' });
});

test('feeds at its speed, a slow sheet apart', async () => {
  const reloj = relojDe();
  const escaner = crear(['a', 'b', 'c', 'd'], { hojasPorMinuto: 100, reloj, fallas: [{ tipo: 'lenta', hoja: 2, ms: 5000 }] });
  await escanear(escaner);
  expect(reloj.ahora()).toBe(4 * 600 + 5000);
  expect(escaner.detenidoMs()).toBe(0);
});

test('reads one sheet while the one before is being taken, and no more', async () => {
  const leidas: string[] = [];
  const escaner = crearEscanerVirtual({ paginas: ['a', 'b', 'c'].map((t) => () => { leidas.push(t); return { bytes: Buffer.from(t), fuente: t }; }) });
  let soltar = (): void => undefined;
  const tomadas: string[] = [];
  const fin = escaner.escanear((h) => { tomadas.push(h.fuente); return new Promise((r) => { soltar = r; }); });
  await new Promise(setImmediate);
  expect([leidas, tomadas, escaner.hojas()]).toEqual([['a', 'b'], ['a'], 3]);
  soltar();
  await new Promise(setImmediate);
  expect([leidas, tomadas, escaner.hojas()]).toEqual([['a', 'b', 'c'], ['a', 'b'], 2]);
  soltar();
  await new Promise(setImmediate);
  soltar();
  await fin;
  expect(escaner.hojas()).toBe(0);
});

test('stands still while a sheet is not taken, and tells how long', async () => {
  const reloj = relojDe();
  const escaner = crear(['a', 'b', 'c'], { hojasPorMinuto: 100, reloj });
  await escaner.escanear(async () => {
    await new Promise(setImmediate);
    reloj.adelantar(1000);
  });
  // «b» was ready at 1,200 ms and taken at 2,200 because «a» took a second; the same for «c». The last keeps nobody waiting.
  expect(escaner.detenidoMs()).toBe(2000);
});

test('a sheet that cannot be stored ends the scan with its reason, and stays with those behind it', async () => {
  const escaner = crear(['a', 'b', 'c']);
  const hojas: string[] = [];
  await expect(escaner.escanear((h) => (h.hoja === 2 ? Promise.reject(new Error('disco lleno')) : Promise.resolve(void hojas.push(h.fuente))))).rejects.toThrow('disco lleno');
  expect([hojas, escaner.hojas()]).toEqual([['a.jpg'], 2]);
  expect(await escanear(escaner)).toEqual({ hojas: ['1:b', '2:c'], fin: 'bien' });
});

test('cancelled before, between and while a sheet is being read', async () => {
  const antes = crear(['a']);
  expect(await escanear(antes, AbortSignal.abort())).toEqual({ hojas: [], fin: 'escaner_cancelado 1' });
  const control = new AbortController();
  const reloj = relojDe();
  const escaner = crear(['a', 'b', 'c'], { hojasPorMinuto: 60, reloj: { ...reloj, esperar: async (ms) => { await reloj.esperar(ms); if (reloj.ahora() >= 2000) control.abort(); } } });
  expect(await escanear(escaner, control.signal)).toEqual({ hojas: ['1:a'], fin: 'escaner_cancelado 2' });
  expect(escaner.hojas()).toBe(2);
});

test('is busy while it scans', async () => {
  const escaner = crear(['a']);
  let soltar = (): void => undefined;
  const fin = escaner.escanear(() => new Promise((r) => { soltar = r; }));
  await new Promise(setImmediate);
  expect((await escanear(escaner)).fin).toBe('escaner_ocupado ');
  soltar();
  await fin;
});
