import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { abrirBaseCentral, dialectoSqlite, type BaseCentral } from './base-central.ts';
import { crearConsulta, crearInsercion, enTamanos } from './preparadas.ts';

let carpeta: string;
let db: BaseCentral;
beforeEach(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-preparadas-'));
  db = await abrirBaseCentral(dialectoSqlite(join(carpeta, 'central.db')));
});
afterEach(async () => {
  await db.destroy();
  rmSync(carpeta, { recursive: true });
});

test('a list of any length goes whole, in few sizes', () => {
  const tamanos = new Set<number>();
  for (let n = 0; n <= 400; n++) {
    const lista = Array.from({ length: n }, (_, i) => i);
    const grupos = enTamanos(lista);
    expect(grupos.flat()).toEqual(lista);
    for (const g of grupos) tamanos.add(g.length);
  }
  expect(tamanos.size).toBe(19);
});

test.each([1, 3, 16, 17, 100, 128, 129, 300])('%i rows are written, and each is found once, by its key', async (n) => {
  const insertar = crearInsercion(db, 'alarma', ['clave', 'tipo', 'detalle', 'hora']);
  const buscar = crearConsulta((en) => db.selectFrom('alarma').select('clave').where('clave', 'in', en).where('tipo', '=', 'relevo'));
  const claves = Array.from({ length: n }, (_, i) => String(i).padStart(3, '0'));
  await db.transaction().execute(async (tx) => {
    await insertar(tx, claves.map((clave) => ({ clave, tipo: 'relevo', detalle: '', hora: '' })));
    expect((await buscar(tx, claves)).map((f) => f.clave).sort()).toEqual(claves);
    expect(await buscar(tx, ['x', 'y', 'z'])).toEqual([]);
  });
});
