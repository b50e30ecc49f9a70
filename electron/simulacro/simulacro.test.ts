import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Corte } from '#central/publicacion/corte.ts';
import { crearAzar } from '#electron/papel/azar.ts';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { paqueteDesdePrep } from '#electron/paquete/desde-prep.ts';
import { recortar } from '#electron/paquete/recortar.ts';
import { verdadDemo } from '#electron/paquete/verdad-demo.ts';
import { leerArchivoPrep } from '#electron/prep/leer-archivo.ts';
import { encabezadoDe } from '#shared/domain/encabezado.ts';
import { cuentaEnPorcentaje } from '#shared/domain/inconsistencias.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { leerObservaciones } from '#shared/prep-csv/observaciones.ts';
import { archivoDePrueba } from '#tests/muestra-prep.ts';
import { hayDatos, QROO19, SON21 } from '#tests/datos.ts';
import type { TareaActa } from './centro.ts';
import { compararPublicado } from './comparar.ts';
import { esperadaDe } from './esperado.ts';
import { informeSimulacro } from './informe.ts';
import { correrSimulacro, type OpcionesSimulacro, type ResultadoSimulacro } from './simulacro.ts';
import { prepararVerdad, type FuenteVerdad } from './verdad.ts';

const demo = paqueteDemo();
let salida = '';
beforeEach(() => { salida = mkdtempSync(path.join(tmpdir(), 'acopio-simulacro-')); });
afterEach(() => rmSync(salida, { recursive: true }));

const correr = (cambios: Partial<OpcionesSimulacro> = {}): Promise<ResultadoSimulacro> => correrSimulacro({
  paquete: demo, verdad: verdadDemo(demo, 7), actas: 40, semilla: '7', errores: 0.05, salida: path.join(salida, cambios.semilla ?? '7'), imagenes: false, dpi: 150,
  registro: { info: () => undefined, error: () => undefined }, alAvanzar: () => undefined, ...cambios,
});
const leerCorte = (r: ResultadoSimulacro): Corte => {
  const main = JSON.parse(readFileSync(path.join(r.publicacion, 'main.json'), 'utf8')) as Corte['main'];
  return { ...main.corte, carpeta: r.publicacion, main };
};
const csvDe = (r: ResultadoSimulacro): string[] => leerCorte(r).main.elecciones.map((e) => readFileSync(path.join(r.publicacion, e.csv), 'utf8'));

