import { describe, expect, test } from 'vitest';
import { elegirHito, lineasDe, SIN_HERENCIAS, type Herencias, type HitoElegible } from './elegir-hito.ts';

const hito = (epoca: string, seq: number, minuto: number, clase: HitoElegible['clase'] = 'verificada'): HitoElegible => ({ epoca, seq, clase, hora: `2027-06-06T20:${String(minuto).padStart(2, '0')}:00-06:00` });
const elegido = (hitos: readonly HitoElegible[], herencias: Herencias = SIN_HERENCIAS): string => {
  const h = elegirHito(hitos, herencias);
  // The order of arrival changes nothing.
  expect(elegirHito([...hitos].reverse(), herencias)).toEqual(h);
  return h === null ? 'ninguno' : `${h.epoca}${String(h.seq)}`;
};
const B_SIGUE_A: Herencias = new Map([['B', { epoca: 'A', hasta: 10 }]]);

test('within a journal the last one stands; among journals the verified one, then the first', () => {
  expect(elegido([])).toBe('ninguno');
  expect(elegido([hito('A', 3, 1), hito('A', 9, 5)])).toBe('A9');
  expect(elegido([hito('A', 3, 1, 'sin_acta'), hito('B', 9, 5)])).toBe('B9');
  expect(elegido([hito('A', 3, 4), hito('B', 9, 2)])).toBe('B9');
  expect(lineasDe([hito('A', 3, 4), hito('B', 9, 2)], SIN_HERENCIAS)).toBe(2);
});

describe('after a relief', () => {
  test('what the new epoca corrects replaces what it inherited', () => {
    expect(elegido([hito('A', 3, 1), hito('B', 12, 5)], B_SIGUE_A)).toBe('B12');
    expect(elegido([hito('A', 3, 1), hito('B', 12, 5, 'sin_acta')], B_SIGUE_A)).toBe('B12');
    expect(lineasDe([hito('A', 3, 1), hito('B', 12, 5)], B_SIGUE_A)).toBe(1);
    expect(elegido([hito('A', 3, 1)], B_SIGUE_A)).toBe('A3');
  });

  test('what the relieved station wrote afterwards is another journal, and a conflict when both speak of the acta', () => {
    const [tarde, nuevo] = [hito('A', 11, 3), hito('B', 12, 5)];
    expect(elegido([tarde, nuevo], B_SIGUE_A)).toBe('A11');
    expect(lineasDe([tarde, nuevo], B_SIGUE_A)).toBe(2);
    expect(elegido([hito('A', 3, 1), tarde, nuevo], B_SIGUE_A)).toBe('B12');
  });

  test('of a relief, the line goes on', () => {
    const herencias: Herencias = new Map([...B_SIGUE_A, ['C', { epoca: 'B', hasta: 20 }]]);
    expect(elegido([hito('A', 3, 1), hito('B', 12, 5), hito('C', 30, 9)], herencias)).toBe('C30');
    expect(elegido([hito('A', 3, 1), hito('C', 30, 9)], herencias)).toBe('C30');
    expect(lineasDe([hito('A', 3, 1), hito('B', 21, 6), hito('C', 30, 9)], herencias)).toBe(2);
  });

  test('two standbys that relieved the same station are two journals', () => {
    const herencias: Herencias = new Map([...B_SIGUE_A, ['C', { epoca: 'A', hasta: 8 }]]);
    expect(lineasDe([hito('A', 3, 1), hito('B', 12, 5), hito('C', 9, 9)], herencias)).toBe(2);
    expect(elegido([hito('A', 3, 1), hito('B', 12, 5), hito('C', 9, 9)], herencias)).toBe('B12');
  });
});
