import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cuentaDe, primeraPerdida, type HojaContada } from './tanda.ts';

const buena = (hoja: number): HojaContada => ({ hoja, util: true, repetida: false });
const NADA = { guardadas: [], faltan: [], desde: 1, repetir: [], repetidas: [] };

describe('what goes again after a tanda that stopped', () => {
  test('all, when none came; else the sheet after the last one and those behind it', () => {
    expect(cuentaDe([])).toEqual(NADA);
    expect(cuentaDe([1, 2, 3].map(buena))).toEqual({ ...NADA, guardadas: [1, 2, 3], desde: 4 });
  });
  test('those whose image is of no use: they are not told as stored', () => {
    expect(cuentaDe([buena(1), { ...buena(2), util: false }, buena(3)])).toEqual({ ...NADA, guardadas: [1, 3], desde: 4, repetir: [2] });
  });
  test('those that never came although later ones did', () => {
    const cuenta = cuentaDe([6, 1, 2, 4].map(buena));
    expect(cuenta).toEqual({ ...NADA, guardadas: [1, 2, 4, 6], faltan: [3, 5], desde: 7 });
    expect(primeraPerdida(cuenta)).toBe(3);
  });
  test('a sheet of several pages goes again when one of them is of no use', () => {
    expect(cuentaDe([buena(1), { ...buena(1), util: false }])).toEqual({ ...NADA, desde: 2, repetir: [1] });
  });
  test('a sheet whose image had come before is told, unless it goes again anyway', () => {
    expect(cuentaDe([buena(1), { ...buena(2), repetida: true }, { hoja: 3, util: false, repetida: true }])).toEqual({ ...NADA, guardadas: [1, 2], desde: 4, repetir: [3], repetidas: [2] });
  });
});

test('every number is told once: stored, to be repeated, or missing; nothing from `desde` on has come', () => {
  fc.assert(fc.property(fc.array(fc.record({ hoja: fc.integer({ min: 1, max: 30 }), util: fc.boolean(), repetida: fc.boolean() })), (hojas) => {
    const { guardadas, faltan, repetir, desde } = cuentaDe(hojas);
    expect([...guardadas, ...faltan, ...repetir].sort((a, b) => a - b)).toEqual(Array.from({ length: desde - 1 }, (_, i) => i + 1));
    expect(hojas.every((h) => h.hoja < desde && !faltan.includes(h.hoja))).toBe(true);
  }));
});
