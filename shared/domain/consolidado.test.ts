import { describe, expect, test } from 'vitest';
import { crearConsolidador, esActaRp, type ActaConsolidable } from './consolidado.ts';
import type { ColumnaVoto, Eleccion } from './eleccion.ts';

const columna = (clave: string, clase: ColumnaVoto['clase'], miembros: string[] = []): ColumnaVoto => ({ clave, clase, nombre: clave, miembros });
const DIP: Eleccion = {
  id: 'DIP_LOC', titulo: 'DIPUTACIONES LOCALES', ambito: 'distrito', maximoBoletasEspecial: 1000,
  columnas: [columna('A', 'partido'), columna('B', 'partido'), columna('A_B', 'coalicion', ['A', 'B']), columna('CI_1', 'independiente')],
  boletas: { '001': ['A', 'B', 'A_B'] },
};
const acta = (claveActa: string, mas: Partial<ActaConsolidable>): ActaConsolidable => ({
  claveActa, tipoActa: '3', ambito: '001', seccion: '0001', tipoCasilla: 'B', contabilizada: 1, enPorcentaje: false, calculado: 21, listaNominal: 100,
  valores: { A: 10, B: 5, A_B: 3, NO_REGISTRADAS: 1, NULOS: 2 }, ...mas,
});

describe('crearConsolidador', () => {
  const c = crearConsolidador(DIP, { ultimoCorte: true });
  c.agregar(acta('a1', {}));
  c.agregar(acta('a2', { seccion: '0002', contabilizada: 0, enPorcentaje: true, calculado: 900, valores: { A: 900 } }));
  c.agregar(acta('a3', { contabilizada: null, calculado: null, valores: {} }));
  c.agregar(acta('b1', { ambito: '002', calculado: 12, valores: { A: 1, B: 2, A_B: 3, CI_1: 6, NO_REGISTRADAS: 0, NULOS: 'sin_dato' } }));
  c.agregar(acta('s1', { ambito: '002', tipoCasilla: 'S', tipoActa: '3EMR', listaNominal: 0, calculado: 5, valores: { A: 5 } }));
  c.agregar(acta('s1rp', { ambito: '002', tipoCasilla: 'S', tipoActa: '3ERP', listaNominal: 0, calculado: 9, valores: { A: 4, B: 5 } }));
  c.agregar(acta('-', { contabilizada: 2, calculado: null, listaNominal: null, valores: {} }));
  const r = c.resultado();
  const votos = (lineas: readonly { clave: string; votos: number }[]): Record<string, number> => Object.fromEntries(lineas.map((l) => [l.clave, l.votos]));

  test('only counted actas add votes, and the total is that of the columns', () => {
    expect(votos(r.entidad.columnas)).toEqual({ A: 16, B: 7, A_B: 6, CI_1: 6, NO_REGISTRADAS: 1, NULOS: 2 });
    expect(r.entidad.total).toBe(38);
    expect(r.entidad.cifras).toMatchObject({ actasEsperadas: 5, actasFueraCatalogo: 1, actasCapturadas: 4, actasContabilizadas: 3, votosConEspeciales: 38, votosSinEspeciales: 33 });
  });

  test('the RP acta of a casilla especial is in no district, only in the RP totals', () => {
    expect(esActaRp('3ERP') && esActaRp('A03ERP') && !esActaRp('3EMR') && !esActaRp('3')).toBe(true);
    expect(votos(r.rpEspeciales?.columnas ?? [])).toMatchObject({ A: 4, B: 5 });
    expect(r.ambitos.map((a) => [a.id, a.total])).toEqual([['001', 21], ['002', 17]]);
  });

  test('each district splits its own coalition, and the entity adds them up', () => {
    const partidos = (n: { porPartido: readonly { clave: string; total: number }[] } | undefined): Record<string, number> => Object.fromEntries((n?.porPartido ?? []).map((l) => [l.clave, l.total]));
    expect(partidos(r.ambitos[0])).toMatchObject({ A: 12, B: 6 });
    expect(partidos(r.ambitos[1])).toMatchObject({ A: 8, B: 3, CI_1: 6 });
    expect(partidos(r.entidad)).toEqual({ A: 20, B: 9, CI_1: 6, NO_REGISTRADAS: 1, NULOS: 2 });
  });

  test('by candidacy, with exact percentages; a column that is not on the ballot is no candidacy', () => {
    expect(r.ambitos[0]?.porCandidatura).toEqual([
      { clave: 'A_B', votos: 18, porcentaje: '85.7142' }, { clave: 'NO_REGISTRADAS', votos: 1, porcentaje: '4.7619' }, { clave: 'NULOS', votos: 2, porcentaje: '9.5238' },
    ]);
    expect(votos(r.entidad.porCandidatura)).toEqual({ A_B: 29, CI_1: 6, NO_REGISTRADAS: 1, NULOS: 2 });
  });

  test('secciones and actas', () => {
    expect(r.secciones.map((s) => [s.id, s.total, s.cifras.actasEsperadas])).toEqual([['001/0001', 21, 2], ['001/0002', 0, 1], ['002/0001', 17, 2]]);
    expect(r.actas.map((a) => a.id)).toEqual(['a1', 'a2', 'a3', 'b1', 's1']);
  });

  test('registered candidacies decide what is a coalition', () => {
    const conCandidaturas = crearConsolidador(DIP, {
      ultimoCorte: true, detalle: false,
      candidaturas: [{ eleccion: 'DIP_LOC', ambito: '001', clave: 'A', propietaria: 'x', suplente: null }, { eleccion: 'DIP_LOC', ambito: '001', clave: 'B', propietaria: 'y', suplente: null }],
    });
    conCandidaturas.agregar(acta('a1', {}));
    const solo = conCandidaturas.resultado();
    expect(votos(solo.ambitos[0]?.porCandidatura ?? [])).toMatchObject({ A: 10, B: 5, A_B: 3 });
    expect(solo.secciones).toEqual([]);
  });

  test('parties that registered the same person are a coalition, though no list names their combination', () => {
    const de = (clave: string, propietaria: string) => ({ eleccion: 'DIP_LOC' as const, ambito: '001', clave, propietaria, suplente: null });
    const c3 = crearConsolidador(DIP, { ultimoCorte: true, detalle: false, candidaturas: [de('A', 'x'), de('B', 'x ')] });
    c3.agregar(acta('a1', {}));
    expect(votos(c3.resultado().ambitos[0]?.porCandidatura ?? [])).toEqual({ A_B: 18, NO_REGISTRADAS: 1, NULOS: 2 });
  });
});
