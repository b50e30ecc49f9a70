/**
 * Lets what is proved go on to be stored when as many are proved as are being proved: half of those at hand share a
 * commit while the threads prove the other half. One alone does not wait.
 */
export const crearCompuerta = () => {
  const probados = new Set<() => void>();
  let enPrueba = 0;
  const abrir = (): void => {
    if (probados.size < enPrueba) return;
    for (const seguir of probados) seguir();
    probados.clear();
  };
  return async <T>(probar: () => Promise<T>): Promise<T> => {
    enPrueba += 1;
    try {
      return await probar();
    } finally {
      enPrueba -= 1;
      await new Promise<void>((seguir) => {
        probados.add(seguir);
        abrir();
      });
    }
  };
};
