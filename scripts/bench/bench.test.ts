import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { leerTics, parteRobada } from './anfitrion.ts';
import { impedimentoEnlaceReal, tenderEnlaceReal } from './enlace-real.ts';
import { filaRazonMaxima, filaRazonMinima, filaValorMaximo, filaValorMinimo, mediana, percentil } from './fila.ts';
import { medirAparte } from './hijo.ts';
import { BENCHES } from './lista.ts';

describe('bench', () => {
  test('mediana', () => {
    expect(mediana([9, 1, 5])).toBe(5);
    expect(mediana([9, 1, 5, 7])).toBe(6);
  });

  test('a ratio exactly at its limit holds; a value exactly at its limit does not', () => {
    expect(filaRazonMinima('x', 50, 'r/s', 100, 0.5)).toMatchObject({ razon: 0.5, cumple: true });
    expect(filaRazonMinima('x', 49, 'r/s', 100, 0.5).cumple).toBe(false);
    expect(filaValorMaximo('x', 300, 'MB', 300)).toMatchObject({ piso: null, razon: null, cumple: false });
  });

  test('percentil, and limits from above of a ratio and from below of a value', () => {
    expect([50, 95, 100].map((p) => percentil([5, 1, 4, 2, 3], p))).toEqual([3, 5, 5]);
    expect(filaRazonMaxima('x', 300, 'ms', 100, 3)).toMatchObject({ razon: 3, cumple: true });
    expect(filaRazonMaxima('x', 301, 'ms', 100, 3).cumple).toBe(false);
    expect(filaValorMinimo('x', 60, 'actas/min', 60).cumple).toBe(true);
  });

  test('what the host gave to others is a share of all ticks; those of guests are not counted twice', () => {
    const antes = leerTics('cpu  100 0 50 800 10 0 0 40 30 0\ncpu0 1 1 1');
    const despues = leerTics('cpu  150 0 60 900 10 0 0 80 70 0\n');
    expect(antes).toEqual({ todos: 1_000, robados: 40 });
    expect(parteRobada(antes, despues)).toBeCloseTo(0.2);
  });

  test('every measurement has a name of its own', () => {
    expect(new Set(BENCHES.map((b) => b.nombre)).size).toBe(BENCHES.length);
  });
});

const impedimento = impedimentoEnlaceReal();
if (impedimento !== null) process.stderr.write(`bench: no se prueba el enlace real: ${impedimento}\n`);
test.skipIf(impedimento !== null)('over a real link an upload takes what its rate and its latency say', async () => {
  const opciones = { kbps: 800, latenciaMs: 100 };
  const enlace = await tenderEnlaceReal(opciones);
  try {
    const techo = fileURLToPath(new URL('./enlace-techo.ts', import.meta.url));
    const bytesPorSegundo = await medirAparte<number>(techo, [JSON.stringify({ opciones, lugares: enlace.lugares }), '300000'], enlace.lugares.estacion);
    // 100 kB/s, of which the headers of its packets are some four in a hundred, and its beginning something.
    expect(bytesPorSegundo).toBeLessThan(100_000);
    expect(bytesPorSegundo).toBeGreaterThan(60_000);
  } finally {
    await enlace.cerrar();
  }
}, 60_000);
