import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mainSchema, type Main } from '#shared/api/contrato-central.ts';
import { contenidoFirmado, documentoFirmadoSchema, TIPO_CORTE } from '#shared/sync/firma.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { rutaEnCentral } from '#central/imagenes/carpetas-imagenes.ts';
import { leerUnaEleccion } from '#electron/prep/leer-archivo.ts';
import { verificarArchivo } from '#electron/prep/verificar-archivo.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba, type OpcionesCentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearHitosDePrueba, type HitosDePrueba } from '#tests/hitos-de-prueba.ts';
import type { Corte } from './corte.ts';

let c: CentralDePrueba;
let b: BitacoraDePrueba;
let h: HitosDePrueba;

const montar = async (o: OpcionesCentralDePrueba = {}): Promise<void> => {
  c = await crearCentralDePrueba(o);
  b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, modo: c.paquete.modo });
  h = crearHitosDePrueba(c.paquete, b);
};
beforeEach(() => montar());
afterEach(() => c.cerrar());

const enviar = async (lote: Uint8Array): Promise<void> => {
  const r = await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(lote), headers: { 'content-type': 'application/gzip' } });
  expect(r.status, await r.text()).toBe(200);
};
const enviarImagenes = async (hitos: HitosDePrueba = h): Promise<void> => {
  for (const [imagen, bytes] of hitos.imagenes) {
    await fetch(`${c.url}/imagenes/${imagen}`, { method: 'PUT', body: new Uint8Array(bytes), headers: { authorization: await c.autorizacion(), 'content-type': 'application/octet-stream', 'upload-offset': '0', 'upload-complete': '?1' } });
  }
};
const acta = (eleccion: string, n: number): string => c.paquete.actas.filter((a) => a.eleccion === eleccion)[n]!.clave;
const de = (main: Main, id: string): Main['elecciones'][number] => main.elecciones.find((e) => e.id === id)!;
const filasDe = async (corte: Corte, id: 'GUB' | 'DIP_LOC' | 'AYUN'): Promise<Map<string, FilaPrep>> =>
  new Map((await leerUnaEleccion(join(corte.carpeta, de(corte.main, id).csv))).filas.map((f) => [f.claveActa, f]));
const json = (corte: Corte, ruta: string): unknown => JSON.parse(readFileSync(join(corte.carpeta, ruta), 'utf8'));

/** One acta of each kind in GUB: plain, over the limit, some illegible, all illegible, SIN ACTA, fuera de catálogo, recaptured; two not captured. */
const todasLasClases = (): void => {
  h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), 10, { ALBA: 121, RIO: 7, TOTAL_VOTOS_ASENTADO: 178 }));
  h.verificar(acta('GUB', 1), h.valores(acta('GUB', 1), 10, { SOL: 600 }));
  h.verificar(acta('GUB', 2), h.valores(acta('GUB', 2), 10, { SOL: 'ilegible', NULOS: 'sin_dato' }));
  h.verificar(acta('GUB', 3), h.valores(acta('GUB', 3), 'sin_dato', { ALBA: 'ilegible' }));
  h.sinActa(acta('GUB', 4), 'paquete_sin_bolsa');
  h.verificar(acta('GUB', 5), h.valores(acta('GUB', 5), 1));
  h.verificar(acta('GUB', 5), h.valores(acta('GUB', 5), 2), 2);
  h.fuera('FC-1', 'GUB');
};

