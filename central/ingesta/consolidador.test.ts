import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearCentral } from '#central/crear-central.ts';
import { abrirBaseCentral, dialectoSqlite } from '#central/db/base-central.ts';
import { crearRepositorioConsolidacion } from '#central/db/consolidacion-repository.ts';
import { estadoDeBase } from '#central/estado.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearHitosDePrueba, imagenDePrueba } from '#tests/hitos-de-prueba.ts';
import { crearConsolidador } from './consolidador.ts';

let c: CentralDePrueba;
let carpeta: string;
beforeEach(async () => {
  c = await crearCentralDePrueba();
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-consolidador-'));
});
afterEach(async () => {
  await c.cerrar();
  rmSync(carpeta, { recursive: true });
});

const enviar = async (lote: Uint8Array): Promise<void> => {
  expect((await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(lote), headers: { 'content-type': 'application/gzip' } })).status).toBe(200);
};
/** A journal with one verified acta. */
const conActa = (estacion: string, n: number): BitacoraDePrueba => {
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion });
  const hitos = crearHitosDePrueba(c.paquete, b);
  const { clave } = c.paquete.actas[n]!;
  hitos.verificar(clave, hitos.valores(clave, 1));
  return b;
};
/** The database as a central that died this instant leaves it. */
const comoSiMuriera = (): string => {
  for (const f of ['central.db', 'central.db-wal']) if (existsSync(join(c.carpeta, f))) copyFileSync(join(c.carpeta, f), join(carpeta, f));
  return join(carpeta, 'central.db');
};

test('what a central that dies had stored and not worked out is counted as not published, and worked out when it opens again', async () => {
  await enviar(conActa('C1-A', 0).lote());
  const base = comoSiMuriera();
  expect((await estadoDeBase(base, c.reloj.ms + 60_000)).retraso).toMatchObject({ actas: 1, ms: 60_000 });
  const otra = await crearCentral({
    carpeta, paqueteTexto: c.paqueteTexto, llaveOpl: c.opl.llave, firmante: c.firmante, cripto: criptoNode, reloj: { ahora: () => c.reloj.ms + 60_000 }, registro: { info: () => undefined, error: () => undefined },
  });
  try {
    const { retraso, imagenesFaltantes } = await otra.estado();
    expect([retraso.actas, retraso.ms, imagenesFaltantes]).toEqual([1, 60_000, 1]);
    await otra.corte({ ultimo: false });
    expect((await otra.estado()).retraso).toMatchObject({ actas: 0 });
  } finally {
    await otra.cerrar();
  }
});

test('the bytes of an image are taken as soon as its lote has its acuse, and stay whole', async () => {
  await enviar(conActa('C1-A', 0).lote());
  const { bytes, imagen } = imagenDePrueba(`${c.paquete.actas[0]!.clave} 1`);
  expect(await c.central.entrega.imagen(imagen, bytes)).toBe(true);
  expect(await c.central.entrega.imagen('f'.repeat(64), bytes)).toBe(false);
  expect((await c.central.estado()).imagenesFaltantes).toBe(0);
  await c.reabrir();
  expect((await c.central.estado()).imagenesFaltantes).toBe(0);
});

test('one that cannot be worked out holds nobody up, is said, and goes on counting as not published', async () => {
  await enviar(conActa('C1-A', 0).lote());
  await enviar(conActa('C1-B', 1).lote());
  const db = await abrirBaseCentral(dialectoSqlite(comoSiMuriera()));
  const errores: string[] = [];
  const [mala] = await db.selectFrom('por_consolidar').select('epoca').orderBy('sha').execute();
  let vez = 0;
  const consolidador = crearConsolidador({
    repositorio: crearRepositorioConsolidacion(db), registro: { info: () => undefined, error: (que) => void errores.push(que) },
    preparar: () => {
      vez += 1;
      if (vez === 1 || vez === 2) throw new Error('no');
      return { sha: '', epoca: 'otra', hereda: undefined, hitos: [], alarmas: [{ seq: 1, clave: 'a', tipo: 'hito_invalido', detalle: '' }], imagenes: [] };
    },
  });
  await consolidador.alDia();
  await consolidador.alDia();
  expect(errores).toEqual(['lotes not consolidated together', 'lote not consolidated']);
  expect(await db.selectFrom('alarma').select('clave').execute()).toEqual([{ clave: 'a' }]);
  expect(await db.selectFrom('por_consolidar').select(['epoca', 'actas']).execute()).toEqual([{ ...mala, actas: 1 }]);
  await db.destroy();
});

test('one that the disk did not take is worked out once there is room, without opening again', async () => {
  await enviar(conActa('C1-A', 0).lote());
  const db = await abrirBaseCentral(dialectoSqlite(comoSiMuriera()));
  const real = crearRepositorioConsolidacion(db);
  let [lleno, ms] = [true, 0];
  const consolidador = crearConsolidador({
    repositorio: { ...real, transaccion: (hacer) => (lleno ? Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })) : real.transaccion(hacer)) },
    registro: { info: () => undefined, error: () => undefined }, cronometro: () => ms,
    preparar: () => ({ sha: '', epoca: 'otra', hereda: undefined, hitos: [], alarmas: [], imagenes: [] }),
  });
  const esperan = async (): Promise<number> => (await db.selectFrom('por_consolidar').select('sha').execute()).length;
  await consolidador.alDia();
  lleno = false;
  ms = 59_000;
  await consolidador.alDia();
  expect(await esperan()).toBe(1);
  ms = 60_000;
  await consolidador.alDia();
  expect(await esperan()).toBe(0);
  await db.destroy();
});
