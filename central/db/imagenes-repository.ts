import { crearAgrupador } from '#central/ingesta/agrupar.ts';
import type { BaseCentral } from './base-central.ts';

type Completa = { readonly imagen: string; readonly bytes: number; readonly hora: string };

/** Images that are marked in one transaction at most. */
const MAXIMO_GRUPO = 64;

/** Which images the accepted lotes named, and which are whole. */
export const crearRepositorioImagenes = (db: BaseCentral) => {
  // Kysely writes a statement each time that it is asked: these are asked for with every part of every image.
  const consulta = db.selectFrom('imagen').select('completa').where('imagen', '=', '').compile();
  const marca = db.updateTable('imagen').set({ completa: 1, bytes: 0, recibida: '' }).where('imagen', '=', '').compile();
  /** Those that wait share one commit. */
  const marcar = crearAgrupador<Completa, true>({
    elegir: (esperan) => esperan.slice(0, MAXIMO_GRUPO),
    guardar: (completas) => db.transaction().execute(async (tx) => {
      for (const { imagen, bytes, hora } of completas) await tx.executeQuery({ ...marca, parameters: [1, bytes, hora, imagen] });
      return completas.map(() => true as const);
    }),
  });
  return {
    /** Null when no accepted lote names it: its bytes are not taken. */
    buscar: async (imagen: string): Promise<{ completa: boolean } | null> => {
      const [fila] = (await db.executeQuery<{ completa: number }>({ ...consulta, parameters: [imagen] })).rows;
      return fila ? { completa: fila.completa === 1 } : null;
    },
    /** Resolves once it is on disk. */
    marcarCompleta: async (imagen: string, bytes: number, hora: string): Promise<void> => {
      await marcar({ imagen, bytes, hora });
    },
  };
};
export type RepositorioImagenes = ReturnType<typeof crearRepositorioImagenes>;
