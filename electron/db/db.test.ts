import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrar, type Migracion } from './migrate.ts';
import { MIGRACIONES } from './migrations/index.ts';
import { crearProyecciones } from './proyecciones.ts';
import { abrirParaLeer } from './abrir-para-leer.ts';
import { abrirBase, cerrarBase, esDiscoLleno } from './open-database.ts';

let carpeta: string;
beforeEach(() => { carpeta = mkdtempSync(join(tmpdir(), 'acopio-db-')); });
afterEach(() => rmSync(carpeta, { recursive: true, force: true }));

const tablas = (base: Database.Database): unknown[] => base.prepare("select name from sqlite_master where type = 'table'").pluck().all();
const pasos: Migracion[] = [
  { version: 1, nombre: 'uno', up: (b) => b.exec('create table padre (id integer primary key) strict; create table hijo (p integer references padre (id)) strict') },
  { version: 2, nombre: 'dos', up: (b) => b.exec("create table dos (t text) strict; insert into dos values ('x')") },
];

test('commits are durable and foreign keys hold', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  expect(base.pragma('synchronous', { simple: true })).toBe(2);
  expect(base.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(base.pragma('foreign_keys', { simple: true })).toBe(1);
  cerrarBase(base);
});

test('a station that was set up with next to nothing in it is still read by its indexes', () => {
  const ruta = join(carpeta, 'a.db');
  let base = abrirBase(ruta);
  migrar(base, MIGRACIONES, join(carpeta, 'r'));
  base.exec(`insert into bitacora values (1, 'a', 'estacion.iniciada', null, '', '{}', '${'0'.repeat(64)}')`);
  expect(base.prepare('select count(*) from bitacora where seq > 0').pluck().get()).toBe(1);
  cerrarBase(base);
  base = abrirBase(ruta);
  const plan = base.prepare('explain query plan select count(*) from bitacora where seq > ?').all(1) as { detail: string }[];
  expect(plan.map((p) => p.detail).join()).toContain('INTEGER PRIMARY KEY');
  cerrarBase(base);
});

test('a file that is not a database is said to be damaged', () => {
  writeFileSync(join(carpeta, 'a.db'), 'esto no es una base de datos'.repeat(100));
  expect(() => abrirBase(join(carpeta, 'a.db'))).toThrow(expect.objectContaining({ codigo: 'base_danada' }));
});

test('an empty file is no database to look at', () => {
  writeFileSync(join(carpeta, 'a.db'), '');
  expect(() => abrirParaLeer(join(carpeta, 'a.db'))).toThrow(expect.objectContaining({ codigo: 'base_danada' }));
});

test('the real migrations apply once, and a second time do nothing', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  expect(migrar(base, MIGRACIONES, join(carpeta, 'r'))).toEqual({ antes: 0, ahora: MIGRACIONES.length });
  expect(migrar(base, MIGRACIONES, join(carpeta, 'r'))).toEqual({ antes: MIGRACIONES.length, ahora: MIGRACIONES.length });
  expect(tablas(base)).toContain('bitacora');
  cerrarBase(base);
});

test('images of before tandas keep their rows, and an acta still points at its image', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  migrar(base, MIGRACIONES.slice(0, 2), join(carpeta, 'r'));
  const imagen = 'a'.repeat(64);
  base.exec(`insert into imagen (imagen, estado, acta, bytes, origen, digitalizacion, fuente, hoja, qr, hora, seq) values ('${imagen}', 'vigente', 'A1', 9, 'CATD', 'ESCANER', 'x.jpg', 4, 'q', 'h', 3)`);
  base.exec(`insert into acta (clave, eleccion, estado, ciclo, imagen, seq, hora) values ('A1', 'GUB', 'digitalizada', 1, '${imagen}', 4, 'h')`);
  migrar(base, MIGRACIONES, join(carpeta, 'r'));
  expect(base.prepare('select imagen, estado, acta, bytes, fuente, hoja, tanda, veredicto, giro, seq from imagen').all()).toEqual([
    { imagen, estado: 'vigente', acta: 'A1', bytes: 9, fuente: 'x.jpg', hoja: 4, tanda: null, veredicto: null, giro: 0, seq: 3 },
  ]);
  expect(() => base.exec("insert into acta (clave, eleccion, estado, ciclo, imagen, seq, hora) values ('A2', 'GUB', 'digitalizada', 1, 'nadie', 5, 'h')")).toThrow(/FOREIGN KEY/);
  cerrarBase(base);
});

