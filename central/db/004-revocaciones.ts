import type { Kysely } from 'kysely';

/** The OPL's lists of stations that it no longer trusts, as they were signed; the newest holds. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createTable('lista_revocadas')
    .addColumn('sha', 'text', (c) => c.primaryKey())
    .addColumn('hora', 'text', (c) => c.notNull())
    .addColumn('revocadas', 'text', (c) => c.notNull())
    .addColumn('texto', 'text', (c) => c.notNull())
    .addColumn('tomada', 'text', (c) => c.notNull())
    .execute();
};
