const REINTENTABLES: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT']);

/** Runs again a transaction that lost against another one (serialisation failure, or both inserted the same key). */
export const conReintento = async <T>(hacer: () => Promise<T>): Promise<T> => {
  for (let intento = 1; ; intento++) {
    try {
      return await hacer();
    } catch (error) {
      const codigo = error instanceof Error && 'code' in error ? error.code : null;
      if (intento === 4 || !REINTENTABLES.has(codigo)) throw error;
    }
  }
};