test('captures of before they shared a row keep who made them, and the journal its characters', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  migrar(base, MIGRACIONES.slice(0, 6), join(carpeta, 'r'));
  for (const seq of [1, 2, 3]) base.exec(`insert into bitacora (seq, id, tipo, acta, hora, texto, hash) values (${seq}, 'u${seq}', 't', 'A1', 'h', 'texto ${seq}', '${String(seq).repeat(64)}')`);
  base.exec("insert into acta (clave, eleccion, estado, seq, seq_verificacion, hora) values ('A1', 'GUB', 'acopiada', 1, 3, 'h')");
  base.exec("insert into captura (acta, ciclo, ronda, persona, seq) values ('A1', 1, 2, 'beto', 2), ('A1', 1, 1, 'ana', 1), ('A1', 2, 1, 'eva', 3)");
  migrar(base, MIGRACIONES, join(carpeta, 'r'));
  expect(base.prepare('select acta, ciclo, persona_1, seq_1, persona_2, seq_2 from captura order by ciclo').all()).toEqual([
    { acta: 'A1', ciclo: 1, persona_1: 'ana', seq_1: 1, persona_2: 'beto', seq_2: 2 },
    { acta: 'A1', ciclo: 2, persona_1: 'eva', seq_1: 3, persona_2: null, seq_2: null },
  ]);
  expect(base.prepare('select seq, texto, hash from bitacora order by seq').all()).toEqual([1, 2, 3].map((seq) => ({ seq, texto: `texto ${seq}`, hash: String(seq).repeat(64) })));
  expect(() => base.exec("update captura set persona_2 = 'eva', seq_2 = 3 where ciclo = 2")).toThrow(/CHECK/);
  expect(() => base.exec("update captura set persona_2 = 'ana', seq_2 = 9 where ciclo = 2")).toThrow(/FOREIGN KEY/);
  cerrarBase(base);
});

test('journals of before tandas still give their images', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  migrar(base, MIGRACIONES, join(carpeta, 'r'));
  const proyectar = crearProyecciones(base, () => 'GUB');
  const imagen = 'b'.repeat(64);
  const evento = { id: 'x', version: 1, actor: 'a', puesto: 'p', hora: '2027-06-06T20:00:00.000-06:00', previo: 'c'.repeat(64) };
  proyectar({ ...evento, seq: 1, tipo: 'imagen.guardada', datos: { imagen, bytes: 5, origen: 'CATD', digitalizacion: 'ESCANER', fuente: 'f', hoja: 3, qr: null, lector: null } });
  proyectar({ ...evento, seq: 2, tipo: 'imagen.por_identificar', datos: { imagen, motivo: 'sin_qr' } });
  proyectar({ ...evento, seq: 3, tipo: 'imagen.repetida', datos: { imagen, fuente: 'f' } });
  expect(base.prepare('select estado, tanda, hoja, veredicto, giro from imagen').all()).toEqual([{ estado: 'por_identificar', tanda: null, hoja: 3, veredicto: null, giro: 0 }]);
  cerrarBase(base);
});

test('a database in use is copied before its first pending migration', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  migrar(base, pasos.slice(0, 1), join(carpeta, 'r'));
  base.exec('insert into padre values (7)');
  migrar(base, pasos, join(carpeta, 'r'));
  cerrarBase(base);
  const [copia] = readdirSync(join(carpeta, 'r'));
  const respaldo = new Database(join(carpeta, 'r', copia!));
  expect(respaldo.prepare('select id from padre').pluck().all()).toEqual([7]);
  expect(tablas(respaldo)).not.toContain('dos');
  respaldo.close();
});

test('a newer database is refused and left as it was', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  migrar(base, pasos, join(carpeta, 'r'));
  expect(() => migrar(base, pasos.slice(0, 1), join(carpeta, 'r'))).toThrow(expect.objectContaining({ codigo: 'base_mas_nueva', parametros: { version: 2 } }));
  expect(base.pragma('user_version', { simple: true })).toBe(2);
  cerrarBase(base);
});

test('a migration that fails leaves nothing of any of the pending ones, and foreign keys on', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  const mala: Migracion = { version: 3, nombre: 'mala', up: (b) => b.exec('insert into hijo values (99)') };
  expect(() => migrar(base, [...pasos, mala], join(carpeta, 'r'))).toThrow('foreign key');
  expect(base.pragma('user_version', { simple: true })).toBe(0);
  expect(tablas(base)).toEqual([]);
  expect(base.pragma('foreign_keys', { simple: true })).toBe(1);
  cerrarBase(base);
});

test('a full database is told from other failures', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  base.exec('create table t (x blob)');
  base.pragma('max_page_count = 4');
  let error: unknown;
  try {
    base.exec('insert into t values (zeroblob(100000))');
  } catch (e) {
    error = e;
  }
  expect(esDiscoLleno(error)).toBe(true);
  expect(esDiscoLleno(new Error('otra'))).toBe(false);
  expect(esDiscoLleno(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe(true);
  cerrarBase(base);
});

test('a full disk takes no statistics, and the database closes all the same', () => {
  const base = abrirBase(join(carpeta, 'a.db'));
  base.pragma = () => { throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }); };
  cerrarBase(base);
  expect(base.open).toBe(false);
});
