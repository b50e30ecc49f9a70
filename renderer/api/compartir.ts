const esObjeto = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null;

const lista = (antes: readonly unknown[], ahora: readonly unknown[]): readonly unknown[] => {
  const nueva = ahora.map((v, i) => (i < antes.length ? compartir(antes[i], v) : v));
  return nueva.length === antes.length && nueva.every((v, i) => v === antes[i]) ? antes : nueva;
};

const objeto = (antes: Record<string, unknown>, ahora: Record<string, unknown>): Record<string, unknown> => {
  const claves = Object.keys(ahora);
  const nuevo = Object.fromEntries(claves.map((k) => [k, compartir(antes[k], ahora[k])]));
  return claves.length === Object.keys(antes).length && claves.every((k) => Object.hasOwn(antes, k) && nuevo[k] === antes[k]) ? antes : nuevo;
};

/**
 * `ahora` with every part that is equal in `antes` taken from there: what did not change is the same object, and what is
 * drawn from it need not be drawn again. For what comes as JSON.
 */
export const compartir = <T>(antes: unknown, ahora: T): T => {
  if (antes === ahora || !esObjeto(antes) || !esObjeto(ahora)) return ahora;
  if (Array.isArray(antes) !== Array.isArray(ahora)) return ahora;
  return (Array.isArray(antes) && Array.isArray(ahora) ? lista(antes, ahora) : objeto(antes, ahora)) as T;
};
