import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Entrada } from '#scripts/resistencia/bitacoras.ts';
import { CASOS } from '#scripts/resistencia/casos.ts';
import { correrResistencia, repartir } from '#scripts/resistencia/correr.ts';
import { revisarLibreta } from '#scripts/resistencia/invariantes.ts';
import type { Paso } from '#scripts/resistencia/libreta.ts';

/** On a real disk: the system's temporary folder may be memory. */
const CARPETA = fileURLToPath(new URL('../../out/resistencia/pruebas/', import.meta.url));
const CICLOS = 60;

test('faults of fixed seeds: nothing confirmed is lost, doubled or changed, and nothing is made up', async () => {
  mkdirSync(CARPETA, { recursive: true });
  const { ciclos, omitidos } = await correrResistencia({ ciclos: CICLOS, semilla: 'pruebas', casos: CASOS, carpeta: CARPETA, aLaVez: 2, alTerminarCiclo: () => undefined });
  for (const { caso, porque } of omitidos) process.stderr.write(`resistencia: se omite ${caso}: ${porque}\n`);
  expect(ciclos.filter((c) => c.faltas.length > 0)).toEqual([]);
  expect(ciclos).toHaveLength(CICLOS);
  expect(ciclos.reduce((n, c) => n + c.pasos, 0)).toBeGreaterThan(10 * CICLOS);
}, 900_000);

describe('what must hold', () => {
  const captura: Paso = { clave: 'captura A 1 ana', quien: 'ana', valores: '[["x",3]]' };
  const entrada = (seq: number, x: number): Entrada => ({
    epoca: 'e', seq, hash: '', evento: { seq, id: '', tipo: 'captura.registrada', version: 1, acta: 'A', actor: 'ana', puesto: 'p', hora: '', datos: { ciclo: 1, ronda: 1, imagen: '', valores: { x } }, previo: '' },
  });
  const revisar = (confirmados: Paso[], posibles: Paso[], ...entradas: Entrada[]): string[] => revisarLibreta({ confirmados: () => confirmados, posibles: () => posibles }, entradas);

  test('a journal that says what people were told breaks nothing, whether or not the unanswered step is in it', () => {
    expect(revisar([captura], [captura], entrada(1, 3))).toEqual([]);
    expect(revisar([], [captura], entrada(1, 3))).toEqual([]);
    expect(revisar([], [captura])).toEqual([]);
  });

  test.each([
    ['lost', [captura], [], 'perdido: captura A 1 ana'],
    ['changed', [captura], [entrada(1, 4)], 'cambiado: captura A 1 ana'],
    ['doubled', [captura], [entrada(1, 3), entrada(2, 3)], 'repetido: captura A 1 ana'],
    ['made up', [], [entrada(1, 3)], 'no confirmado a nadie: captura A 1 ana'],
  ] as const)('a step that is %s is seen', (_, pasos, entradas, falta) => {
    expect(revisar([...pasos], [...pasos], ...entradas)).toContain(falta);
  });
});

test('the same seed does the same faults, and each one comes', () => {
  const nombres = (semilla: string): string[] => repartir(CASOS, 60, semilla).map((c) => c.nombre);
  expect(nombres('1')).toEqual(nombres('1'));
  expect(new Set(nombres('1')).size).toBe(CASOS.length);
});
