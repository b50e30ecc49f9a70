import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type Dialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { AppError } from '#shared/errors/app-error.ts';
import * as inicial from './001-inicial.ts';
import * as existencias from './002-existencias.ts';
import * as herencias from './003-herencias.ts';
import type { EsquemaCentral } from './esquema.ts';

export type BaseCentral = Kysely<EsquemaCentral>;

/** Every migration by its name; the names sort in order. A released one is never edited. */
const MIGRACIONES = { '001-inicial': inicial, '002-existencias': existencias, '003-herencias': herencias };

/** SQLite in one file: WAL with a full fsync at each commit, since an acuse promises that the lote is on disk. */
export const dialectoSqlite = (ruta: string): Dialect => {
  const base = new Database(ruta);
  base.pragma('journal_mode = WAL');
  base.pragma('synchronous = FULL');
  base.pragma('foreign_keys = ON');
  base.pragma('busy_timeout = 5000');
  base.pragma('trusted_schema = OFF');
  base.pragma('temp_store = MEMORY');
  return new SqliteDialect({ database: base });
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
