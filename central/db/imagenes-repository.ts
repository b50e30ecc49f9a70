import type { BaseCentral } from './base-central.ts';

/** Which images the accepted lotes named, and which are whole. */
export const crearRepositorioImagenes = (db: BaseCentral) => ({
  /** Null when no accepted lote names it: its bytes are not taken. */
  buscar: async (imagen: string): Promise<{ completa: boolean } | null> => {
    const fila = await db.selectFrom('imagen').select('completa').where('imagen', '=', imagen).executeTakeFirst();
    return fila ? { completa: fila.completa === 1 } : null;
  },
  marcarCompleta: async (imagen: string, bytes: number, hora: string): Promise<void> => {
    await db.updateTable('imagen').set({ completa: 1, bytes, recibida: hora }).where('imagen', '=', imagen).execute();
  },
});
export type RepositorioImagenes = ReturnType<typeof crearRepositorioImagenes>;
