import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grisDe } from './luma.ts';

describe('the gray of colours', () => {
  it('is their luma to the nearest level, for any number of pixels, wherever they begin in memory', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 4 }), (bytes, desde) => {
      const colores = bytes.subarray(Math.min(desde, bytes.length));
      const gris = grisDe(colores);
      expect(gris.length).toBe(Math.floor(colores.length / 3));
      gris.forEach((nivel, i) => {
        const [r, g, b] = colores.subarray(3 * i, 3 * i + 3);
        expect(Math.abs(nivel - (0.299 * r! + 0.587 * g! + 0.114 * b!))).toBeLessThan(1);
        expect(nivel).toBe(Math.floor((77 * r! + 150 * g! + 29 * b!) / 256 + 0.5));
      });
    }));
  });

  it('leaves every gray at its level', () => {
    const niveles = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect([...grisDe(Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3)))]).toEqual([...niveles]);
  });
});