describe('the drill on the demo election', () => {
  test('with drawn, scanned and looked-at pages: nothing differs, is missing or doubled', async () => {
    const r = await correr({ actas: 12, imagenes: true });
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r.exito).toBe(true);
    expect(r.comparacion.imagenes).toBeGreaterThan(5);
    // Among twelve actas: a label under a stamp, one without label, one outside the catalogue, one scanned again, two files that are no images.
    expect(r.eventos).toMatchObject({ 'acta.fuera_de_catalogo': 1, 'imagen.rechazada': 1, 'entrada.rechazada': 2 * r.estaciones });
    expect(r.eventos['imagen.por_identificar']).toBeGreaterThanOrEqual(3);
    expect(r.eventos['acta.discrepante']).toBeGreaterThanOrEqual(2);
    expect(r.interrumpidas).toBeGreaterThanOrEqual(1);
  }, 300_000);

  test('the sheet of an image that was rejected passes again: the acta has the one that was scanned anew', async () => {
    // The sixth acta's sheet passes twice in every drill; in few of them somebody rejects its image too.
    const seReporta = (semilla: string): boolean => {
      const { actas } = prepararVerdad(demo, verdadDemo(demo, 7), { cuantas: 12, semilla });
      const azar = crearAzar(`${semilla}:plan:${actas.filter((a) => a.fila.sinActa === null)[5]!.acta.clave}`);
      azar.entero(0, 99);
      return azar.entero(1, 50) === 1;
    };
    const semilla = Array.from({ length: 500 }, (_, i) => String(i)).find(seReporta)!;
    const r = await correr({ actas: 12, semilla });
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r.eventos['imagen.repetida']).toBeGreaterThanOrEqual(1);
  });

  test('two hundred actas without pages: every outcome, both captures wrong, no network, a station opened again', async () => {
    const r = await correr({ actas: 200 });
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r.exito).toBe(true);
    expect(r.porEstado.empaquetada + r.porEstado.sin_acta).toBe(200 + r.fuera);
    expect(r.porFase).toMatchObject({ fueraDeCatalogo: r.fuera, empaquetadas: r.porEstado.empaquetada, publicadas: 200 + r.fuera, cotejadas: r.porFase.verificadas });
    expect(r.porFase.verificadas + r.porFase.sinActa).toBe(200);
    expect(r.porFase.capturadas).toBe(r.porFase.verificadas);
    expect(informeSimulacro(r)).toMatch(new RegExp(`Actas por fase\\n  Acopiadas +${r.porFase.acopiadas}\\n`));
    expect(Object.keys(r.observaciones)).toHaveLength(8);
    expect(r.eventos['acta.recaptura']).toBeGreaterThanOrEqual(1);
    expect(r.noche).toMatchObject({ reaperturas: 1, cortes: 4 });
    expect(r.noche.sinRed).toBeGreaterThan(0.25);
    expect(r.noche.sinRed).toBeLessThan(0.45);
    expect(r.red.respuestasPerdidas).toBeGreaterThan(0);
    expect(r.central).toMatchObject({ huecos: [], alarmas: [], rechazos: [] });
  });

  test('the same seed publishes the same files, to the byte; another seed others', async () => {
    const primera = csvDe(await correr({ salida: path.join(salida, 'a') }));
    expect(csvDe(await correr({ salida: path.join(salida, 'b') }))).toEqual(primera);
    expect(csvDe(await correr({ salida: path.join(salida, 'c'), semilla: '8' }))).not.toEqual(primera);
  });
});

describe('the comparison', () => {
  /** The drill's expectations again, with the images that were published. */
  const tareasDe = async (corte: Corte): Promise<TareaActa[]> => {
    const hashes = new Map<string, string>();
    for (const e of corte.main.elecciones) for (const f of (await leerArchivoPrep(path.join(corte.carpeta, e.zip)))[0]!.filas) hashes.set(f.claveActa, f.codigoIntegridad);
    const { actas } = prepararVerdad(demo, verdadDemo(demo, 7), { cuantas: 40, semilla: '7' });
    return actas.map((simulada) => ({
      simulada, esperada: esperadaDe(simulada, demo).esperada, yerro: 'ninguno', hoja: 'limpia', reportar: false, repetir: 'no', capturas: new Map(), copias: 1,
      reportada: false, rechazada: null, vigente: simulada.fila.sinActa === null ? (hashes.get(simulada.acta.clave) ?? null) : null, hecha: true,
    }));
  };

  test('sees one vote, one observation, one image, one acta too many or too few', async () => {
    const corte = leerCorte(await correr());
    const tareas = await tareasDe(corte);
    const diferencias = async (lista: readonly TareaActa[], paquete: Paquete = demo) =>
      (await compararPublicado(corte, paquete, lista, [])).diferencias.filter((d) => d.clave !== 'FUERA DE CATÁLOGO' && !d.clave.startsWith('(enc') && d.columna !== 'ACTAS_FUERA_CATALOGO');
    expect(await diferencias(tareas)).toEqual([]);

    const i = tareas.findIndex((t) => t.esperada.observaciones.length === 0 && t.esperada.valores !== null);
    const victima = tareas[i]!;
    const clave = victima.simulada.acta.clave;
    const con = (cambio: Partial<TareaActa>): TareaActa[] => tareas.with(i, { ...victima, ...cambio });
    const nulos = victima.esperada.valores!['NULOS'];
    expect(await diferencias(con({ esperada: { ...victima.esperada, valores: { ...victima.esperada.valores, NULOS: 999 } } })))
      .toEqual([expect.objectContaining({ clave, columna: 'NULOS', esperado: '999', publicado: String(nulos) })]);
    expect(await diferencias(con({ esperada: { ...victima.esperada, observaciones: ['excede_lista_nominal'] } }))).toMatchObject([{ clave, columna: 'OBSERVACIONES' }]);
    expect(await diferencias(con({ vigente: '0'.repeat(64) }))).toMatchObject([{ clave, columna: 'CODIGO_INTEGRIDAD' }]);
    expect((await diferencias(tareas.toSpliced(i, 1))).map((d) => d.columna)).toContain('CONTABILIZADA');
    const sinEsa = { ...demo, actas: demo.actas.filter((a) => a.clave !== clave) };
    expect(await diferencias(tareas, sinEsa)).toContainEqual(expect.objectContaining({ clave, esperado: 'no está en el catálogo' }));
    const conOtra = { ...demo, actas: [...demo.actas, { ...demo.actas[0]!, clave: '990001C0900A02' }] };
    expect(await diferencias(tareas, conOtra)).toContainEqual(expect.objectContaining({ clave: '990001C0900A02', publicado: 'falta' }));
  });
});

