import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '#shared/errors/app-error.ts';
import { danoDe, type Base } from './open-database.ts';

/**
 * Opens a station's database to look at it, beside a station that may be running on it: nothing is written, migrated or
 * locked. Throws AppError `archivo_no_encontrado`, `base_danada`.
 */
export const abrirParaLeer = (ruta: string): Base => {
  if (!existsSync(ruta)) throw new AppError('archivo_no_encontrado', { archivo: ruta });
  const base = new Database(ruta, { readonly: true, fileMustExist: true });
  try {
    base.pragma('busy_timeout = 5000');
    // A copy that was interrupted leaves a file with nothing in it, which is a good database to SQLite.
    if (base.pragma('schema_version', { simple: true }) === 0) throw new AppError('base_danada', { detalle: 'está vacía' });
    return base;
  } catch (error) {
    base.close();
    throw danoDe(error) ?? error;
  }
};
