import { gzipSync } from 'node:zlib';
import { sql, type Kysely } from 'kysely';

/** The tables as they were; this file alone knows them. */
type Antes = {
  lote: { epoca: string; sha: string; desde: number; hasta: number; cabecera: string; firma: string; recibido: string };
  evento: { epoca: string; seq: number; texto: string };
  hito: { epoca: string; seq: number; acta: string; eleccion: string; clase: string; hora: string; imagen: string | null };
  acta: { acta: string; epoca: string; seq: number; recibido: string };
  lote_entero: { epoca: string; desde: number; hasta: number; sha: string; recibido: string; imagenes: string; cuerpo: Uint8Array };
  hito_vigente: Antes['hito'] & { vigente: number; recibido: string };
};

/** Types of events that name an image, as `imagenDe` of the intake says. */
const CON_IMAGEN = new Set(['imagen.guardada', 'acta.verificada', 'acta.fuera_de_catalogo']);

const crearTablas = async (db: Kysely<Antes>): Promise<void> => {
  await db.schema.createTable('lote_entero')
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('desde', 'integer', (c) => c.notNull())
    .addColumn('hasta', 'integer', (c) => c.notNull())
    .addColumn('sha', 'text', (c) => c.notNull())
    .addColumn('recibido', 'text', (c) => c.notNull())
    .addColumn('imagenes', 'text', (c) => c.notNull())
    .addColumn('cuerpo', 'bytea', (c) => c.notNull())
    .addPrimaryKeyConstraint('lote_entero_pk', ['epoca', 'desde', 'sha']).execute();
  await db.schema.createTable('hito_vigente')
    .addColumn('acta', 'text', (c) => c.notNull())
    .addColumn('epoca', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('eleccion', 'text', (c) => c.notNull())
    .addColumn('clase', 'text', (c) => c.notNull())
    .addColumn('hora', 'text', (c) => c.notNull())
    .addColumn('imagen', 'text')
    .addColumn('vigente', 'integer', (c) => c.notNull())
    .addColumn('recibido', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('hito_vigente_pk', ['acta', 'epoca', 'seq']).execute();
};

const pasarLotes = async (db: Kysely<Antes>): Promise<void> => {
  const lotes = await db.selectFrom('lote').select(['epoca', 'sha']).execute();
  for (const { epoca, sha } of lotes) {
    const { cabecera, firma, ...lote } = await db.selectFrom('lote').selectAll().where('epoca', '=', epoca).where('sha', '=', sha).executeTakeFirstOrThrow();
    const textos = (await db.selectFrom('evento').select('texto').where('epoca', '=', epoca).where('seq', '>=', lote.desde).where('seq', '<=', lote.hasta).orderBy('seq').execute()).map((e) => e.texto);
    const eventos = textos.map((t) => JSON.parse(t) as { tipo: string; datos: { imagen: string } });
    const imagenes = [...new Set(eventos.filter((e) => CON_IMAGEN.has(e.tipo)).map((e) => e.datos.imagen))].join(' ');
    await db.insertInto('lote_entero').values({ ...lote, imagenes, cuerpo: gzipSync([cabecera, ...textos, firma, ''].join('\n')) }).execute();
  }
};

/**
 * A lote is kept as it came, in one row, instead of a row for each event; which milestone is published is said in its
 * row. What an acuse waits for is then a fraction of the pages.
 */
export const up = async (db: Kysely<Antes>): Promise<void> => {
  await crearTablas(db);
  await pasarLotes(db);
  await db.insertInto('hito_vigente').columns(['acta', 'epoca', 'seq', 'eleccion', 'clase', 'hora', 'imagen', 'vigente', 'recibido'])
    .expression((eb) => eb.selectFrom('hito').leftJoin('acta', (j) => j.onRef('acta.acta', '=', 'hito.acta').onRef('acta.epoca', '=', 'hito.epoca').onRef('acta.seq', '=', 'hito.seq'))
      .select((e) => ['hito.acta', 'hito.epoca', 'hito.seq', 'hito.eleccion', 'hito.clase', 'hito.hora', 'hito.imagen', e.case().when('acta.acta', 'is', null).then(0).else(1).end().as('vigente'), sql<string>`coalesce(acta.recibido, '')`.as('recibido')])).execute();
  for (const tabla of ['lote', 'evento', 'hito', 'acta', 'imagen_epoca']) await db.schema.dropTable(tabla).execute();
  await db.schema.alterTable('lote_entero').renameTo('lote').execute();
  await db.schema.alterTable('hito_vigente').renameTo('hito').execute();
  // What is published and is in no cut yet.
  await db.schema.createIndex('hito_recibido').on('hito').columns(['vigente', 'recibido']).execute();
};
