import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { programaFalso } from '#tests/sane-de-prueba.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearBandejaTemporal } from './bandeja-temporal.ts';
import { expandirArgumento } from './comando-argumentos.ts';
import { crearEscanerComando, type OpcionesComando } from './comando.ts';
import type { Hoja } from './escaner.ts';
import { argumentosNaps2, leerDispositivosNaps2, opcionesNaps2, programaNaps2 } from './naps2.ts';
import { escanerConfiguradoSchema, perfilPorDefecto, type ConfiguracionDe } from './perfil.ts';

let carpeta: string;
beforeEach(() => { carpeta = mkdtempSync(join(tmpdir(), 'acopio-comando-')); });
afterEach(() => rmSync(carpeta, { recursive: true, force: true }));

const JPEG = 'Buffer.from([255, 216, 1, 2, 255, 217])';
const INICIO = `const fs = require('fs'), path = require('path'); const [salida] = process.argv.slice(2); const hoja = (n, b = ${JPEG}) => fs.writeFileSync(path.join(salida, n), b);`;

const opciones = (codigo: string, otras: Partial<OpcionesComando> = {}): OpcionesComando => ({
  id: 'prog', nombre: 'Programa', programa: programaFalso(carpeta, 'programa.cjs', `${INICIO}\n${codigo}`), argumentos: ['{carpeta}'], salida: 'carpeta', orden: 'nombre', codigos: {}, mensajes: [],
  perfil: perfilPorDefecto, bandeja: crearBandejaTemporal(join(carpeta, 'escaneo')), limiteMs: 30_000, ...otras,
});
const escanear = async (o: OpcionesComando, cancelar?: AbortSignal): Promise<{ hojas: Hoja[]; falla: unknown }> => {
  const hojas: Hoja[] = [];
  const falla: unknown = await crearEscanerComando(o).escanear((h) => Promise.resolve(void hojas.push(h)), cancelar).then(() => null, (e: unknown) => (e instanceof AppError ? { codigo: e.codigo, ...e.parametros } : e));
  return { hojas, falla };
};
const restos = (): string[] => (existsSync(join(carpeta, 'escaneo', 'prog')) ? readdirSync(join(carpeta, 'escaneo', 'prog')) : []);

test('its pages are handed over in the order of their names, numbered, and nothing is left', async () => {
  const { hojas, falla } = await escanear(opciones("for (const n of [2, 10, 1]) hoja(`p${n}.jpg`, Buffer.from([255, 216, n, 255, 217]))"));
  expect(falla).toBeNull();
  expect(hojas.map((h) => [h.hoja, h.bytes[2], h.fuente])).toEqual([[1, 1, 'Programa, hoja 1'], [2, 2, 'Programa, hoja 2'], [3, 10, 'Programa, hoja 3']]);
  expect(restos()).toEqual([]);
});

test('a page is handed over as soon as it is whole, while the program goes on; one that is half written waits', async () => {
  // The program writes the rest of its second page only when the first has been taken out of its folder.
  const o = opciones(`hoja('a.jpg'); hoja('b.jpg', Buffer.from([255, 216, 7]));
    const espera = setInterval(() => { if (fs.existsSync(path.join(salida, 'a.jpg'))) return; clearInterval(espera); fs.appendFileSync(path.join(salida, 'b.jpg'), Buffer.from([255, 217])); }, 5)`);
  const { hojas, falla } = await escanear(o);
  expect(falla).toBeNull();
  expect(hojas.map((h) => [...h.bytes])).toEqual([[255, 216, 1, 2, 255, 217], [255, 216, 7, 255, 217]]);
});

test('one page on its output', async () => {
  const { hojas, falla } = await escanear(opciones(`process.stdout.write(${JPEG})`, { salida: 'stdout' }));
  expect(falla).toBeNull();
  expect(hojas.map((h) => [...h.bytes])).toEqual([[255, 216, 1, 2, 255, 217]]);
});

