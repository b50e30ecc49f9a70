import { expect, test } from 'vitest';
import { leerNombreEstacion, leerPuerto } from './opciones.ts';

test.each(['CATD01-A', 'CATD_1.b', 'Ñuñoa2'])('%s names a station', (nombre) => {
  expect(leerNombreEstacion(nombre)).toBe(nombre);
});

test.each(['', '../x', 'a/b', 'a\\b', '.', '-A', 'con espacio', 'x'.repeat(41)])('«%s» does not', (nombre) => {
  expect(() => leerNombreEstacion(nombre)).toThrow(expect.objectContaining({ codigo: 'opcion_invalida' }));
});

test.each(['65536', '-1', 'x', '1.5'])('%s is no port', (texto) => {
  expect(() => leerPuerto(texto)).toThrow(expect.objectContaining({ codigo: 'opcion_invalida' }));
});
