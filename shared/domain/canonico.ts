import canonicalize from 'canonicalize';

/** What the engine would not write as RFC 8785 asks: a key that it takes for an index, a number that JSON does not have. */
const INDICE = /^(0|[1-9]\d*)$/;
/** Only a lone surrogate is written so; the standard refuses it. */
const SUELTO = '\\ud';

type Copia = { fiel: boolean };

/** The same value with the keys of every object in order. `fiel` turns false when JSON.stringify would not give the canonical text of it. */
const ordenar = (valor: unknown, copia: Copia): unknown => {
  if (typeof valor === 'number' && !Number.isFinite(valor)) copia.fiel = false;
  if (typeof valor !== 'object' || valor === null) return valor;
  if (Array.isArray(valor)) return valor.map((v) => ordenar(v, copia));
  const origen = valor as Readonly<Record<string, unknown>>;
  const salida: Record<string, unknown> = {};
  for (const clave of Object.keys(origen).sort()) {
    if (clave === '__proto__' || clave === 'toJSON' || INDICE.test(clave)) copia.fiel = false;
    salida[clave] = ordenar(origen[clave], copia);
  }
  return salida;
};

/**
 * Canonical JSON (RFC 8785) of a value that JSON can hold. The engine's own writer after sorting the keys, which gives the
 * same characters in half the time; what it would write otherwise goes to the reference implementation, which also
 * throws for what has no canonical form.
 */
export const textoCanonico = (valor: unknown): string => {
  const copia: Copia = { fiel: true };
  const ordenado = ordenar(valor, copia);
  const rapido = copia.fiel ? JSON.stringify(ordenado) : undefined;
  if (rapido !== undefined && !rapido.includes(SUELTO)) return rapido;
  const texto = canonicalize(valor);
  if (texto === undefined) throw new Error('the value cannot be serialised');
  return texto;
};
