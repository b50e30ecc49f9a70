import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discoLibreDe } from './disco-libre.ts';

test('the free bytes of a folder that is there, and nothing of one that is not', () => {
  expect(Number.isSafeInteger(discoLibreDe(tmpdir())())).toBe(true);
  expect(discoLibreDe(join(tmpdir(), 'acopio-no-esta', 'nunca'))()).toBeNull();
});
