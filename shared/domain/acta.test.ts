import { expect, test } from 'vitest';
import { tituloDeActa } from './acta.ts';

test('the two actas that a casilla especial fills in for one election have different names', () => {
  const eleccion = { titulo: 'DIPUTACIONES LOCALES' };
  expect(tituloDeActa({ tipoActa: 'A03EMR' }, eleccion)).toBe('DIPUTACIONES LOCALES');
  expect(tituloDeActa({ tipoActa: 'A03' }, eleccion)).toBe('DIPUTACIONES LOCALES');
  expect(tituloDeActa({ tipoActa: 'A03ERP' }, eleccion)).toBe('DIPUTACIONES LOCALES · Representación proporcional');
});