describe('the published file', () => {
  beforeEach(async () => {
    todasLasClases();
    await enviar(b.lote());
    await enviarImagenes();
  });

  test('says of each acta what was captured, to the last vote', async () => {
    const corte = await c.central.corte({ ultimo: false });
    const filas = await filasDe(corte, 'GUB');
    const de0 = filas.get(acta('GUB', 0))!;
    expect(de0).toMatchObject({ contabilizada: 1, calculado: 178, observaciones: '', mecanismoTraslado: 'F', codigoIntegridad: [...h.imagenes.keys()][0], listaNominal: 500, representantes: 10, tipoDocumento: 'ACTA PREP' });
    expect(de0.valores).toMatchObject({ ALBA: 121, RIO: 7, SOL: 10, NULOS: 10, TOTAL_VOTOS_ASENTADO: 178, TOTAL_VOTOS_SACADOS: 10 });
    expect(filas.get(acta('GUB', 1))).toMatchObject({ contabilizada: 0, calculado: 660, observaciones: 'EXCEDE LISTA NOMINAL' });
    expect(filas.get(acta('GUB', 2))).toMatchObject({ contabilizada: 1, calculado: 50, observaciones: 'ALGÚN CAMPO ILEGIBLE O SIN DATO', valores: { SOL: 'ilegible', NULOS: 'sin_dato' } });
    expect(filas.get(acta('GUB', 3))).toMatchObject({ contabilizada: 0, observaciones: 'TODOS ILEGIBLES O SIN DATO', tipoCasilla: 'S' });
    expect(filas.get(acta('GUB', 4))).toMatchObject({ contabilizada: 0, sinActa: 'paquete_sin_bolsa', calculado: null });
    // The recapture replaces what came before.
    expect(filas.get(acta('GUB', 5))!.valores['ALBA']).toBe(2);
    expect(filas.get(acta('GUB', 6))).toMatchObject({ contabilizada: null, valores: {} });
    expect(filas.get('-')).toMatchObject({ contabilizada: 2, observaciones: 'FUERA DE CATÁLOGO' });
    expect(filas.size).toBe(8);
    expect([...filas.keys()].at(-1)).toBe('-');
  });

  test('has a header that its own rows give, in every election, as CSV and as ZIP', async () => {
    const corte = await c.central.corte({ ultimo: false });
    for (const eleccion of corte.main.elecciones) {
      for (const ruta of [eleccion.csv, eleccion.zip]) {
        const [verificado] = await verificarArchivo(join(corte.carpeta, ruta), { maximoBoletasEspecial: 1000 });
        expect(verificado!.resultado.cifras.filter((x) => x.estado !== 'igual'), ruta).toEqual([]);
      }
    }
    expect(de(corte.main, 'GUB').encabezado).toMatchObject({
      ACTAS_ESPERADAS: '7', ACTAS_REGISTRADAS: '7', ACTAS_FUERA_CATALOGO: '1', ACTAS_CAPTURADAS: '6', ACTAS_CONTABILIZADAS: '3', ACTAS_NO_CONTABILIZADAS: '3',
      PORCENTAJE_ACTAS_INCONSISTENCIAS: '42.8571', TOTAL_VOTOS_C_CS: '242', LISTA_NOMINAL_ACTAS_CONTABILIZADAS: '1500', PORCENTAJE_PARTICIPACION_CIUDADANA: '16.1333',
    });
  });

  test('the columns that are not on a ballot are told from zeros', async () => {
    const enDos = c.paquete.actas.filter((a) => a.eleccion === 'DIP_LOC').find((a) => a.casilla.startsWith('990020'))!.clave;
    h.verificar(enDos, h.valores(enDos, 0));
    await enviar(b.lote());
    const filas = await filasDe(await c.central.corte({ ultimo: false }), 'DIP_LOC');
    const csv = filas.get(enDos)!.valores;
    expect(csv['ALBA']).toBe(0);
    expect(csv['CAND_IND_1'] ?? 'no_aplica').toBe('no_aplica');
  });

  test('the site says the same as the file', async () => {
    const corte = await c.central.corte({ ultimo: false });
    type Nivel = { id: string; total: number; porCandidatura: { clave: string; votos: number; porcentaje: string }[]; porPartido: { clave: string; votos: number }[] | null };
    const r = (json(corte, de(corte.main, 'GUB').resultados) as { encabezado: unknown; entidad: Nivel; niveles: Nivel[]; bloques: { archivo: string }[]; fuera: string });
    expect(r.encabezado).toEqual(de(corte.main, 'GUB').encabezado);
    expect(r.entidad.total).toBe(242);
    // ALBA 121+10+2, RIO 7+10+2 and their combination 10+10+2, over the three counted actas.
    expect(r.entidad.porCandidatura.find((l) => l.clave === 'ALBA_RIO')).toMatchObject({ votos: 174, porcentaje: '71.9008' });
    expect(r.entidad.porPartido!.reduce((n, l) => n + l.votos, 0)).toBe(242);
    expect(r.niveles.map((n) => [n.id, n.total])).toEqual([['001', 228], ['002', 14]]);
    const actas = r.bloques.flatMap((x) => (json(corte, x.archivo) as { clave: string; imagen: { ruta: string; sha256: string } | null }[]));
    expect(actas).toHaveLength(7);
    expect((json(corte, r.fuera) as unknown[])).toHaveLength(1);
    for (const { imagen } of actas.filter((a) => a.imagen !== null)) {
      expect(createHash('sha256').update(readFileSync(join(corte.carpeta, imagen!.ruta))).digest('hex')).toBe(imagen!.sha256);
    }
  });

  test('the list of its files is signed by the central, and each has the hash it says', async () => {
    const corte = await c.central.corte({ ultimo: true });
    const doc = documentoFirmadoSchema.parse(json(corte, corte.main.firma));
    const texto = contenidoFirmado(criptoNode, doc, TIPO_CORTE, c.firmante.llave);
    const lista = JSON.parse(texto!) as { numero: number; ultimo: boolean; bitacoras: unknown; archivos: { ruta: string; sha256: string; bytes: number }[] };
    expect(lista).toMatchObject({ numero: 1, ultimo: true, bitacoras: [{ epoca: b.epoca, estacion: 'C1-A', seq: b.asientos.length, hash: b.asientos.at(-1)!.hash }] });
    expect(lista.archivos.length).toBeGreaterThan(10);
    for (const a of lista.archivos) expect(createHash('sha256').update(readFileSync(join(corte.carpeta, a.ruta))).digest('hex'), a.ruta).toBe(a.sha256);
  });

  test('a second cut changes main.json and nothing that was published', async () => {
    const uno = await c.central.corte({ ultimo: false });
    const antes = readdirSync(uno.carpeta, { recursive: true, encoding: 'utf8' }).filter((f) => f !== 'main.json' && statSync(join(uno.carpeta, f)).isFile());
    const hashes = antes.map((f) => readFileSync(join(uno.carpeta, f)).toString('base64'));
    c.reloj.ms += 600_000;
    const dos = await c.central.corte({ ultimo: false });
    expect(antes.map((f) => readFileSync(join(uno.carpeta, f)).toString('base64'))).toEqual(hashes);
    expect([uno.numero, dos.numero]).toEqual([1, 2]);
    expect(mainSchema.parse(json(dos, 'main.json'))).toEqual(dos.main);
    // Nothing new was captured: what the site loads keeps its name.
    expect(de(dos.main, 'GUB').resultados).toBe(de(uno.main, 'GUB').resultados);
    expect(dos.main.elecciones[0]!.zip).toContain('20270606_2110_PREP_GUB_MIR.zip');
  });

  test('the ZIP is the same bytes for the same cut', async () => {
    const uno = await c.central.corte({ ultimo: false });
    const dos = await c.central.corte({ ultimo: false });
    expect(readFileSync(join(uno.carpeta, de(uno.main, 'GUB').zip)).equals(readFileSync(join(dos.carpeta, de(dos.main, 'GUB').zip)))).toBe(true);
  });
});

