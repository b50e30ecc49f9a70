import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { FORMATOS_CSV } from '#shared/domain/paquete.ts';
import type { ResultadoVerificacion } from '#shared/prep-csv/verificar.ts';
import { CAMP21, hayDatos, QROO19, QROO19_CANDIDATURAS, QROO19_ZIP, SON21 } from '#tests/datos.ts';
import { ejecutarVerificar } from './comando-prep.ts';
import { leerArchivoCandidaturas, leerArchivoPrep, leerConCandidaturas, leerUnaEleccion } from './leer-archivo.ts';
import { archivoDePrueba } from '#tests/muestra-prep.ts';
import { verificarArchivo } from './verificar-archivo.ts';

let carpeta = '';
beforeAll(async () => { carpeta = await mkdtemp(join(tmpdir(), 'acopio-prep-')); });
afterAll(() => rm(carpeta, { recursive: true }));

let numero = 0;
const guardar = async (contenido: string | Buffer): Promise<string> => {
  const ruta = join(carpeta, `${numero++}.csv`);
  await writeFile(ruta, contenido);
  return ruta;
};
const comprimir = async (archivos: Readonly<Record<string, Buffer>>): Promise<string> => {
  const zip = new ZipFile();
  for (const [nombre, bytes] of Object.entries(archivos)) zip.addBuffer(bytes, nombre);
  zip.end();
  const ruta = join(carpeta, `${numero++}.zip`);
  await pipeline(zip.outputStream, createWriteStream(ruta));
  return ruta;
};
const verificar = async (texto: string, opciones: Parameters<typeof verificarArchivo>[1] = {}): Promise<ResultadoVerificacion> => {
  const [unico] = await verificarArchivo(await guardar(texto), opciones);
  if (unico === undefined) throw new Error('sin resultado');
  return unico.resultado;
};
const correr = async (ruta: string, json = false): Promise<{ codigo: number; salida: string; error: string }> => {
  const texto = { salida: '', error: '' };
  const codigo = await ejecutarVerificar(ruta, { json }, { escribir: (t) => { texto.salida += t; }, error: (t) => { texto.error += t; } });
  return { codigo, ...texto };
};
const totales = (r: ResultadoVerificacion): Record<string, number> => Object.fromEntries(Object.entries(r.diferencias).map(([clase, m]) => [clase, m.total]));

const TEXTO = archivoDePrueba({ filas: 400, formato: '2024' });
const LINEAS = TEXTO.split('\r\n');
const NOMBRES = (LINEAS[6] ?? '').split(',');
const PRIMERA = 7;

/** Changes cells of the first row that the condition takes. Rows of the second district on have no quoted commas. */
const cambiar = (condicion: (celda: (nombre: string) => string) => boolean, cambios: Readonly<Record<string, string>>): string => {
  const lineas = [...LINEAS];
  const i = lineas.findIndex((linea, n) => n >= PRIMERA + 64 && condicion((nombre) => linea.split(',')[NOMBRES.indexOf(nombre)] ?? ''));
  if (i < 0) throw new Error('ningún renglón cumple');
  const celdas = (lineas[i] ?? '').split(',');
  for (const [nombre, valor] of Object.entries(cambios)) celdas[NOMBRES.indexOf(nombre)] = valor;
  lineas[i] = celdas.join(',');
  return lineas.join('\r\n');
};
const contada = (c: (nombre: string) => string): boolean => c('CONTABILIZADA') === '1' && c('OBSERVACIONES') === '';
const cambiarCifra = (lugar: number, valor: string): string => {
  const cifras = (LINEAS[4] ?? '').split(',');
  cifras[lugar] = valor;
  return [...LINEAS.slice(0, 4), cifras.join(','), ...LINEAS.slice(5)].join('\r\n');
};

