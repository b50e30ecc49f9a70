import { expect, test } from 'vitest';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { vaDelante } from './orden.ts';

/** By chance two stations agree on all of these once in 2^64. */
const ACTAS = Array.from({ length: 64 }, (_, i) => ({ clave: `99${String(i).padStart(4, '0')}B0100A02`, ciclo: 1 }));
const ordenDe = (llave: string): boolean[] => {
  const firmante = crearFirmante(llave);
  return ACTAS.map((acta) => vaDelante({ cripto: criptoNode, firmante }, acta));
};

test('which capture is A is the same each time at one station, both happen, and another station has its own', () => {
  const [una, otra] = [nuevaLlave(), nuevaLlave()];
  expect(ordenDe(una)).toEqual(ordenDe(una));
  expect(new Set(ordenDe(una)).size).toBe(2);
  expect(ordenDe(otra)).not.toEqual(ordenDe(una));
});

test('a recapture is laid anew', () => {
  const firmante = crearFirmante(nuevaLlave());
  const enCiclo = (ciclo: number): boolean[] => ACTAS.map(({ clave }) => vaDelante({ cripto: criptoNode, firmante }, { clave, ciclo }));
  expect(enCiclo(2)).not.toEqual(enCiclo(1));
});
