import Database from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect, type Dialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { Migrator } from 'kysely/migration';
import { AppError } from '#shared/errors/app-error.ts';
import * as inicial from './001-inicial.ts';
import * as existencias from './002-existencias.ts';
import * as herencias from './003-herencias.ts';
import * as revocaciones from './004-revocaciones.ts';
import * as cuerpos from './005-cuerpos.ts';
import * as porConsolidar from './006-por-consolidar.ts';
import * as herederas from './007-herederas.ts';
import type { EsquemaCentral } from './esquema.ts';
import { deEsquema, fallaDeBase, exigirIntegra } from './fallas-base.ts';

export type BaseCentral = Kysely<EsquemaCentral>;

/** Every migration by its name; the names sort in order. A released one is never edited. */
const MIGRACIONES = { '001-inicial': inicial, '002-existencias': existencias, '003-herencias': herencias, '004-revocaciones': revocaciones, '005-cuerpos': cuerpos, '006-por-consolidar': porConsolidar, '007-herederas': herederas };

/** Texts of statements that are kept prepared. Those of the intake are under a hundred; a list of any length makes one of its own. */
const MAXIMO_PREPARADAS = 500;

/** Told what of the file or its disk failed under a statement, besides whoever ran it. */
export type AlFallar = (falla: AppError) => void;

const vigilada = (sentencia: SqliteStatement, alFallar: AlFallar): SqliteStatement => {
  const vigilar = <T>(hacer: () => T): T => {
    try {
      return hacer();
    } catch (error) {
      const falla = fallaDeBase(error);
      if (falla !== null) alFallar(falla);
      throw error;
    }
  };
  return { reader: sentencia.reader, all: (p) => vigilar(() => sentencia.all(p)), run: (p) => vigilar(() => sentencia.run(p)), iterate: (p) => vigilar(() => sentencia.iterate(p)) };
};

/** Kysely asks to prepare each statement each time; for the short ones that costs as much as running them. */
const conPreparadas = (base: Database.Database, alFallar: AlFallar = () => undefined): SqliteDatabase => {
  const preparadas = new Map<string, SqliteStatement>();
  return {
    close: () => void base.close(),
    prepare: (texto) => {
      let preparada = preparadas.get(texto);
      if (preparada === undefined) {
        if (preparadas.size === MAXIMO_PREPARADAS) preparadas.clear();
        preparada = vigilada(base.prepare(texto), alFallar);
        preparadas.set(texto, preparada);
      }
      return preparada;
    },
  };
};

/** Opens the file. Throws AppError `base_central_danada` when it is not a sound database. */
const abrirSqlite = (ruta: string): Database.Database => {
  const base = new Database(ruta);
  try {
    base.pragma('journal_mode = WAL');
    base.pragma('synchronous = FULL');
    // What is written most hangs from hashes, all over the file: its pages are kept at hand, and copied into it less often.
    base.pragma('cache_size = -65536');
    base.pragma('wal_autocheckpoint = 8192');
    base.pragma('foreign_keys = ON');
    base.pragma('busy_timeout = 5000');
    base.pragma('trusted_schema = OFF');
    base.pragma('temp_store = MEMORY');
    exigirIntegra(base);
    return base;
  } catch (error) {
    base.close();
    throw fallaDeBase(error) ?? error;
  }
};

/**
 * SQLite in one file: WAL with a full fsync at each commit, since an acuse promises that the lote is on disk. Throws
 * AppError `base_central_danada` when the file is not a sound database; what fails later is told to `alFallar` too.
 */
export const dialectoSqlite = (ruta: string, alFallar?: AlFallar): Dialect => {
  const base = abrirSqlite(ruta);
  const dialecto = new SqliteDialect({ database: conPreparadas(base, alFallar) });
  // SQLite takes back a CREATE or a DROP like anything else, whatever Kysely believes: a migration that is cut leaves nothing.
  const adaptador = Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true });
  return { createDriver: () => dialecto.createDriver(), createQueryCompiler: () => dialecto.createQueryCompiler(), createIntrospector: (db) => dialecto.createIntrospector(db), createAdapter: () => adaptador };
};

/**
 * Opens a central's database to look at it, beside the one that runs or not: nothing of it can be written, its schema
 * neither. Throws AppError `base_mas_nueva`, `base_mas_vieja`, `base_central_danada`.
 */
export const abrirBaseSoloLectura = (ruta: string): BaseCentral => {
  const base = new Database(ruta, { readonly: true, fileMustExist: true });
  try {
    base.pragma('busy_timeout = 5000');
    base.pragma('trusted_schema = OFF');
    const hechas = base.prepare<[], string>("select name from sqlite_schema where name = 'kysely_migration'").pluck().get() === undefined ? []
      : base.prepare<[], string>('select name from kysely_migration').pluck().all();
    const falla = hechas.some((m) => !(m in MIGRACIONES)) ? 'base_mas_nueva' : hechas.length < Object.keys(MIGRACIONES).length ? 'base_mas_vieja' : null;
    if (falla !== null) throw new AppError(falla, { version: hechas.length });
  } catch (error) {
    base.close();
    throw fallaDeBase(error) ?? error;
  }
  return new Kysely<EsquemaCentral>({ dialect: new SqliteDialect({ database: conPreparadas(base) }) });
};

/** Opens the central's database over any dialect and brings it to the newest schema. Throws AppError `base_mas_nueva`. */
export const abrirBaseCentral = async (dialecto: Dialect): Promise<BaseCentral> => {
  const db = new Kysely<EsquemaCentral>({ dialect: dialecto });
  const migrador = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRACIONES) } });
  const hechas = (await migrador.getMigrations()).filter((m) => m.executedAt !== undefined).length;
  const { error } = await migrador.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    // The migrator refuses a database with migrations that this program does not have.
    if (error instanceof Error && error.message.includes('corrupted migrations')) throw new AppError('base_mas_nueva', { version: hechas + 1 });
    throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
  }
  return db;
};

const columnasDe = async (db: BaseCentral): Promise<string> =>
  JSON.stringify((await db.introspection.getTables({ withInternalKyselyTables: true })).map((t) => [t.name, t.columns.map((c) => [c.name, c.dataType, c.isNullable])]));

/**
 * Opens the SQLite file of a central as `dialectoSqlite` and `abrirBaseCentral` do. SQLite's check believes the text of
 * the schema, in which a letter may have changed: it is held against that of a new database.
 */
export const abrirBaseSqlite = async (ruta: string, alFallar?: AlFallar): Promise<BaseCentral> => {
  const [db, nueva] = [await abrirBaseCentral(dialectoSqlite(ruta, alFallar)).catch((error: unknown) => { throw deEsquema(error) ?? error; }), await abrirBaseCentral(dialectoSqlite(':memory:'))];
  try {
    if (await columnasDe(db) === await columnasDe(nueva)) return db;
  } finally {
    await nueva.destroy();
  }
  await db.destroy();
  throw new AppError('base_central_danada', { detalle: 'sus tablas no son las que deben' });
};
