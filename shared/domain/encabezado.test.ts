import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encabezadoDe, type ActaEncabezado } from './encabezado.ts';

const acta = (mas: Partial<ActaEncabezado>): ActaEncabezado =>
  ({ contabilizada: 1, enPorcentaje: false, calculado: 100, listaNominal: 400, tipoCasilla: 'B', ...mas });

describe('encabezadoDe', () => {
  const actas = [
    acta({}), acta({ enPorcentaje: true, calculado: 50 }), acta({ tipoCasilla: 'S', listaNominal: 0, calculado: 30 }),
    acta({ contabilizada: 0, enPorcentaje: true, calculado: 900 }), acta({ contabilizada: 0, calculado: null }),
    acta({ contabilizada: null, calculado: null }), acta({ contabilizada: 2, calculado: 77, listaNominal: null, tipoCasilla: '' }),
  ];

  test('counts each kind of row as the LEEME says', () => {
    expect(encabezadoDe(actas, { ultimoCorte: false })).toEqual({
      actasEsperadas: 6, actasRegistradas: 6, actasFueraCatalogo: 1, actasCapturadas: 5, porcentajeCapturadas: '83.3333',
      actasContabilizadas: 3, porcentajeContabilizadas: '50.0000', porcentajeInconsistencias: '33.3333', actasNoContabilizadas: 2,
      listaNominalContabilizadas: 800, votosConEspeciales: 180, votosSinEspeciales: 150, porcentajeParticipacion: '18.7500',
    });
  });

  test('only the last cut counts the especiales in the participation', () => {
    expect(encabezadoDe(actas, { ultimoCorte: true }).porcentajeParticipacion).toBe('22.5000');
  });

  test('the zero state has no division by zero', () => {
    expect(encabezadoDe([], { ultimoCorte: false })).toMatchObject({ actasEsperadas: 0, porcentajeCapturadas: '0.0000', porcentajeParticipacion: '0.0000' });
  });

  test('order of the rows does not matter, and the figures agree among themselves', () => {
    const fila = fc.record({
      contabilizada: fc.constantFrom(0, 1, 2, null), enPorcentaje: fc.boolean(), calculado: fc.option(fc.nat({ max: 900 })),
      listaNominal: fc.option(fc.nat({ max: 750 })), tipoCasilla: fc.constantFrom('B', 'C', 'E', 'S', 'M'),
    }) as fc.Arbitrary<ActaEncabezado>;
    fc.assert(fc.property(fc.array(fila), (filas) => {
      const e = encabezadoDe(filas, { ultimoCorte: true });
      expect(encabezadoDe([...filas].reverse(), { ultimoCorte: true })).toEqual(e);
      expect(e.actasRegistradas).toBe(e.actasCapturadas + e.actasFueraCatalogo);
      expect(e.actasCapturadas).toBe(e.actasContabilizadas + e.actasNoContabilizadas);
      expect(e.actasEsperadas + e.actasFueraCatalogo).toBe(filas.length);
      expect(e.votosSinEspeciales).toBeLessThanOrEqual(e.votosConEspeciales);
    }));
  });
});
