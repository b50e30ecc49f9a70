import type { Kysely } from 'kysely';

/** The lotes that are stored and whose milestones and images have no rows yet: what an acuse waits for is the lote alone. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createTable('por_consolidar')
    .addColumn('sha', 'text', (c) => c.primaryKey())
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('desde', 'integer', (c) => c.notNull())
    .addColumn('recibido', 'text', (c) => c.notNull())
    .addColumn('actas', 'integer', (c) => c.notNull()).execute();
};