test.each([
  ['exit codes', 'process.exit(4)', { codigos: { 4: 'escaner_atasco' } }, { codigo: 'escaner_atasco', hoja: 1 }],
  ['words, though it exits with 0', "console.log('ERROR: Cover Open')", { mensajes: [{ contiene: 'cover open', codigo: 'escaner_tapa' }] }, { codigo: 'escaner_tapa' }],
  ['an unknown failure, in its own words', "console.error('no toner'); process.exit(9)", {}, { codigo: 'escaner_respuesta', detalle: 'no toner' }],
  ['nothing at all', '', {}, { codigo: 'escaner_sin_papel' }],
  ['a jam after two pages', "hoja('1.jpg'); hoja('2.jpg'); process.exit(4)", { codigos: { 4: 'escaner_atasco' } }, { codigo: 'escaner_atasco', hoja: 3 }],
  ['a page that is cut', "hoja('1.jpg'); hoja('2.jpg', Buffer.from([255, 216, 9]))", {}, { codigo: 'escaner_pagina_incompleta', hoja: 2 }],
  ['an empty feeder after a page is a good end', "hoja('1.jpg'); process.exit(7)", { codigos: { 7: 'escaner_sin_papel' } }, null],
  ['death by a signal', "hoja('1.jpg'); process.kill(process.pid, 'SIGKILL')", {}, { codigo: 'escaner_respuesta', detalle: 'lo detuvo la señal SIGKILL', hoja: 2 }],
  ['a hang', 'setInterval(() => {}, 1000)', { limiteMs: 300 }, { codigo: 'escaner_desconectado', escaner: 'Programa' }],
  ['a missing program', '', { programa: 'no-hay-tal-programa' }, { codigo: 'escaner_programa', programa: 'no-hay-tal-programa' }],
] as const)('%s', async (_, codigo, otras, espera) => {
  expect((await escanear(opciones(codigo, otras as Partial<OpcionesComando>))).falla).toEqual(espera);
  expect(restos()).toEqual([]);
});

test('cancelled: the pages that are whole are kept', async () => {
  const control = new AbortController();
  const hojas: Hoja[] = [];
  const o = opciones("hoja('1.jpg'); setInterval(() => {}, 1000)");
  const falla: unknown = await crearEscanerComando(o).escanear((h) => {
    hojas.push(h);
    control.abort();
    return Promise.resolve();
  }, control.signal).catch((e: unknown) => e);
  expect(falla).toMatchObject({ codigo: 'escaner_cancelado' });
  expect(hojas).toHaveLength(1);
});

test('arguments take the values of the profile, in the words of the program', () => {
  const perfil = { ...perfilPorDefecto, resolucion: 200, color: 'gris' as const };
  const en = (a: string): string => expandirArgumento(a, perfil, '/c d');
  expect(en('--out={carpeta}/p%d.{formato}')).toBe('--out=/c d/p%d.jpeg');
  expect([en('{resolucion}'), en('{color}'), en('{color:24bit|gray8}'), en('{fuente:feeder|glass}'), en('{duplex:yes|}'), en('{ancho}x{alto}')]).toEqual(['200', 'gris', 'gray8', 'feeder', '', '215.9x279.4']);
  const base = { id: 'x', tipo: 'comando', programa: 'p' };
  expect(escanerConfiguradoSchema.safeParse({ ...base, argumentos: ['{resolucion}', '{color:a|b}', '{0}', '{}'] }).success).toBe(true);
  for (const mala of ['{dpi}', '{color:a}', '{carpeta:a|b}']) expect(escanerConfiguradoSchema.safeParse({ ...base, argumentos: [mala] }).success).toBe(false);
});

