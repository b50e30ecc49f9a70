import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import type { Base } from './open-database.ts';

/** One step of the schema. `up` runs inside the transaction of all pending steps. */
export type Migracion = { readonly version: number; readonly nombre: string; readonly up: (base: Base) => void };

const versionDe = (base: Base): number => Number(base.pragma('user_version', { simple: true }));

/**
 * Brings the database to the newest version, forward only. A database from a newer program is refused untouched
 * (AppError `base_mas_nueva`). Before the first pending step of a database in use a copy is left in `respaldos`.
 * All pending steps are one transaction: on any failure the database is as it was.
 */
export const migrar = (base: Base, migraciones: readonly Migracion[], respaldos: string): { readonly antes: number; readonly ahora: number } => {
  migraciones.forEach((m, i) => {
    if (m.version !== i + 1) throw new Error(`migration ${m.nombre} is out of order`);
  });
  const antes = versionDe(base);
  if (antes > migraciones.length) throw new AppError('base_mas_nueva', { version: antes });
  const pendientes = migraciones.slice(antes);
  if (pendientes.length === 0) return { antes, ahora: antes };
  if (antes > 0) respaldar(base, respaldos, antes);
  base.pragma('foreign_keys = OFF');
  try {
    base.transaction(() => {
      for (const m of pendientes) {
        m.up(base);
        base.pragma(`user_version = ${m.version}`);
      }
      if ((base.pragma('foreign_key_check') as unknown[]).length > 0) throw new Error('a migration broke a foreign key');
    }).immediate();
  } finally {
    base.pragma('foreign_keys = ON');
  }
  return { antes, ahora: versionDe(base) };
};

/** A whole copy of the database in one file, next free name. */
const respaldar = (base: Base, carpeta: string, version: number): void => {
  mkdirSync(carpeta, { recursive: true, mode: 0o700 });
  const marca = new Date().toISOString().replaceAll(/[:.]/g, '-');
  base.prepare<[string]>('vacuum into ?').run(join(carpeta, `antes-de-migrar-v${version}-${marca}.db`));
};
