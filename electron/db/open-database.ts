import Database from 'better-sqlite3';
import { AppError } from '#shared/errors/app-error.ts';

export type Base = Database.Database;

/** What SQLite says of a file that is not a sound database, as `base_danada`; null when it is another failure. */
export const danoDe = (error: unknown): AppError | null =>
  error instanceof Database.SqliteError && (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) ? new AppError('base_danada', { detalle: error.code }) : null;

/** Pages kept in memory, KiB: the journal and the projections of a whole night. With SQLite's 2 MB a page is read again at nearly every step. */
const MEMORIA_KIB = 64 * 1024;

/**
 * Opens (or creates) a station's database: WAL with a full fsync at each commit, because what an operator was told is
 * done must survive a power cut. Throws AppError `base_danada` when the file is not a sound database.
 */
export const abrirBase = (ruta: string): Base => {
  const base = new Database(ruta);
  try {
    base.pragma('journal_mode = WAL');
    base.pragma('synchronous = FULL');
    base.pragma('foreign_keys = ON');
    base.pragma('busy_timeout = 5000');
    base.pragma('trusted_schema = OFF');
    base.pragma('temp_store = MEMORY');
    base.pragma(`cache_size = -${MEMORIA_KIB}`);
    const revision = base.pragma('integrity_check(1)', { simple: true });
    if (revision !== 'ok') throw new AppError('base_danada', { detalle: String(revision) });
    return base;
  } catch (error) {
    base.close();
    throw danoDe(error) ?? error;
  }
};

/**
 * Closes, if it is open. It leaves no statistics for the planner: taken of a station that was just set up, they say that
 * the journal is a few rows, and all night it would be read from end to end instead of by its index.
 */
export const cerrarBase = (base: Base): void => {
  if (base.open) base.close();
};

/** Whether nothing can be written on the disk any more: it was mounted so, or the system turned it so after an error of it. */
const esSoloLectura = (error: unknown): boolean => {
  const codigo = error instanceof Error && 'code' in error ? String(error.code) : '';
  return codigo === 'EROFS' || codigo.startsWith('SQLITE_READONLY') || codigo === 'SQLITE_CANTOPEN';
};

/** Whether the disk itself does not read or write: whether the step is on it, nobody knows until the station is opened again. */
const esDelAparato = (error: unknown): boolean => {
  const codigo = error instanceof Error && 'code' in error ? String(error.code) : '';
  return codigo === 'EIO' || codigo.startsWith('SQLITE_IOERR');
};

export type FallaDeDisco = 'disco_lleno' | 'disco_solo_lectura' | 'disco_con_falla';

/** The code of a disk that does not take what is written; null when it is another failure. */
export const fallaDeDisco = (error: unknown): FallaDeDisco | null =>
  esDiscoLleno(error) ? 'disco_lleno' : esSoloLectura(error) ? 'disco_solo_lectura' : esDelAparato(error) ? 'disco_con_falla' : null;

/** Whether the disk refused to take more. */
export const esDiscoLleno = (error: unknown): boolean => {
  const codigo = error instanceof Error && 'code' in error ? error.code : null;
  return codigo === 'SQLITE_FULL' || codigo === 'ENOSPC' || codigo === 'EDQUOT';
};