describe('NAPS2', () => {
  const config: ConfiguracionDe<'naps2'> = { id: 'n', tipo: 'naps2', programa: 'naps2.console', driver: 'twain', dispositivo: 'fi-7600', perfil: perfilPorDefecto, limiteSegundos: 120 };
  /** A console that prints and leaves what was recorded. */
  const consola = (impreso: string, paginas: number, salida = 0): OpcionesComando => {
    const programa = programaFalso(carpeta, 'naps2.cjs', `const fs = require('fs'); const o = process.argv[process.argv.indexOf('-o') + 1];
      for (let i = 1; i <= ${paginas}; i++) fs.writeFileSync(o.replace('$(nnnn)', String(i).padStart(4, '0')), ${JPEG}); process.stdout.write(${JSON.stringify(impreso)}); process.exitCode = ${salida};`);
    return opcionesNaps2({ ...config, programa }, { nombre: 'fi', bandeja: crearBandejaTemporal(join(carpeta, 'escaneo')), limiteMs: 30_000 });
  };

  test('arguments for the feeder, the glass and both sides', () => {
    expect(argumentosNaps2(config).join(' ')).toBe('-o {carpeta}/hoja$(nnnn).jpg --noprofile --driver twain --device fi-7600 --source feeder --pagesize 215.9x279.4mm --dpi 300 --bitdepth color --jpegquality 90 -v');
    const otro = argumentosNaps2({ ...config, perfil: { ...perfilPorDefecto, duplex: true, color: 'gris', formato: 'tiff', opciones: { '--deskew': '', '--rotate': '180' } } }).join(' ');
    expect(otro).toContain('--source duplex');
    expect(otro).toContain('hoja$(nnnn).tiff');
    expect(otro).toContain('--bitdepth gray --jpegquality 90 --split --deskew --rotate 180 -v');
    expect(argumentosNaps2({ ...config, perfil: { ...perfilPorDefecto, fuente: 'cama' } })).toContain('glass');
  });

  test('a good run', async () => {
    const impreso = 'Beginning scan...\r\nStarting scan 1 of 1...\r\nScanned page 1.\r\nScanned page 2.\r\n2 page(s) scanned.\r\nExporting...\r\nExporting image 1 of 2...\r\nFinished saving images to C:\\x\r\n';
    const { hojas, falla } = await escanear(consola(impreso, 2));
    expect(falla).toBeNull();
    expect(hojas.map((h) => h.hoja)).toEqual([1, 2]);
  });

  test.each([
    ['Beginning scan...\nStarting scan 1 of 1...\nThe scanner has a paper jam.\n0 page(s) scanned.\nNo scanned pages to export.\n', 0, 1, { codigo: 'escaner_atasco', hoja: 1 }],
    ['Beginning scan...\nScanned page 1.\nScanned page 2.\nEl escáner tiene un papel atascado.\n2 page(s) scanned.\n', 2, 1, { codigo: 'escaner_atasco', hoja: 3 }],
    ['Beginning scan...\nNo pages are in the feeder.\nNo scanned pages to export.\n', 0, 1, { codigo: 'escaner_sin_papel' }],
    ['No se ha encontrado el escáner seleccionado.\n', 0, 1, { codigo: 'escaner_desconectado', escaner: 'fi' }],
    ["The scanner's cover is open.\n", 0, 0, { codigo: 'escaner_tapa' }],
    ['Scanned page 1.\nScanned page 2.\nScanned page 3.\nAn unexpected error occurred.\nOut of memory\n', 0, 1, { codigo: 'escaner_respuesta', detalle: 'Out of memory', hoja: 1 }],
    ['Scanned page 1.\nScanned page 2.\nScanned page 3.\n', 2, 0, { codigo: 'escaner_pagina_incompleta', hoja: 3 }],
  ])('%j with %i pages', async (impreso, paginas, salida, espera) => {
    expect((await escanear(consola(impreso, paginas, salida))).falla).toEqual(espera);
  });

  test('the list of devices', () => {
    expect(leerDispositivosNaps2('PaperStream IP fi-7600\r\nWIA-HP ScanJet Pro 3000\r\n\r\n')).toEqual(['PaperStream IP fi-7600', 'WIA-HP ScanJet Pro 3000']);
    expect(leerDispositivosNaps2('The driver option was not valid. Possible values: wia,twain,escl\n')).toEqual([]);
    expect(programaNaps2({ ProgramFiles: '/no/hay' })).toBe('naps2.console');
  });
});
