import type { z } from 'zod';

/** True only for what the schema takes as it is; false says nothing: ask the schema. */
export type Comprobar = (valor: unknown) => boolean;

/** What is read here of a schema of zod, which is not the same object for each kind. */
type Definicion = {
  readonly type?: string; readonly check?: string; readonly format?: string; readonly pattern?: RegExp; readonly fn?: (valor: unknown) => unknown; readonly when?: unknown;
  readonly value?: number; readonly inclusive?: boolean; readonly minimum?: number; readonly length?: number; readonly coerce?: boolean; readonly catchall?: unknown;
  readonly checks?: readonly Nodo[]; readonly shape?: Readonly<Record<string, Nodo>>; readonly innerType?: Nodo; readonly element?: Nodo; readonly options?: readonly Nodo[];
  readonly entries?: Readonly<Record<string, unknown>>; readonly values?: readonly unknown[];
};
type Nodo = { readonly _zod: { readonly def: Definicion; readonly traits: ReadonlySet<string>; readonly check?: (carga: { value: unknown; issues: unknown[] }) => unknown } };

const NUNCA: Comprobar = () => false;
/** Formats that zod decides with their expression alone. */
const DE_EXPRESION = new Set(['regex', 'uuid', 'datetime']);

const todas = (lista: readonly Comprobar[]): Comprobar => {
  const [una = () => true, otra, ...mas] = lista;
  if (otra === undefined) return una;
  return mas.length === 0 ? (v) => una(v) && otra(v) : (v) => una(v) && otra(v) && mas.every((c) => c(v));
};

/** One condition over a value whose type is right already. */
const condicion = ({ _zod: { def, check } }: Nodo): Comprobar => {
  const { value = NaN, inclusive, minimum = NaN, length = NaN, pattern, fn } = def;
  switch (def.check) {
    case 'string_format': return pattern !== undefined && !pattern.global && !pattern.sticky && DE_EXPRESION.has(def.format ?? '') ? (v) => pattern.test(v as string) : NUNCA;
    case 'number_format': return def.format === 'safeint' ? Number.isSafeInteger : NUNCA;
    case 'greater_than': return inclusive === true ? (v) => (v as number) >= value : (v) => (v as number) > value;
    case 'less_than': return inclusive === true ? (v) => (v as number) <= value : (v) => (v as number) < value;
    case 'min_length': return (v) => (v as readonly unknown[]).length >= minimum;
    case 'length_equals': return (v) => (v as readonly unknown[]).length === length;
    case 'custom': break;
    default: return NUNCA;
  }
  if (fn !== undefined) return (v) => fn(v) === true;
  if (check === undefined || def.when !== undefined) return NUNCA;
  return (value) => {
    const carga = { value, issues: [] };
    return check(carga) === undefined && carga.issues.length === 0 && carga.value === value;
  };
};

const deObjeto = (shape: Readonly<Record<string, Nodo>>): Comprobar => {
  const claves = Object.keys(shape);
  const partes = claves.map((c) => compilar(shape[c]!));
  const opcional = claves.map((c) => shape[c]!._zod.def.type === 'optional');
  return (valor) => {
    if (typeof valor !== 'object' || valor === null || Array.isArray(valor)) return false;
    const objeto = valor as Readonly<Record<string, unknown>>;
    for (let i = 0; i < claves.length; i++) {
      const v = objeto[claves[i]!];
      if (v === undefined ? !opcional[i]! : !partes[i]!(v)) return false;
    }
    return true;
  };
};

const deTipo = (def: Definicion): Comprobar => {
  const { innerType, element, options, shape } = def;
  switch (def.type) {
    case 'string': return def.coerce === true ? NUNCA : (v) => typeof v === 'string';
    case 'number': return def.coerce === true ? NUNCA : (v) => typeof v === 'number' && Number.isFinite(v);
    case 'enum': {
      const valores = new Set(Object.values(def.entries ?? {}));
      return (v) => typeof v === 'string' && valores.has(v);
    }
    case 'literal': {
      const valores = new Set(def.values);
      return (v) => valores.has(v);
    }
    case 'nullable': {
      const dentro = innerType === undefined ? NUNCA : compilar(innerType);
      return (v) => v === null || dentro(v);
    }
    case 'optional': return innerType === undefined ? NUNCA : compilar(innerType);
    case 'union': {
      const ramas = (options ?? []).map(compilar);
      return (v) => ramas.some((r) => r(v));
    }
    case 'array': {
      const cada = element === undefined ? NUNCA : compilar(element);
      return (v) => Array.isArray(v) && v.every(cada);
    }
    case 'object': return shape === undefined || def.catchall !== undefined ? NUNCA : deObjeto(shape);
    case 'custom': return () => true;
    default: return NUNCA;
  }
};

const compilar = (nodo: Nodo): Comprobar => {
  const { def, traits } = nodo._zod;
  const condiciones = [...(traits.has('$ZodCheck') ? [nodo] : []), ...(def.checks ?? [])].map(condicion);
  return condiciones.includes(NUNCA) ? NUNCA : todas([deTipo(def), ...condiciones]);
};

/**
 * A check of what JSON can hold, made from the schema, which goes on being the only home of the rule: a journal is tens of
 * thousands of events, and zod makes a new object of each. What it does not know how to check it leaves to the schema.
 */
export const crearComprobador = (schema: z.ZodType): Comprobar => compilar(schema as unknown as Nodo);