describe('a file that agrees', () => {
  test.each(FORMATOS_CSV)('layout %s, with every kind of row', async (formato) => {
    const r = await verificar(archivoDePrueba({ filas: 1500, formato, semilla: 7 }));
    expect(r).toMatchObject({ concuerda: true, participacion: 'ultimo_corte', diferencias: {}, raras: {}, filas: { total: 1500 } });
    expect(r.cifras.map((c) => c.estado)).toEqual(Array(13).fill('igual'));
  });

  test('a cut during the operation uses the votes without especiales, and says so', async () => {
    const texto = archivoDePrueba({ filas: 400, formato: '2024', ultimoCorte: false });
    expect(await verificar(texto)).toMatchObject({ concuerda: true, participacion: 'operacion' });
    expect(await verificar(texto, { ultimoCorte: true })).toMatchObject({ concuerda: false, participacion: 'operacion' });
    expect(await verificar(TEXTO, { ultimoCorte: false })).toMatchObject({ concuerda: false, participacion: 'ultimo_corte' });
  });
});

describe('a header that does not agree', () => {
  test.each(Array.from({ length: 13 }, (_, i) => i))('figure %i', async (lugar) => {
    const r = await verificar(cambiarCifra(lugar, '77.7777'));
    expect(r.concuerda).toBe(false);
    expect(r.cifras.map((c) => c.estado)).toEqual(Array.from({ length: 13 }, (_, i) => (i === lugar ? 'distinta' : 'igual')));
  });

  test('a rounded percentage is another value; one without its zeros is only written otherwise', async () => {
    expect((await verificar(cambiarCifra(4, '100'))).cifras[4]).toMatchObject({ estado: 'formato', recalculado: '100.0000' });
    expect((await verificar(cambiarCifra(2, ''))).cifras[2]).toMatchObject({ estado: 'formato', recalculado: '0' });
    const contabilizadas = (LINEAS[4] ?? '').split(',')[6] ?? '';
    const redondeada = (Number(contabilizadas) + 0.0001).toFixed(4);
    expect((await verificar(cambiarCifra(6, redondeada))).cifras[6]?.estado).toBe('distinta');
  });
});

describe('rows that do not say what their cells give', () => {
  test.each([
    ['calculado_distinto', contada, { TOTAL_VOTOS_CALCULADO: '1' }],
    ['observacion_no_derivable', contada, { OBSERVACIONES: 'ALGÚN CAMPO ILEGIBLE O SIN DATO' }],
    ['excede_no_derivable', contada, { OBSERVACIONES: 'EXCEDE LISTA NOMINAL', CONTABILIZADA: '0' }],
    ['observacion_faltante', (c: (n: string) => string) => c('OBSERVACIONES').startsWith('ALG'), { OBSERVACIONES: '' }],
    ['observacion_distinta', (c: (n: string) => string) => c('OBSERVACIONES').startsWith('TODOS'), { OBSERVACIONES: 'ALGÚN CAMPO ILEGIBLE O SIN DATO', CONTABILIZADA: '1' }],
    ['contabilizada_distinta', contada, { CONTABILIZADA: '0' }],
    ['contabilizada_distinta', (c: (n: string) => string) => c('OBSERVACIONES').startsWith('SIN ACTA'), { CONTABILIZADA: '1' }],
    ['votos_sin_acta', (c: (n: string) => string) => c('OBSERVACIONES').startsWith('SIN ACTA'), { PAN: '12' }],
    ['excede_no_publicado', (c: (n: string) => string) => c('OBSERVACIONES').startsWith('EXCEDE'), { OBSERVACIONES: '', CONTABILIZADA: '1' }],
  ] as const)('%s', async (clase, condicion, cambios) => {
    const r = await verificar(cambiar(condicion, cambios));
    expect(totales(r)).toEqual({ [clase]: 1 });
    expect(r.diferencias[clase]?.primeras[0]).toMatchObject({ clase });
  });

  test('a repeated key names the second row', async () => {
    const r = await verificar([...LINEAS.slice(0, -1), LINEAS.at(-2) ?? '', ''].join('\r\n'));
    expect(r.diferencias.clave_repetida).toMatchObject({ total: 1, primeras: [{ renglon: PRIMERA + 401 }] });
  });

  test('all are counted, only the first are kept', async () => {
    const r = await verificar(TEXTO.replaceAll('ALGÚN CAMPO ILEGIBLE O SIN DATO', ''), { maximoPorClase: 5 });
    expect(r.diferencias.observacion_faltante?.primeras).toHaveLength(5);
    expect(r.diferencias.observacion_faltante?.total).toBeGreaterThan(20);
  });
});

