import { expect, test } from 'vitest';
import { gradoDe } from './confianza.ts';

test('three words for how sure the reader is', () => {
  expect([1, 0.98, 0.979, 0.9, 0.899, 0].map(gradoDe)).toEqual(['muy_alta', 'muy_alta', 'alta', 'alta', 'media', 'media']);
});
