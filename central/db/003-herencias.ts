import type { Kysely } from 'kysely';

/** Which epoca each one goes on from, after a relief. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('epoca').addColumn('hereda', 'text').execute();
  await db.schema.alterTable('epoca').addColumn('hereda_hasta', 'integer').execute();
  await db.schema.alterTable('epoca').addColumn('hereda_cabeza', 'text').execute();
};
