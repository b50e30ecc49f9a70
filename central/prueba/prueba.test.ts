import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { estadoDeBase } from '#central/estado.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearHitosDePrueba } from '#tests/hitos-de-prueba.ts';

let c: CentralDePrueba;
let fallas: AppError[];
const ruta = (): string => join(c.carpeta, 'central.db');
const enBase = <T>(hacer: (base: Database.Database) => T): T => {
  const base = new Database(ruta());
  try {
    return hacer(base);
  } finally {
    base.close();
  }
};
const enviar = async (b: BitacoraDePrueba, ...lugares: readonly number[]): Promise<void> => {
  const r = await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote(...lugares)), headers: { 'content-type': 'application/gzip' } });
  expect(r.status).toBe(200);
};
/** What hangs from the lotes, but when each came. */
const hechas = (): unknown => enBase((base) => ({
  hitos: base.prepare('select acta, epoca, seq, eleccion, clase, hora, imagen, vigente from hito order by acta, epoca, seq').all(),
  tramos: base.prepare('select * from tramo order by epoca, desde').all(),
  imagenes: base.prepare('select imagen, completa from imagen order by imagen').all(),
}));

/** Two lotes of one station, with two milestones of one acta and one of another, and one of its relief. */
beforeEach(async () => {
  fallas = [];
  c = await crearCentralDePrueba({ alFallarBase: (f) => fallas.push(f) });
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  const [una, otra] = c.paquete.actas.filter((a) => a.eleccion === c.paquete.actas[0]!.eleccion).map((a) => a.clave) as [string, string];
  const verificar = (suya: BitacoraDePrueba, acta: string, valor: number): void => {
    const hitos = crearHitosDePrueba(c.paquete, suya);
    hitos.verificar(acta, hitos.valores(acta, valor));
  };
  verificar(b, una, 1);
  verificar(b, otra, 2);
  await enviar(b, 1, 3);
  await enviar(b, 4, b.asientos.length);
  const relevo = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion: 'C1-B', hereda: { epoca: b.epoca, asientos: b.asientos } });
  verificar(relevo, una, 3);
  await enviar(relevo, b.asientos.length + 1, relevo.asientos.length);
  await c.central.cerrar();
});
// One that broke while it served does not close well.
afterEach(() => c.cerrar().catch(() => rmSync(c.carpeta, { recursive: true })));

test('a sound database opens as it was, and nothing of it is made again', async () => {
  const antes = hechas();
  expect(antes).toMatchObject({ hitos: { length: 3 }, tramos: { length: 2 } });
  await c.reabrir();
  expect((await c.central.estado()).alarmas.map((a) => a.tipo)).toEqual(['relevo']);
  await c.central.cerrar();
  expect(hechas()).toEqual(antes);
});

test.each([
  ['another milestone is published', 'update hito set vigente = 1 - vigente'],
  ['a milestone lost its image', 'update hito set imagen = null'],
  ['a milestone is of another kind', "update hito set clase = 'sin_acta'"],
  ['a milestone is gone', 'delete from hito where vigente = 1'],
  ['a range says more than there is', 'update tramo set hasta = hasta + 1'],
  ['a range ends in another hash', "update tramo set cabeza = 'f' || substr(cabeza, 2)"],
  ['the ranges are gone', 'delete from tramo'],
  ['images are gone', 'delete from imagen'],
  ['a lote that is not there waits', "insert into por_consolidar values ('x', 'x', 1, '2027', 0)"],
])('%s: it is made again from the lotes, with an alarm', async (_nombre, sql) => {
  const antes = hechas();
  enBase((base) => base.exec(sql));
  await c.reabrir();
  expect((await c.central.estado()).alarmas.map((a) => a.tipo)).toContain('base_rehecha');
  await c.central.cerrar();
  expect(hechas()).toEqual(antes);
});

test.each([
  ['the body of a lote', (base: Database.Database) => base.prepare('update lote set cuerpo = ? where desde = 1').run(gzipSync('otro'))],
  ['bytes of the body of a lote', (base: Database.Database) => base.exec("update lote set cuerpo = cast(substr(cuerpo, 1, 60) || x'00' || substr(cuerpo, 62) as blob)")],
  ['where a lote ends', (base: Database.Database) => base.exec('update lote set hasta = hasta + 1 where desde = 1')],
  ['the images that a lote names', (base: Database.Database) => base.exec("update lote set imagenes = ''")],
  ['when a lote came', (base: Database.Database) => base.exec("update lote set recibido = '2027-0x06'")],
  ['the key of an epoca', (base: Database.Database) => base.exec("update epoca set llave = 'x'")],
  ['what an epoca goes on from', (base: Database.Database) => base.exec('update epoca set hereda_hasta = 1 where hereda is not null')],
  ['the CATD of a station', (base: Database.Database) => base.exec("update estacion set catd = 'C9'")],
  ['an epoca that is gone', (base: Database.Database) => base.exec('delete from epoca')],
  ['a name in the schema', (base: Database.Database) => {
    base.unsafeMode(true);
    base.pragma('writable_schema = ON');
    base.exec("update sqlite_schema set sql = replace(sql, 'catd', 'catz') where name = 'estacion'");
  }],
])('%s changed: it does not open, and the file is kept', async (_nombre, cambiar) => {
  enBase((base) => cambiar(base));
  await expect(c.reabrir()).rejects.toMatchObject({ codigo: 'base_central_danada' });
  expect(enBase((base) => base.prepare('select count(*) from lote').pluck().get())).toBe(3);
});

test('an entry of an index that its table does not have: it does not open, and no byte of the file changes', async () => {
  const raiz = enBase((base) => base.prepare<[], number>("select rootpage from sqlite_schema where name = 'sqlite_autoindex_imagen_1'").pluck().get()!);
  const bytes = readFileSync(ruta());
  const lugar = bytes.lastIndexOf(bytes.subarray(raiz * 4096 - 40, raiz * 4096 - 20), raiz * 4096);
  const f = openSync(ruta(), 'r+');
  writeSync(f, 'ZZZZ', lugar);
  closeSync(f);
  const huella = (): string => createHash('sha256').update(readFileSync(ruta())).digest('hex');
  const antes = huella();
  await expect(c.reabrir()).rejects.toMatchObject({ codigo: 'base_central_danada' });
  expect(huella()).toBe(antes);
});

test('damage that is met while it serves is told once to whoever opened it', async () => {
  await c.reabrir();
  // Somebody else writes: what the central keeps in memory of the file is of no use any more.
  enBase((base) => {
    base.exec("insert into alarma values ('otra', 'x', 'x', '2027')");
    base.pragma('wal_checkpoint(TRUNCATE)');
  });
  const f = openSync(ruta(), 'r+');
  writeSync(f, Buffer.alloc(statSync(ruta()).size - 4096, 0x5a), 0, statSync(ruta()).size - 4096, 4096);
  closeSync(f);
  await expect(c.central.estado()).rejects.toThrow();
  await expect(c.central.estado()).rejects.toThrow();
  expect(fallas.map((e) => e.codigo)).toEqual(['base_central_danada']);
  await expect(estadoDeBase(ruta(), AHORA)).rejects.toMatchObject({ codigo: 'base_central_danada' });
});