test('participation counts the casillas especiales only in the last cut', async () => {
  h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), 10));
  h.verificar(acta('GUB', 3), h.valores(acta('GUB', 3), 50));
  await enviar(b.lote());
  const participacion = (corte: Corte): string | undefined => de(corte.main, 'GUB').encabezado['PORCENTAJE_PARTICIPACION_CIUDADANA'];
  expect(participacion(await c.central.corte({ ultimo: false }))).toBe('14.0000');
  expect(participacion(await c.central.corte({ ultimo: true }))).toBe('84.0000');
});

test('the RP acta of a casilla especial is in the file, and apart from the race', async () => {
  const especiales = c.paquete.actas.filter((a) => a.tipoActa.startsWith('A03E'));
  for (const a of especiales) h.verificar(a.clave, h.valores(a.clave, 5));
  await enviar(b.lote());
  const corte = await c.central.corte({ ultimo: false });
  const r = (json(corte, de(corte.main, 'DIP_LOC').resultados) as { entidad: { total: number }; rp: { total: number } });
  expect([r.entidad.total, r.rp.total]).toEqual([35, 35]);
  expect(de(corte.main, 'DIP_LOC').encabezado['TOTAL_VOTOS_C_CS']).toBe('70');
});

test('data go first: an acta is published while its image is on its way', async () => {
  const imagen = h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), 3));
  await enviar(b.lote());
  type Detalle = { clave: string; imagen: { sha256: string; ruta: string | null } | null };
  const suya = (corte: Corte): Detalle['imagen'] => {
    const r = json(corte, de(corte.main, 'GUB').resultados) as { bloques: { archivo: string }[] };
    return r.bloques.flatMap((x) => (json(corte, x.archivo) as Detalle[])).find((d) => d.clave === acta('GUB', 0))!.imagen;
  };
  const antes = await c.central.corte({ ultimo: false });
  expect((await filasDe(antes, 'GUB')).get(acta('GUB', 0))!.codigoIntegridad).toBe(imagen);
  expect(suya(antes)).toMatchObject({ sha256: imagen, ruta: null });
  await enviarImagenes();
  expect(suya(await c.central.corte({ ultimo: false }))).toMatchObject({ sha256: imagen, ruta: `actas/${imagen.slice(0, 2)}/${imagen}.jpg` });
});

