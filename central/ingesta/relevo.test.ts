import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorCentralSchema } from '#shared/api/contrato-central.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba, type OpcionesBitacora } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearHitosDePrueba } from '#tests/hitos-de-prueba.ts';

let c: CentralDePrueba;
let principal: BitacoraDePrueba;
let acta: string;
beforeEach(async () => {
  c = await crearCentralDePrueba();
  principal = bitacora();
  acta = c.paquete.actas.find((a) => a.eleccion === 'GUB')?.clave ?? c.paquete.actas[0]!.clave;
  verificar(principal, 1);
});
afterEach(() => c.cerrar());

const bitacora = (o: Partial<OpcionesBitacora> = {}): BitacoraDePrueba => crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, ...o });
/** The standby of the same CATD goes on from the first `hasta` entries of the main station. */
const relevo = (hasta: number, o: Partial<OpcionesBitacora> = {}): BitacoraDePrueba =>
  bitacora({ estacion: 'C1-B', hereda: { epoca: principal.epoca, asientos: principal.asientos.slice(0, hasta) }, ...o });
const verificar = (b: BitacoraDePrueba, valor: number): void => {
  const hitos = crearHitosDePrueba(c.paquete, b);
  hitos.verificar(acta, hitos.valores(acta, valor));
};
const enviar = async (lote: Uint8Array): Promise<string> => {
  const r = await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(lote), headers: { 'content-type': 'application/gzip' } });
  return r.status === 200 ? 'tomado' : errorCentralSchema.parse(await r.json()).codigo;
};
const leer = <T>(sql: string): T[] => {
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  try {
    return base.prepare<[], T>(sql).all();
  } finally {
    base.close();
  }
};
const publicada = async (): Promise<{ epoca: string; seq: number } | undefined> => {
  // Asking works out what waits.
  await c.central.estado();
  return leer<{ epoca: string; seq: number }>(`select epoca, seq from hito where vigente = 1 and acta = '${acta}'`)[0];
};
const alarmas = async (): Promise<string[]> => (await c.central.estado()).alarmas.map((a) => a.tipo).sort();

test('the station that relieves sends what the main one could not, and what it corrects replaces what it inherited', async () => {
  expect(await enviar(principal.lote(1, 1))).toBe('tomado');
  const nueva = relevo(3);
  verificar(nueva, 2);
  expect(await enviar(nueva.lote(2, 3))).toBe('tomado');
  expect(await publicada()).toEqual({ epoca: principal.epoca, seq: 3 });
  expect(await enviar(nueva.lote(4, 6))).toBe('tomado');
  expect(await publicada()).toEqual({ epoca: nueva.epoca, seq: 6 });
  expect(await alarmas()).toEqual(['relevo']);
});

test('in any order the choice is the same', async () => {
  const nueva = relevo(3);
  verificar(nueva, 2);
  expect(await enviar(nueva.lote(5, 6))).toBe('tomado');
  expect(await enviar(principal.lote())).toBe('tomado');
  expect(await enviar(nueva.lote(4, 4))).toBe('tomado');
  expect(await publicada()).toEqual({ epoca: nueva.epoca, seq: 6 });
});

test('what the relieved station wrote afterwards is kept, and raises an alarm where both speak of one acta', async () => {
  expect(await enviar(principal.lote())).toBe('tomado');
  const nueva = relevo(3);
  verificar(nueva, 2);
  expect(await enviar(nueva.lote(4, 6))).toBe('tomado');
  verificar(principal, 3);
  expect(await enviar(principal.lote(4, 5))).toBe('tomado');
  expect(await alarmas()).toEqual(['acta_en_dos_epocas', 'relevo']);
});

test('an epoca that inherits what the other one did not write is a fork, whichever comes first', async () => {
  const otra = bitacora({ epoca: principal.epoca });
  verificar(otra, 9);
  const falsa = bitacora({ estacion: 'C1-B', hereda: { epoca: principal.epoca, asientos: otra.asientos } });
  expect(await enviar(principal.lote())).toBe('tomado');
  expect(await enviar(falsa.lote(4, 4))).toBe('lote_bifurcado');

  const segunda = bitacora({ estacion: 'C1-C' });
  verificar(segunda, 1);
  const mala = bitacora({ estacion: 'C1-D', hereda: { epoca: segunda.epoca, asientos: otra.asientos } });
  expect(await enviar(mala.lote(4, 4))).toBe('tomado');
  expect(await enviar(segunda.lote())).toBe('lote_bifurcado');
});

test('another CATD neither sends for it nor goes on from it in its name', async () => {
  expect(await enviar(principal.lote(1, 1))).toBe('tomado');
  expect(await enviar(relevo(3, { catd: 'C2', estacion: 'C2-A' }).lote(2, 3))).toBe('epoca_ajena');
});

test('a station of another CATD does not go on from it: what it says is not published in its place', async () => {
  expect(await enviar(principal.lote())).toBe('tomado');
  const ajena = relevo(3, { catd: 'C2', estacion: 'C2-A' });
  verificar(ajena, 9);
  expect(await enviar(ajena.lote(4, 6))).toBe('epoca_ajena');
  expect(await publicada()).toEqual({ epoca: principal.epoca, seq: 3 });
});

test('one that says so before anything of that epoca came shuts nobody out, and is a journal of its own', async () => {
  const inventada = bitacora({ epoca: principal.epoca });
  verificar(inventada, 9);
  const ajena = bitacora({ catd: 'C2', estacion: 'C2-A', hereda: { epoca: principal.epoca, asientos: inventada.asientos } });
  verificar(ajena, 9);
  expect(await enviar(ajena.lote(4, 6))).toBe('tomado');
  expect(await enviar(principal.lote())).toBe('tomado');
  expect(await alarmas()).toEqual(['acta_en_dos_epocas', 'relevo']);

  const deVerdad = bitacora({ estacion: 'C1-C', catd: 'C2' });
  const suya = bitacora({ estacion: 'C2-B', catd: 'C2', hereda: { epoca: deVerdad.epoca, asientos: inventada.asientos } });
  expect(await enviar(suya.lote(4, 4))).toBe('tomado');
  verificar(deVerdad, 1);
  expect(await enviar(deVerdad.lote())).toBe('lote_bifurcado');
});

test('an epoca begins at its first place or where the other one ended, and nowhere else', async () => {
  const nueva = relevo(3);
  nueva.agregar('estacion.iniciada', { epoca: nueva.epoca, estacion: 'C1-B', catd: 'C1', paquete: c.paqueteSha, version: '0', modo: 'simulacro' });
  expect(await enviar(nueva.lote(5, 5))).toBe('lote_esquema');
  expect(await enviar(nueva.lote(4, 5))).toBe('lote_esquema');
});
