import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { crearComprobador } from './comprobador.ts';
import { eventoSchema, leerEvento } from './evento.ts';
import { EVENTOS } from './eventos.ts';
import { valoresSchema } from './valor.ts';

const HORAS = ['2027-06-06T20:00:00-06:00', '2027-06-06T20:00:00.123-06:00', '2027-02-28T00:00:00Z'];
/** What is nearly right in one way or another. */
const ajeno = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', 0, -1, 1, 1.5, 1e300, 2 ** 53, '2027-02-30T00:00:00Z', '2027-06-06T20:00:00', '0'.repeat(63), 'A'.repeat(64), `${'a'.repeat(64)}\n`, [], {}, [null], ['x'], { x: -1 }, { x: 'ilegible' }, { x: 1_000_000 }),
  fc.jsonValue(), fc.constantFrom(...HORAS, 'a'.repeat(64), 'qr', 'CATD', 'GUB', 2),
);

type Def = { type: string; format?: string; innerType?: z.core.$ZodType; element?: z.core.$ZodType; options?: z.core.$ZodType[]; entries?: Record<string, string>; values?: unknown[]; shape?: Record<string, z.core.$ZodType>; checks?: { _zod: { def: { check: string; format?: string; length?: number } } }[]; valueType?: z.core.$ZodType };
/** Values that the schema takes. */
const bueno = (schema: z.core.$ZodType): fc.Arbitrary<unknown> => {
  if (schema === valoresSchema) return fc.dictionary(fc.string(), fc.constantFrom<unknown>(0, 7, 999_999, 'ilegible', 'sin_dato', 'no_aplica'), { noNullPrototype: true });
  const def = schema._zod.def as unknown as Def;
  const formatos = [def.format, ...(def.checks ?? []).map((c) => c._zod.def.format)];
  switch (def.type) {
    case 'string': return formatos.includes('datetime') ? fc.constantFrom(...HORAS) : formatos.includes('uuid') ? fc.uuid() : formatos.includes('regex') ? fc.constantFrom('a'.repeat(64), '09'.repeat(32)) : fc.string();
    case 'number': return formatos.includes('safeint') ? fc.integer({ min: 3, max: 4 }) : fc.double({ min: 0, max: 1, noNaN: true });
    case 'enum': return fc.constantFrom(...Object.values(def.entries!));
    case 'literal': return fc.constantFrom(...def.values!);
    case 'nullable': return fc.option(bueno(def.innerType!));
    case 'optional': return fc.option(bueno(def.innerType!), { nil: undefined });
    case 'union': return fc.oneof(...def.options!.map(bueno));
    case 'array': return fc.array(bueno(def.element!), { minLength: def.checks?.[0]?._zod.def.length ?? 1, maxLength: def.checks?.[0]?._zod.def.length ?? 3 });
    case 'object': return fc.record(Object.fromEntries(Object.entries(def.shape!).map(([c, s]) => [c, bueno(s)])), { noNullPrototype: true });
    case 'record': return fc.dictionary(fc.string(), bueno(def.valueType!), { noNullPrototype: true });
    case 'custom': return fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
    default: throw new Error(`no values of ${def.type}`);
  }
};
/** The same with one place changed, taken away or added, however deep. */
const cambiar = (valor: unknown, camino: readonly number[], otro: unknown): unknown => {
  const [aqui, ...resto] = camino;
  if (aqui === undefined || typeof valor !== 'object' || valor === null) return otro;
  if (Array.isArray(valor)) return valor.length === 0 ? [otro] : (valor as unknown[]).map((v, i) => (i === aqui % valor.length ? cambiar(v, resto, otro) : v));
  const claves = Object.keys(valor);
  const n = aqui % (claves.length + 2);
  if (n === claves.length) return { ...valor, deMas: otro };
  const clave = claves[n] ?? claves[0] ?? 'x';
  const { [clave]: hijo, ...sin } = valor as Record<string, unknown>;
  return n > claves.length ? sin : { ...valor, [clave]: cambiar(hijo, resto, otro) };
};
const json = (v: unknown): unknown => (v === undefined ? null : JSON.parse(JSON.stringify(v)) as unknown);
const casiBueno = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fc.tuple(bueno(schema), fc.array(fc.tuple(fc.array(fc.nat(30), { maxLength: 3 }), ajeno), { maxLength: 2 })).map(([v, cambios]) => json(cambios.reduce((actual, [camino, otro]) => cambiar(actual, camino, otro), v)));

const TIPOS = Object.entries(EVENTOS).map(([tipo, { datos }]) => [tipo, datos] as const);

test.each<readonly [string, z.ZodType]>([['evento', eventoSchema], ...TIPOS])('%s: what the check takes the schema takes, and the other way', (tipo, schema) => {
  const comprobar = crearComprobador(schema);
  fc.assert(fc.property(casiBueno(schema), (valor) => {
    const bien = schema.safeParse(valor).success;
    // A record is left to the schema.
    if (tipo === 'lectura.registrada') expect(comprobar(valor)).toBe(false);
    else expect(comprobar(valor)).toBe(bien);
  }), { numRuns: 300 });
  expect(fc.sample(bueno(schema), 20).every((v) => schema.safeParse(json(v)).success)).toBe(true);
});

test('an event is read as its schema reads it, without what is not of it', () => {
  fc.assert(fc.property(casiBueno(eventoSchema), (valor) => {
    const r = eventoSchema.safeParse(valor);
    expect(leerEvento(valor)).toEqual(r.success ? r.data : null);
  }), { numRuns: 1_000 });
});

test('what it does not know is left to the schema', () => {
  for (const schema of [z.string().trim(), z.strictObject({}), z.coerce.number(), z.string().transform(Number), z.url(), z.number().multipleOf(2), z.object({ a: z.record(z.string(), z.string()) })]) {
    const comprobar = crearComprobador(schema);
    expect([' x ', '3', 3, 4, {}, { a: {} }, 'https://x'].filter(comprobar)).toEqual([]);
  }
});
