import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textoCanonico } from './canonico.ts';

const igual = (valor: unknown): void => {
  let esperado: string | undefined;
  try {
    esperado = canonicalize(valor);
  } catch {
    expect(() => textoCanonico(valor)).toThrow();
    return;
  }
  expect(textoCanonico(valor)).toBe(esperado);
};

test('gives the characters of the reference implementation, or fails where it fails', () => {
  fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), igual), { numRuns: 500 });
  fc.assert(fc.property(fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String)), fc.oneof(fc.double(), fc.string({ unit: 'binary' }), fc.constant(undefined))), igual), { numRuns: 500 });
});

test.each([
  [{ b: 1, a: [{ d: 1, c: 2 }] }], [{ 10: 1, 9: 2, a: 3 }], [{ '€': 1, '\r': 2, '1': 3, '😀': 4, 'ñ': 5 }], [{ x: '\ud800' }], [{ x: '\\ud800' }], [{ x: Number.NaN }], [{ x: undefined, y: 1e21, z: -0 }],
  [JSON.parse('{"__proto__":1,"a":2}')],
])('%j', (valor) => { igual(valor); });
