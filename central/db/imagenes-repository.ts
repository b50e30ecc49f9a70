import { crearAgrupador } from '#central/ingesta/agrupar.ts';
import type { BaseCentral } from './base-central.ts';

type Completa = { readonly imagen: string; readonly bytes: number; readonly hora: string };

/** Images that are marked in one transaction at most. */
const MAXIMO_GRUPO = 64;

/** Which images the accepted lotes named, and which are whole. `nombrada`: since when lotes without rows yet name one. */
export const crearRepositorioImagenes = (db: BaseCentral, nombrada: (imagen: string) => string | undefined) => {
  // Kysely writes a statement each time that it is asked: these are asked for with every part of every image.
  const consulta = db.selectFrom('imagen').select('completa').where('imagen', '=', '').compile();
  // The lote that names it may have no rows yet.
  const marca = db.insertInto('imagen').values({ imagen: '', bytes: 0, completa: 1, primera: '', recibida: '' })
    .onConflict((c) => c.column('imagen').doUpdateSet((eb) => ({ completa: 1, bytes: eb.ref('excluded.bytes'), recibida: eb.ref('excluded.recibida') }))).compile();
  /** Those that wait share one commit. */
  const marcar = crearAgrupador<Completa, true>({
    elegir: (esperan) => esperan.slice(0, MAXIMO_GRUPO),
    guardar: (completas) => db.transaction().execute(async (tx) => {
      for (const { imagen, bytes, hora } of completas) await tx.executeQuery({ ...marca, parameters: [imagen, bytes, 1, nombrada(imagen) ?? hora, hora, 1] });
      return completas.map(() => true as const);
    }),
  });
  return {
    /** Null when no accepted lote names it: its bytes are not taken. */
    buscar: async (imagen: string): Promise<{ completa: boolean } | null> => {
      const [fila] = (await db.executeQuery<{ completa: number }>({ ...consulta, parameters: [imagen] })).rows;
      if (fila !== undefined) return { completa: fila.completa === 1 };
      return nombrada(imagen) === undefined ? null : { completa: false };
    },
    /** Resolves once it is on disk. */
    marcarCompleta: async (imagen: string, bytes: number, hora: string): Promise<void> => {
      await marcar({ imagen, bytes, hora });
    },
  };
};
export type RepositorioImagenes = ReturnType<typeof crearRepositorioImagenes>;
