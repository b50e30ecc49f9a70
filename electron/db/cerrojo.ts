import Database from 'better-sqlite3';
import { AppError } from '#shared/errors/app-error.ts';

/**
 * Takes a workspace for this process. The lock is the operating system's, held by an open exclusive transaction on a
 * small file: it cannot outlive the process, so that after a crash or a power cut there is nothing stale to clear.
 * Throws AppError `estacion_ocupada` when somebody has it. Returns how to let it go.
 */
export const tomarCerrojo = (ruta: string): (() => void) => {
  const base = new Database(ruta, { timeout: 0 });
  try {
    base.pragma('journal_mode = DELETE');
    base.exec('begin exclusive');
  } catch (error) {
    base.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new AppError('estacion_ocupada');
    throw error;
  }
  return () => {
    if (base.open) base.close();
  };
};