describe('files and ZIPs', () => {
  test('exit codes: 0 agrees, 1 does not, 2 is no such file', async () => {
    expect(await correr(await guardar(TEXTO))).toMatchObject({ codigo: 0, error: '' });
    expect((await correr(await guardar(cambiarCifra(0, '999')))).codigo).toBe(1);
    const otro = await correr(await guardar('a,b\n1,2\n'));
    expect(otro).toMatchObject({ codigo: 2, salida: '' });
    expect(otro.error).toContain('no es de resultados PREP');
    expect((await correr(join(carpeta, 'no-existe.csv'))).codigo).toBe(2);
    expect((await correr(carpeta)).codigo).toBe(2);
    expect((await correr(await guardar(Buffer.from(TEXTO).subarray(0, 500)))).codigo).toBe(2);
    expect((await correr(await guardar(Buffer.from(TEXTO).subarray(0, 30_000)))).codigo).toBe(1);
  });

  test('--json is JSON, also when the file is bad', async () => {
    const bueno = JSON.parse((await correr(await guardar(TEXTO), true)).salida) as { concuerda: boolean; archivos: { resultado: { cifras: unknown[] } }[] };
    expect(bueno.concuerda).toBe(true);
    expect(bueno.archivos[0]?.resultado.cifras).toHaveLength(13);
    const malo = JSON.parse((await correr(await guardar(''), true)).salida) as { error: { codigo: string; parametros: { causa: string } } };
    expect(malo.error).toMatchObject({ codigo: 'prep_ilegible', parametros: { causa: 'vacio' } });
  });

  test('a file cut in its middle says so, and its last half row only once', async () => {
    const ruta = await guardar(TEXTO.slice(0, 30_000));
    const { codigo, salida } = await correr(ruta);
    expect(codigo).toBe(1);
    expect(salida).toMatch(/El encabezado dice 400 actas y el archivo trae \d+, y un renglón tiene celdas de menos: quizá está cortado\./);
    const [v] = await verificarArchivo(ruta);
    expect(v?.resultado).toMatchObject({ diferencias: {}, raras: { renglon_incompleto: { total: 1 } }, incompleto: { esperadas: 400, actas: v?.resultado.filas.catalogo, renglonesIncompletos: 1 } });
    expect(Object.keys(v?.resultado.raras ?? {})).toEqual(['renglon_incompleto']);
    expect((await verificar(TEXTO)).incompleto).toBeNull();
  });

  test('names of columns of another year over the rows: what it is, not thousands of odd cells', async () => {
    for (const nombres of [LINEAS[6]?.replace(',PRI,', ',PRI,OTRO,'), LINEAS[6]?.replace(',PRI,', ',')]) {
      const { codigo, salida, error } = await correr(await guardar([...LINEAS.slice(0, 6), nombres, ...LINEAS.slice(PRIMERA)].join('\r\n')));
      expect([codigo, salida]).toEqual([2, '']);
      expect(error).toContain('los nombres de columnas no son los de estos renglones: 400 de 400');
    }
  });

  test('the summary is the last line', async () => {
    const { salida } = await correr(await guardar(TEXTO));
    expect(salida.trimEnd().split('\n').at(-1)).toBe('Las 13 cifras del encabezado concuerdan; 0 diferencias en renglones, 0 celdas raras.');
  });

  test('a ZIP of ZIPs, several elections at once, candidacies left aside', async () => {
    const interior = async (formato: '2021' | '2024', nombre: string): Promise<Buffer> =>
      readFile(await comprimir({ [nombre]: Buffer.from(archivoDePrueba({ filas: 60, formato })), 'PUE_GUB_CANDIDATURAS_2024.csv': Buffer.from('ID_ENTIDAD,PARTIDO_CI,CANDIDATURA_PROPIETARIA\r\n21,PAN,A\r\n'), 'leeme.txt': Buffer.from('x') }));
    const ruta = await comprimir({ 'a/GUB.zip': await interior('2024', 'PUE_GUB_2024.csv'), 'b.ZIP': await interior('2021', 'PUE_DIP_LOC_2024.CSV') });
    const verificados = await verificarArchivo(ruta);
    expect(verificados.map((v) => [v.nombre, v.resultado.concuerda])).toEqual([['a/GUB.zip/PUE_GUB_2024.csv', true], ['b.ZIP/PUE_DIP_LOC_2024.CSV', true]]);
    expect(await leerArchivoPrep(ruta)).toHaveLength(2);
    await expect(leerUnaEleccion(ruta)).rejects.toMatchObject({ codigo: 'opcion_invalida' });
    // Each inner ZIP brings the candidacies of its election; without telling which, they are those of none.
    expect((await leerConCandidaturas(ruta)).map((l) => l.candidaturas)).toEqual(Array(2).fill([{ ambito: null, clave: 'PAN', propietaria: 'A', suplente: null }]));
    await expect(leerArchivoCandidaturas(ruta)).rejects.toMatchObject({ codigo: 'opcion_invalida' });
  });

  test('candidacies of several elections in one folder go by the names of their files', async () => {
    const candidaturas = (quien: string): Buffer => Buffer.from(`sep=;\r\nID_ENTIDAD;PARTIDO_CI;CANDIDATURA_PROPIETARIA\r\n21;PAN;${quien}\r\n`);
    const resultados = Buffer.from(TEXTO);
    const ruta = await comprimir({
      'PUE_GUB_2024.csv': resultados, 'PUE_DIP_LOC_2024.csv': resultados, 'PUE_AYUN_2024.csv': resultados,
      'PUE_DIP_CANDIDATURAS_2024.csv': candidaturas('D'), 'PUE_GUB_CANDIDATURAS_2024.csv': candidaturas('G'),
    });
    const leidos = await leerConCandidaturas(ruta);
    expect(leidos.map((l) => [l.archivo.nombre, l.candidaturas?.[0]?.propietaria ?? null])).toEqual([['PUE_GUB_2024.csv', 'G'], ['PUE_DIP_LOC_2024.csv', 'D'], ['PUE_AYUN_2024.csv', null]]);
  });

  test('a ZIP cut short, one with a damaged entry, and one without results', async () => {
    const corto = await comprimir({ 'PUE_GUB_2024.csv': Buffer.from(TEXTO) });
    await truncate(corto, 2000);
    expect(await correr(corto)).toMatchObject({ codigo: 2 });
    const danado = await comprimir({ 'PUE_GUB_2024.csv': Buffer.from(TEXTO) });
    const bytes = await readFile(danado);
    bytes.fill(0xff, 1000, 1200);
    expect(await correr(await guardar(bytes))).toMatchObject({ codigo: 2 });
    expect((await correr(await comprimir({ 'hola.txt': Buffer.from('hola') }))).error).toContain('ningún CSV');
  });
});