describe.skipIf(!hayDatos)('the drill on published files (needs ../shared/data)', () => {
  const de = async (ruta: string): Promise<{ paquete: Paquete; verdad: FuenteVerdad[] }> => {
    const [archivo] = await leerArchivoPrep(ruta);
    const { paquete } = paqueteDesdePrep([{ archivo: archivo!, candidaturas: [] }]);
    return { paquete, verdad: [{ eleccion: archivo!.cabecera.eleccion!, filas: archivo!.filas, encabezado: archivo!.cabecera.encabezado }] };
  };

  test('a district of Quintana Roo 2019: all but its EXCEDE, which that file does not follow', async () => {
    const { paquete, verdad } = await de(QROO19);
    const r = await correr({ paquete: recortar(paquete, { distrito: '5' }), verdad, actas: null });
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r.exito).toBe(true);
    expect(new Set(r.noDerivables.map((n) => n.columna))).toEqual(new Set(['OBSERVACIONES', 'CONTABILIZADA']));
  });

  test('twelve actas of that district with their pages drawn, scanned and looked at', async () => {
    const { paquete, verdad } = await de(QROO19);
    const r = await correr({ paquete: recortar(paquete, { distrito: '5' }), verdad, actas: 12, imagenes: true });
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r.exito).toBe(true);
    expect(r.comparacion.imagenes).toBeGreaterThan(5);
  }, 300_000);

  test('Sonora 2021: SIN ACTA, EXCEDE and fuera de catálogo as published', async () => {
    const r = await correr({ ...(await de(SON21)), actas: 90 });
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r.exito).toBe(true);
    expect(r.fuera).toBe(1);
    expect(Object.keys(r.observaciones)).toContain('excede_lista_nominal');
  });
});