test('in the jornada there is no cut before its hour; a simulacro says that it is one', async () => {
  expect(await c.central.corte({ ultimo: false }).then((x) => readFileSync(join(x.carpeta, de(x.main, 'GUB').csv), 'utf8').split('\r\n')[0])).toContain('SIMULACRO');
  await c.cerrar();
  await montar({ paquete: { modo: 'jornada' } });
  c.reloj.ms = Date.parse('2027-06-06T17:59:59-06:00');
  await expect(c.central.corte({ ultimo: false })).rejects.toMatchObject({ codigo: 'corte_antes_de_inicio' });
  c.reloj.ms += 1000;
  expect((await c.central.corte({ ultimo: false })).numero).toBe(1);
});

describe('two epocas with the same acta', () => {
  const otra = (estacion: string): { b: BitacoraDePrueba; h: HitosDePrueba } => {
    const suya = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion });
    return { b: suya, h: crearHitosDePrueba(c.paquete, suya) };
  };
  const votos = async (): Promise<unknown> => (await filasDe(await c.central.corte({ ultimo: false }), 'GUB')).get(acta('GUB', 0))!.valores['ALBA'];

  test('the first to verify is published, in whatever order they arrive, and there is an alarm', async () => {
    const segunda = otra('C2-A');
    b.alas('2027-06-06T20:30:00-06:00');
    h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), 1));
    segunda.b.alas('2027-06-06T20:20:00-06:00');
    segunda.h.verificar(acta('GUB', 0), segunda.h.valores(acta('GUB', 0), 2));
    await enviar(b.lote());
    expect(await votos()).toBe(1);
    await enviar(segunda.b.lote());
    expect(await votos()).toBe(2);
    expect((await c.central.estado()).alarmas).toMatchObject([{ tipo: 'acta_en_dos_epocas', detalle: acta('GUB', 0) }]);
  });

  test('verified goes before SIN ACTA, and a recapture of the first stays first', async () => {
    const segunda = otra('C2-A');
    segunda.b.alas('2027-06-06T19:00:00-06:00');
    segunda.h.sinActa(acta('GUB', 0), 'paquete_no_entregado');
    h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), 1));
    const tercera = otra('C3-A');
    tercera.b.alas('2027-06-06T21:00:00-06:00');
    tercera.h.verificar(acta('GUB', 0), tercera.h.valores(acta('GUB', 0), 3));
    b.alas('2027-06-06T22:00:00-06:00');
    h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), 4), 2);
    for (const lote of [segunda.b.lote(), tercera.b.lote(), b.lote()]) await enviar(lote);
    expect(await votos()).toBe(4);
  });
});

