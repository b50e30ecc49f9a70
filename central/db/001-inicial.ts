import type { Kysely } from 'kysely';

/** First schema. Written with Kysely's builder so that SQLite and PostgreSQL both take it. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createTable('estacion')
    .addColumn('estacion', 'text', (c) => c.primaryKey())
    .addColumn('catd', 'text', (c) => c.notNull())
    .addColumn('llave', 'text', (c) => c.notNull())
    .addColumn('primera', 'text', (c) => c.notNull()).execute();
  await db.schema.createTable('epoca')
    .addColumn('epoca', 'text', (c) => c.primaryKey())
    .addColumn('estacion', 'text', (c) => c.notNull())
    .addColumn('llave', 'text', (c) => c.notNull())
    .addColumn('primera', 'text', (c) => c.notNull()).execute();
  await db.schema.createTable('lote')
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('sha', 'text', (c) => c.notNull())
    .addColumn('desde', 'integer', (c) => c.notNull())
    .addColumn('hasta', 'integer', (c) => c.notNull())
    .addColumn('cabecera', 'text', (c) => c.notNull())
    .addColumn('firma', 'text', (c) => c.notNull())
    .addColumn('recibido', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('lote_pk', ['epoca', 'sha']).execute();
  await db.schema.createTable('evento')
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('previo', 'text', (c) => c.notNull())
    .addColumn('tipo', 'text', (c) => c.notNull())
    .addColumn('acta', 'text')
    .addColumn('hora', 'text', (c) => c.notNull())
    .addColumn('texto', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('evento_pk', ['epoca', 'seq']).execute();
  await db.schema.createTable('hito')
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('acta', 'text', (c) => c.notNull())
    .addColumn('eleccion', 'text', (c) => c.notNull())
    .addColumn('clase', 'text', (c) => c.notNull())
    .addColumn('hora', 'text', (c) => c.notNull())
    .addColumn('imagen', 'text')
    .addPrimaryKeyConstraint('hito_pk', ['epoca', 'seq']).execute();
  // All the milestones of one acta: to choose which one is published.
  await db.schema.createIndex('hito_acta').on('hito').column('acta').execute();
  await db.schema.createTable('acta')
    .addColumn('acta', 'text', (c) => c.primaryKey())
    .addColumn('eleccion', 'text', (c) => c.notNull())
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull()).execute();
  await db.schema.createTable('imagen')
    .addColumn('imagen', 'text', (c) => c.primaryKey())
    .addColumn('bytes', 'integer')
    .addColumn('completa', 'integer', (c) => c.notNull())
    .addColumn('primera', 'text', (c) => c.notNull()).execute();
  await db.schema.createTable('rechazo')
    .addColumn('sha', 'text', (c) => c.primaryKey())
    .addColumn('codigo', 'text', (c) => c.notNull())
    .addColumn('parametros', 'text', (c) => c.notNull())
    .addColumn('ruta', 'text')
    .addColumn('bytes', 'integer', (c) => c.notNull())
    .addColumn('primera', 'text', (c) => c.notNull())
    .addColumn('ultima', 'text', (c) => c.notNull())
    .addColumn('veces', 'integer', (c) => c.notNull()).execute();
  await db.schema.createTable('alarma')
    .addColumn('clave', 'text', (c) => c.primaryKey())
    .addColumn('tipo', 'text', (c) => c.notNull())
    .addColumn('detalle', 'text', (c) => c.notNull())
    .addColumn('hora', 'text', (c) => c.notNull()).execute();
  await db.schema.createTable('corte')
    .addColumn('numero', 'integer', (c) => c.primaryKey())
    .addColumn('hora', 'text', (c) => c.notNull())
    .addColumn('ultimo', 'integer', (c) => c.notNull())
    .addColumn('resumen', 'text', (c) => c.notNull()).execute();
};