describe('a truth that is wrong', () => {
  const publicada = async (filas: number): Promise<{ paquete: Paquete; fuente: Required<FuenteVerdad> }> => {
    const ruta = path.join(salida, 'verdad.csv');
    writeFileSync(ruta, archivoDePrueba({ filas, formato: '2024' }));
    const [archivo] = await leerArchivoPrep(ruta);
    const { paquete } = paqueteDesdePrep([{ archivo: archivo!, candidaturas: [] }]);
    return { paquete, fuente: { eleccion: 'GUB', filas: archivo!.filas, encabezado: archivo!.cabecera.encabezado } };
  };

  test('that leaves cells empty, has keys of its own for the actas and writes a name in two ways: what was published is as the package says', async () => {
    const ruta = path.join(salida, 'rara.csv');
    const lineas = archivoDePrueba({ filas: 40, formato: '2024' }).replaceAll(/(\d[BCES]\d{4})A02,/g, '$1GUB,').replaceAll(',A02,', ',GUB,').replaceAll(/"SAN.*?"{3}/g, 'SAN ANDRÉS').split('\r\n');
    const nombres = lineas[6]!.split(',');
    const sin = (linea: string, columna: string, valor: string): string => linea.split(',').map((c, i) => (nombres[i] === columna ? valor : c)).join(',');
    const simples = lineas.map((l, i) => (i > 6 && /^21\d{4}[BC]/.test(l) ? i : -1)).filter((i) => i >= 0);
    for (const [n, columna, valor] of [[0, 'EXT_CONTIGUA', ''], [1, 'LISTA_NOMINAL', ''], [2, 'ENTIDAD', 'Puebla'], [3, 'SECCION', '']] as const) lineas[simples[n]!] = sin(lineas[simples[n]!]!, columna, valor);
    writeFileSync(ruta, lineas.join('\r\n'));
    const [archivo] = await leerArchivoPrep(ruta);
    const { paquete } = paqueteDesdePrep([{ archivo: archivo!, candidaturas: [] }]);
    const r = await correr({ paquete, verdad: [{ eleccion: 'GUB', filas: archivo!.filas }], actas: null, semilla: '4' });
    expect(r.comparacion.diferencias).toEqual([]);
    expect(r.exito).toBe(true);
    expect(r.noDerivables.map((n) => n.columna)).toEqual(expect.arrayContaining(['ENTIDAD', 'LISTA_NOMINAL']));
  });

  test('whose keys of acta end in the casilla: each row finds its acta by its type', async () => {
    const { paquete, fuente } = await publicada(60);
    const { clave, casilla } = paquete.actas.find((a) => a.casilla[6] === 'S')!;
    const dos = { ...paquete, actas: [...paquete.actas.filter((a) => a.clave !== clave), ...['A02EMR', 'A02ERP'].map((tipoActa) => ({ ...paquete.actas.find((a) => a.clave === clave)!, clave: casilla + tipoActa, tipoActa }))] };
    const fila = fuente.filas.find((f) => f.claveActa === clave)!;
    const filas = ['A02ERP', 'A02EMR'].map((tipoActa) => ({ ...fila, claveActa: casilla, tipoActa }));
    const { actas, sinLugar } = prepararVerdad(dos, [{ ...fuente, filas }], { cuantas: null, semilla: '1' });
    expect([actas.map((a) => [a.fila.tipoActa, a.acta.tipoActa]).sort(), sinLugar]).toEqual([[['A02EMR', 'A02EMR'], ['A02ERP', 'A02ERP']], 0]);
  });

  test('in one figure of its header: the drill fails where it can compare it, and says it where it cannot', async () => {
    const { paquete, fuente } = await publicada(60);
    const bien = await correr({ paquete, verdad: [fuente], actas: null, semilla: '1' });
    expect(bien).toMatchObject({ exito: true, noDerivables: [], encabezados: [{ eleccion: 'GUB', distintas: [] }] });
    const mala = { ...fuente, encabezado: { ...fuente.encabezado, votosConEspeciales: String(Number(fuente.encabezado.votosConEspeciales) + 1) } };
    const entera = await correr({ paquete, verdad: [mala], actas: null, semilla: '2' });
    expect(entera).toMatchObject({ exito: false, encabezados: [{ distintas: [{ cifra: 'votosConEspeciales' }] }] });
    const parte = await correr({ paquete, verdad: [mala], actas: 20, semilla: '3' });
    expect(parte.noDerivables).toEqual([expect.objectContaining({ clave: '(encabezado de GUB)', columna: 'TOTAL_VOTOS_C_CS' })]);
    expect(informeSimulacro(parte)).not.toContain('todo es igual, nada falta');
  });

  test('a cut made during the operation, with actas still to come, has its own header', async () => {
    const { paquete, fuente } = await publicada(60);
    const filas = fuente.filas.map((f, i) => (i % 4 === 0 ? { ...f, contabilizada: null, calculado: null, valores: {}, observaciones: '', sinActa: null } : f));
    const cifras = encabezadoDe(filas.map((f) => ({ ...f, enPorcentaje: cuentaEnPorcentaje(leerObservaciones(f.observaciones) ?? []) })), { ultimoCorte: false });
    const encabezado = Object.fromEntries(Object.entries(cifras).map(([c, v]) => [c, String(v)])) as Required<FuenteVerdad>['encabezado'];
    expect(await correr({ paquete, verdad: [{ ...fuente, filas, encabezado }], actas: null })).toMatchObject({ exito: true, noDerivables: [], encabezados: [{ distintas: [] }] });
  });
});
