import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { abrirBaseCentral, dialectoSqlite, type BaseCentral } from '#central/db/base-central.ts';
import { crearRepositorioIngesta } from '#central/db/ingesta-repository.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearGuardaRechazos } from './guardar-rechazo.ts';

const HORA = '2027-06-06T21:00:00.000-06:00';
let carpeta: string;
let db: BaseCentral;
let guardar: ReturnType<typeof crearGuardaRechazos>;
beforeEach(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-rechazos-'));
  db = await abrirBaseCentral(dialectoSqlite(join(carpeta, 'central.db')));
  guardar = crearGuardaRechazos({ carpeta: join(carpeta, 'rechazos'), repositorio: crearRepositorioIngesta(db), cripto: criptoNode, registro: { info: () => undefined, error: () => undefined } });
});
afterEach(async () => {
  await db.destroy();
  rmSync(carpeta, { recursive: true });
});

/** As many refusals as these, of so many bytes each. */
const llenar = async (filas: number, bytes: number): Promise<void> => {
  for (let i = 0; i < filas; i += 1_000) {
    await db.insertInto('rechazo').values(Array.from({ length: Math.min(1_000, filas - i) }, (_, j) => ({ sha: String(i + j), codigo: 'lote_ilegible', parametros: '{}', ruta: `${String(i + j)}.lote.gz`, bytes, primera: HORA, ultima: HORA, veces: 1 }))).execute();
  }
};
const basura = (n: number): Uint8Array => Buffer.from(`basura ${String(n)}`);
const estaEntero = (cuerpo: Uint8Array): boolean => existsSync(join(carpeta, 'rechazos', `${criptoNode.sha256(cuerpo)}.lote.gz`));
const filas = async (): Promise<number> => (await db.selectFrom('rechazo').select('sha').execute()).length;

test('what anybody may send leaves room for what stations signed', async () => {
  await llenar(16, 4 * 1024 * 1024);
  await guardar(basura(1), new AppError('lote_ilegible', { detalle: 'gzip' }), HORA);
  expect([estaEntero(basura(1)), await filas()]).toEqual([false, 17]);
  await guardar(basura(2), new AppError('lote_bifurcado', { seq: 3, epoca: 'e' }), HORA);
  expect([estaEntero(basura(2)), await filas()]).toEqual([true, 18]);
  expect(await db.selectFrom('alarma').select('tipo').execute()).toEqual([{ tipo: 'bifurcacion' }]);
});

test('and its rows end too; one that is known goes on being counted', async () => {
  await guardar(basura(1), new AppError('lote_firma'), HORA);
  await llenar(9_999, 1);
  await guardar(basura(2), new AppError('lote_firma'), HORA);
  await guardar(basura(1), new AppError('lote_firma'), HORA);
  expect(await filas()).toBe(10_000);
  expect(await db.selectFrom('rechazo').select('veces').where('sha', '=', criptoNode.sha256(basura(1))).execute()).toEqual([{ veces: 2 }]);
  await guardar(basura(3), new AppError('epoca_ajena', { epoca: 'e', estacion: 'C2-A' }), HORA);
  expect(await filas()).toBe(10_001);
});
