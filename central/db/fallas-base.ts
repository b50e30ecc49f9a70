import Database from 'better-sqlite3';
import { AppError } from '#shared/errors/app-error.ts';

/** What SQLite says of its file or of the disk under it, as `base_central_danada` or `disco_central_con_falla`; null when it is another failure. */
export const fallaDeBase = (error: unknown): AppError | null => {
  if (!(error instanceof Database.SqliteError)) return null;
  if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) return new AppError('base_central_danada', { detalle: error.code });
  return error.code.startsWith('SQLITE_IOERR') ? new AppError('disco_central_con_falla', { detalle: error.code }) : null;
};

/**
 * SQLite's whole check: the pages, and each index against its table, where a changed key shows. Throws AppError
 * `base_central_danada`.
 */
export const exigirIntegra = (base: Database.Database): void => {
  const revision = String(base.pragma('integrity_check(1)', { simple: true }));
  // Of several lines the first one only names the file.
  if (revision !== 'ok') throw new AppError('base_central_danada', { detalle: revision.split('\n').at(-1) ?? '' });
};

/** The same of what fails while the schema is brought up to date: a name that is not there is of a schema that changed. */
export const deEsquema = (error: unknown): AppError | null =>
  fallaDeBase(error) ?? (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR' ? new AppError('base_central_danada', { detalle: error.message }) : null);
