import type { Kysely } from 'kysely';

/** Each group of lotes asks which epocas go on from those that it brings. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createIndex('epoca_hereda').on('epoca').column('hereda').execute();
};
