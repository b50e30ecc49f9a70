import type { Kysely } from 'kysely';
import { unirTramos } from '#shared/sync/tramos.ts';

/** The tables as they are between the first schema and the next ones. */
type Tablas = {
  lote: { epoca: string; desde: number; hasta: number };
  evento: { epoca: string; seq: number; hash: string; tipo: string; texto: string };
  tramo: { epoca: string; desde: number; hasta: number; cabeza: string };
  imagen: { completa: number; primera: string; recibida: string | null };
  imagen_epoca: { epoca: string; imagen: string };
};

/** Types of events that name an image, as `imagenDe` of the intake says. */
const CON_IMAGEN = ['imagen.guardada', 'acta.verificada', 'acta.fuera_de_catalogo'];

const rellenarTramos = async (db: Kysely<Tablas>): Promise<void> => {
  const lotes = await db.selectFrom('lote').select(['epoca', 'desde', 'hasta']).execute();
  for (const epoca of new Set(lotes.map((l) => l.epoca))) {
    for (const t of unirTramos(lotes.filter((l) => l.epoca === epoca))) {
      const { hash } = await db.selectFrom('evento').select('hash').where('epoca', '=', epoca).where('seq', '=', t.hasta).executeTakeFirstOrThrow();
      await db.insertInto('tramo').values({ epoca, ...t, cabeza: hash }).execute();
    }
  }
};

const rellenarImagenes = async (db: Kysely<Tablas>): Promise<void> => {
  const eventos = await db.selectFrom('evento').select(['epoca', 'texto']).where('tipo', 'in', CON_IMAGEN).execute();
  for (const { epoca, texto } of eventos) {
    const { datos: { imagen } } = JSON.parse(texto) as { datos: { imagen: string } };
    await db.insertInto('imagen_epoca').values({ epoca, imagen }).onConflict((c) => c.columns(['epoca', 'imagen']).doNothing()).execute();
  }
};

/** What is held of each journal, when each thing came, and what the stations say of themselves. */
export const up = async (db: Kysely<Tablas>): Promise<void> => {
  await db.schema.createTable('tramo')
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('desde', 'integer', (c) => c.notNull())
    .addColumn('hasta', 'integer', (c) => c.notNull())
    .addColumn('cabeza', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('tramo_pk', ['epoca', 'desde']).execute();
  await db.schema.createTable('saludo')
    .addColumn('epoca', 'text', (c) => c.primaryKey())
    .addColumn('estacion', 'text', (c) => c.notNull())
    .addColumn('hasta', 'integer', (c) => c.notNull())
    .addColumn('desfase_ms', 'integer', (c) => c.notNull())
    .addColumn('hora', 'text', (c) => c.notNull()).execute();
  await db.schema.createTable('imagen_epoca')
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('imagen', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('imagen_epoca_pk', ['epoca', 'imagen']).execute();
  await db.schema.alterTable('imagen').addColumn('recibida', 'text').execute();
  await db.updateTable('imagen').set((eb) => ({ recibida: eb.ref('primera') })).where('completa', '=', 1).execute();
  await db.schema.alterTable('acta').addColumn('recibido', 'text', (c) => c.notNull().defaultTo('')).execute();
  // What came and is in no cut yet.
  await db.schema.createIndex('acta_recibido').on('acta').column('recibido').execute();
  await rellenarTramos(db);
  await rellenarImagenes(db);
};
