import { expect, test } from 'vitest';
import { idsNode } from './ids-node.ts';

test('gives UUIDv7: the hour of its making first, version and variant in their places, never the same', () => {
  const antes = Date.now();
  const ids = Array.from({ length: 1000 }, () => idsNode.uuid());
  const despues = Date.now();
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    expect(ms).toBeGreaterThanOrEqual(antes);
    expect(ms).toBeLessThanOrEqual(despues);
  }
  expect(new Set(ids).size).toBe(ids.length);
});
