import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { estadoDeBase } from './estado.ts';

let c: CentralDePrueba;
afterEach(() => c.cerrar());
const base = (): string => join(c.carpeta, 'central.db');

test('the state is read beside a central that runs, and says what it holds', async () => {
  c = await crearCentralDePrueba();
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote()), headers: { 'content-type': 'application/gzip' } });
  expect((await estadoDeBase(base(), AHORA)).epocas).toMatchObject([{ epoca: b.epoca, eventos: 1 }]);
});

test.each([
  ['of an older version', "delete from kysely_migration where name like '005%'", 'base_mas_vieja'],
  ['of a newer version', "insert into kysely_migration (name, timestamp) values ('999-otra', '2030')", 'base_mas_nueva'],
])('a database %s is said to be so and left as it is', async (_nombre, sql, codigo) => {
  c = await crearCentralDePrueba();
  await c.central.cerrar();
  const abierta = new Database(base());
  abierta.exec(sql);
  abierta.pragma('wal_checkpoint(TRUNCATE)');
  abierta.close();
  const huella = (): string => createHash('sha256').update(readFileSync(base())).digest('hex');
  const antes = huella();
  await expect(estadoDeBase(base(), AHORA)).rejects.toMatchObject({ codigo });
  expect(huella()).toBe(antes);
});
