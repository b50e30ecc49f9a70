import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidaturasDe, repartirCombinacion, repartirConvenio, sumarVistasPorPartido, verPorCandidatura, verPorPartido } from './coaliciones.ts';
import type { ColumnaVoto } from './eleccion.ts';

const columna = (clave: string, clase: ColumnaVoto['clase'], miembros: string[] = []): ColumnaVoto => ({ clave, clase, nombre: clave, miembros });
const COLUMNAS = [
  columna('A', 'partido'), columna('B', 'partido'), columna('C', 'partido'), columna('D', 'partido'), columna('CC_X_Y', 'comun', ['X', 'Y']),
  columna('A_B_C', 'coalicion', ['A', 'B', 'C']), columna('A_B', 'coalicion', ['A', 'B']), columna('A_C', 'coalicion', ['A', 'C']), columna('B_C', 'coalicion', ['B', 'C']), columna('CI_1', 'independiente'),
];
const suma = (ns: readonly number[]): number => ns.reduce((a, b) => a + b, 0);

describe('repartirCombinacion (LGIPE 311.1.c)', () => {
  test.each([
    [9, [5, 1, 1], [3, 3, 3]], [10, [5, 1, 7], [3, 3, 4]], [11, [5, 1, 7], [4, 3, 4]], [1, [0, 0], [1, 0]], [1, [3, 3], [1, 0]], [0, [3, 3], [0, 0]], [2, [1, 9, 9], [0, 1, 1]],
  ])('%i votes among parties with %j', (votos, propios, esperado) => expect(repartirCombinacion(votos, propios)).toEqual(esperado));

  test('no vote is lost or made, parts differ by one at most, and the stronger never gets less', () => {
    fc.assert(fc.property(fc.nat({ max: 99_999 }), fc.array(fc.nat({ max: 9999 }), { minLength: 2, maxLength: 5 }), (votos, propios) => {
      const partes = repartirCombinacion(votos, propios);
      expect(suma(partes)).toBe(votos);
      expect(Math.max(...partes) - Math.min(...partes)).toBeLessThanOrEqual(1);
      propios.forEach((p, i) => propios.forEach((q, j) => { if (p > q) expect(partes[i]).toBeGreaterThanOrEqual(partes[j] ?? 0); }));
    }));
  });
});

test('repartirConvenio follows the parts, with what is left to the largest fractions', () => {
  expect(repartirConvenio(100, [60, 40])).toEqual([60, 40]);
  expect(repartirConvenio(101, [60, 40])).toEqual([61, 40]);
  expect(repartirConvenio(10, [1, 1, 1])).toEqual([4, 3, 3]);
  fc.assert(fc.property(fc.nat({ max: 99_999 }), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }), (votos, partes) => {
    const r = repartirConvenio(votos, partes);
    expect(suma(r)).toBe(votos);
    r.forEach((v, i) => expect(Math.abs(v - (votos * (partes[i] ?? 0)) / suma(partes))).toBeLessThan(1));
  }));
});

describe('views', () => {
  const votos = { A: 10, B: 7, C: 7, D: 4, CC_X_Y: 9, A_B_C: 5, A_B: 3, A_C: 2, B_C: 1, CI_1: 6, NO_REGISTRADAS: 1, NULOS: 8 };

  test('by party: each combination on its own', () => {
    const vista = Object.fromEntries(verPorPartido(COLUMNAS, votos).map((l) => [l.clave, l.total]));
    // A_B_C 5: 2, 2, 1; A_B 3: 2, 1; A_C 2: 1, 1; B_C 1: to B, first on the acta of two equal ones.
    expect(vista).toEqual({ A: 15, B: 11, C: 9, D: 4, CC_X_Y: 9, CI_1: 6, NO_REGISTRADAS: 1, NULOS: 8 });
  });

  test('by party: a candidatura común is split only by its agreement', () => {
    const convenios = { CC_X_Y: [{ partido: 'X', partes: 2 }, { partido: 'Y', partes: 1 }] };
    const vista = Object.fromEntries(verPorPartido(COLUMNAS, votos, convenios).map((l) => [l.clave, l.reparto]));
    expect(vista).toMatchObject({ X: 6, Y: 3 });
    expect(vista).not.toHaveProperty('CC_X_Y');
  });

  test('by candidacy: members and combinations together, the rest apart', () => {
    const grupos = candidaturasDe(COLUMNAS);
    expect(grupos.map((g) => g.clave)).toEqual(['A_B_C', 'D', 'CC_X_Y', 'CI_1']);
    expect(verPorCandidatura(grupos, votos)).toEqual([{ clave: 'A_B_C', votos: 35 }, { clave: 'D', votos: 4 }, { clave: 'CC_X_Y', votos: 9 }, { clave: 'CI_1', votos: 6 }]);
  });

  test('a combination that registered no candidacy there is no coalition', () => {
    expect(candidaturasDe(COLUMNAS, new Set(['A', 'B', 'C', 'D'])).map((g) => g.clave)).toEqual(['A', 'B', 'C', 'D', 'CC_X_Y', 'A_B_C', 'A_B', 'A_C', 'B_C', 'CI_1']);
  });

  test('a coalition of two where the column of three is on the ballot and nobody registered it', () => {
    expect(candidaturasDe(COLUMNAS, new Set(['A_B', 'C', 'D'])).find((g) => g.clave === 'A_B')?.columnas).toEqual(['A', 'B', 'A_B']);
  });

  test('both views and the sum of ámbitos keep every vote', () => {
    const deVotos = fc.record(Object.fromEntries([...COLUMNAS.map((c) => c.clave), 'NO_REGISTRADAS', 'NULOS'].map((c) => [c, fc.nat({ max: 5000 })])));
    fc.assert(fc.property(fc.array(deVotos, { minLength: 1, maxLength: 4 }), (ambitos) => {
      const total = suma(ambitos.map((v) => suma(Object.values(v))));
      const vistas = ambitos.map((v) => verPorPartido(COLUMNAS, v));
      expect(suma(sumarVistasPorPartido(vistas).map((l) => l.total))).toBe(total);
      expect(suma(ambitos.map((v) => suma(verPorCandidatura(candidaturasDe(COLUMNAS), v).map((l) => l.votos)) + (v['NO_REGISTRADAS'] ?? 0) + (v['NULOS'] ?? 0)))).toBe(total);
    }));
  });
});
