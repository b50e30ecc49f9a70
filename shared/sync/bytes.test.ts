import fc from 'fast-check';
import { test } from 'vitest';
import { largoUtf8, utf8 } from './bytes.ts';

test('utf8 is what TextEncoder gives, lone surrogates included', () => {
  const igual = (s: string): boolean => Buffer.from(utf8(s)).equals(Buffer.from(new TextEncoder().encode(s))) && largoUtf8(s) === utf8(s).length;
  fc.assert(fc.property(fc.string({ unit: 'binary' }), igual));
  fc.assert(fc.property(fc.array(fc.integer({ min: 0xd700, max: 0xe100 })), (u) => igual(String.fromCharCode(...u))));
});