describe.skipIf(!hayDatos)('real files', () => {
  test.each([['CSV', QROO19], ['ZIP', QROO19_ZIP]])('Quintana Roo 2019 (%s): the 13 figures agree, six actas over the limit are counted', async (_tipo, ruta) => {
    const [v] = await verificarArchivo(ruta);
    expect(v?.resultado).toMatchObject({ concuerda: true, participacion: 'ultimo_corte', raras: {} });
    expect(v?.resultado.cifras.map((c) => c.estado)).toEqual(Array(13).fill('igual'));
    expect(v === undefined ? null : totales(v.resultado)).toEqual({ excede_no_publicado: 6 });
  });

  test('Sonora 2021: the 13 figures agree, 487 observations cannot be derived', async () => {
    const [v] = await verificarArchivo(SON21);
    expect(v?.resultado).toMatchObject({ concuerda: true, participacion: 'ultimo_corte', filas: { total: 3772, fueraCatalogo: 24 } });
    expect(v?.resultado.cifras.map((c) => c.estado)).toEqual(Array(13).fill('igual'));
    expect(v === undefined ? null : totales(v.resultado)).toEqual({ observacion_no_derivable: 487 });
    expect(v?.resultado.raras).toMatchObject({ tipo_acta_dudoso: { total: 4 }, valor_fuera_de_lista: { total: 8 } });
  });

  test.each(['GOB', 'AYUN', 'JUNTAS'])('Campeche 2021, cut zero of %s: zeros and empty cells are only written otherwise', async (eleccion) => {
    const [v] = await verificarArchivo(`${CAMP21}20210601_1852_PREP_${eleccion}_CAMP/CAMP_${eleccion}_2021.csv`);
    expect(v?.resultado).toMatchObject({ concuerda: true, participacion: 'indistinta' });
    expect(v?.resultado.cifras.filter((c) => c.estado === 'formato').length).toBeGreaterThan(3);
    expect(v?.resultado.filas.sinCapturar).toBe(v?.resultado.filas.total);
  });

  test('Campeche 2021, diputaciones: the header counts ten actas that are not in the file', async () => {
    const [v] = await verificarArchivo(`${CAMP21}20210601_1852_PREP_DIP_LOC_CAMP/CAMP_DIP_LOC_2021.csv`);
    expect(v?.resultado.concuerda).toBe(false);
    expect(v?.resultado.cifras[0]).toMatchObject({ publicado: '1200', recalculado: '1190', estado: 'distinta' });
  });

  test('candidacies of Quintana Roo', async () => {
    const filas = await leerArchivoCandidaturas(QROO19_CANDIDATURAS);
    expect(filas).toHaveLength(265);
    expect(filas[5]).toEqual({ ambito: '1', clave: 'C_PAN_PRD_PESQROO', propietaria: 'TERESA ATENEA GOMEZ RICALDE', suplente: 'AURORA CONCEPCION POOL CAUICH' });
  });
});

describe('ZIPs as people make them', () => {
  test('what a Mac adds beside each file is not an election', async () => {
    const ruta = await comprimir({ 'GUB_2024.csv': Buffer.from(TEXTO), '__MACOSX/._GUB_2024.csv': Buffer.from([0, 5, 22, 7]), '._GUB_2024.csv': Buffer.from([0, 5]) });
    expect((await verificarArchivo(ruta)).map((a) => a.nombre)).toEqual(['GUB_2024.csv']);
  });

  test('a ZIP with nothing in it is called that', async () => {
    expect((await correr(await comprimir({}))).error).toContain('el ZIP no tiene ningún CSV');
  });
});

test('a figure with separators or a percent sign is the same figure, written otherwise', async () => {
  const lineas = [...LINEAS];
  const cifras = (lineas[4] ?? '').split(',');
  lineas[4] = cifras.map((c) => (c.includes('.') ? `${c}%` : `"${c.replace(/\B(?=(\d{3})+$)/g, ',')}"`)).join(',');
  const r = await verificar(lineas.join('\r\n'));
  expect(r.concuerda).toBe(true);
  expect(r.cifras.filter((c) => c.estado === 'formato').length).toBeGreaterThan(4);
});
