import type { BaseCentral } from './base-central.ts';
import type { EsquemaCentral } from './esquema.ts';

type Lista = EsquemaCentral['lista_revocadas'];

/** The OPL's lists, kept as they were signed. */
export const crearRepositorioRevocaciones = (db: BaseCentral) => ({
  /** The newest by the hour that the OPL gave it; null without any. */
  vigente: async (): Promise<Lista | null> => {
    const listas = await db.selectFrom('lista_revocadas').selectAll().execute();
    return listas.reduce<Lista | null>((nueva, l) => (nueva === null || Date.parse(l.hora) > Date.parse(nueva.hora) ? l : nueva), null);
  },
  guardar: async (lista: Lista): Promise<void> => {
    await db.insertInto('lista_revocadas').values(lista).onConflict((c) => c.column('sha').doNothing()).execute();
  },
});
export type RepositorioRevocaciones = ReturnType<typeof crearRepositorioRevocaciones>;