test('lotes in any order give the same cut', async () => {
  todasLasClases();
  const tramos = Array.from({ length: Math.ceil(b.asientos.length / 3) }, (_, i) => [i * 3 + 1, Math.min(i * 3 + 3, b.asientos.length)] as const);
  const encabezado = async (orden: readonly (readonly [number, number])[]): Promise<unknown> => {
    const d = await crearCentralDePrueba({ opl: c.opl, firmante: c.firmante });
    try {
      for (const [desde, hasta] of orden) {
        await fetch(`${d.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote(desde, hasta)), headers: { 'content-type': 'application/gzip' } });
      }
      const corte = await d.central.corte({ ultimo: false });
      return [corte.main.elecciones, readFileSync(join(corte.carpeta, de(corte.main, 'GUB').csv), 'utf8')];
    } finally {
      await d.cerrar();
    }
  };
  const derecho = await encabezado(tramos);
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray(tramos, { minLength: tramos.length, maxLength: tramos.length }), async (orden) => {
    expect(await encabezado(orden)).toEqual(derecho);
  }), { numRuns: 5 });
});

test('a milestone that does not fit the catalogue is kept, alarmed and not published', async () => {
  h.verificar(acta('GUB', 0), { ...h.valores(acta('GUB', 0), 5), OTRO: 1 });
  h.verificar(acta('GUB', 1), h.valores(acta('GUB', 1), 5));
  await enviar(b.lote());
  const filas = await filasDe(await c.central.corte({ ultimo: false }), 'GUB');
  expect([filas.get(acta('GUB', 0))!.contabilizada, filas.get(acta('GUB', 1))!.contabilizada]).toEqual([null, 1]);
  expect((await c.central.estado()).alarmas).toMatchObject([{ tipo: 'hito_invalido' }]);
});

describe('a disk that does not give back what was put on it', () => {
  const enDisco = (imagen: string): string => rutaEnCentral(c.carpeta, imagen);
  const publicada = (corte: Corte, imagen: string): boolean => existsSync(join(corte.carpeta, 'actas', imagen.slice(0, 2), `${imagen}.bin`)) || existsSync(join(corte.carpeta, 'actas', imagen.slice(0, 2), `${imagen}.jpg`));
  beforeEach(async () => {
    h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), 5));
    h.verificar(acta('GUB', 1), h.valores(acta('GUB', 1), 6));
    await enviar(b.lote());
    await enviarImagenes();
  });

  test.each([
    ['is gone', (ruta: string) => rmSync(ruta)],
    ['has another byte', (ruta: string) => { const bytes = readFileSync(ruta); bytes[0]! ^= 1; writeFileSync(ruta, bytes); }],
  ])('an image that %s holds up no cut, is not published, and is asked for again', async (_, romper) => {
    const [mala, buena] = [...h.imagenes.keys()] as [string, string];
    romper(enDisco(mala));
    const corte = await c.central.corte({ ultimo: false });
    expect((await filasDe(corte, 'GUB')).get(acta('GUB', 0))).toMatchObject({ contabilizada: 1, codigoIntegridad: mala });
    expect([publicada(corte, mala), publicada(corte, buena)]).toEqual([false, true]);
    expect((await c.central.estado()).imagenesFaltantes).toBe(1);
    await enviarImagenes();
    expect((await c.central.estado()).imagenesFaltantes).toBe(0);
    const siguiente = await c.central.corte({ ultimo: false });
    expect(publicada(siguiente, mala)).toBe(true);
    expect(criptoNode.sha256(readFileSync(enDisco(mala)))).toBe(mala);
  });

  test('a database restored from before a cut does not write over what was published', async () => {
    const base = join(c.carpeta, 'central.db');
    await c.central.corte({ ultimo: false });
    await c.central.cerrar();
    copyFileSync(base, `${base}.copia`);
    await c.reabrir();
    const segundo = await c.central.corte({ ultimo: false });
    const antes = readFileSync(join(segundo.carpeta, segundo.main.firma), 'utf8');
    await c.central.cerrar();
    copyFileSync(`${base}.copia`, base);
    await c.reabrir();
    c.reloj.ms += 60_000;
    expect((await c.central.corte({ ultimo: false })).numero).toBe(3);
    expect(readFileSync(join(segundo.carpeta, segundo.main.firma), 'utf8')).toBe(antes);
  });
});

test('of cuts older than the last twelve stay the ZIPs and the signed list; all that the others name is there, as it says', async () => {
  const cortes: Corte[] = [];
  for (let i = 0; i < 15; i++) {
    h.verificar(acta('GUB', 0), h.valores(acta('GUB', 0), i), i + 1);
    await enviar(b.lote(i === 0 ? 1 : b.asientos.length - 1));
    cortes.push(await c.central.corte({ ultimo: false }));
    c.reloj.ms += 300_000;
  }
  const existe = (corte: Corte, ruta: string): boolean => existsSync(join(corte.carpeta, ruta));
  const listaDe = (corte: Corte): { ruta: string; sha256: string }[] => (JSON.parse(documentoFirmadoSchema.parse(json(corte, corte.main.firma)).contenido) as { archivos: { ruta: string; sha256: string }[] }).archivos;
  for (const corte of cortes.slice(0, 3)) {
    expect([corte.main.firma, corte.main.zip, ...corte.main.elecciones.map((e) => e.zip)].every((r) => existe(corte, r))).toBe(true);
    expect(corte.main.elecciones.some((e) => existe(corte, e.csv))).toBe(false);
  }
  for (const corte of cortes.slice(3)) for (const { ruta, sha256 } of listaDe(corte)) expect(criptoNode.sha256(readFileSync(join(corte.carpeta, ruta)))).toBe(sha256);
  expect(existe(cortes[0]!, de(cortes[0]!.main, 'GUB').resultados)).toBe(false);
});
