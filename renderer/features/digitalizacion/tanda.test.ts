import { describe, expect, test } from 'vitest';
import type { EscanerBandeja, ImagenBandeja } from '#shared/api/bandeja.ts';
import { enumerar, esBlanca, tandaFallida, tandaTerminada } from './tanda.ts';

const TANDA = { tanda: 't1', hora: '2027-06-06T20:00:00-06:00', recibidas: 3, enProceso: 0, falla: null, hojaPerdida: null, terminada: true };
const ESCANER: EscanerBandeja = { id: 'uno', nombre: 'Uno', tipo: 'virtual', estado: 'libre', hojas: 0, tanda: TANDA };
const FALLA = { codigo: 'escaner_atasco', parametros: {} };
const IMAGEN: ImagenBandeja = {
  fila: '2', papelAparte: false, imagen: '2', hora: TANDA.hora, fuente: 'x', qr: null, estado: 'rechazada', acta: null, nombre: null, motivo: null, destino: '', hoja: 2, tanda: 't1', veredicto: null, medidas: [], vigente: null, avisos: [], giro: 0,
};

test('numbers are said as people say them', () => {
  expect(enumerar([])).toBe('');
  expect(enumerar([7])).toBe('7');
  expect(enumerar([2, 1])).toBe('1 y 2');
  expect(enumerar([1, 2, 3, 5, 9, 10, 11])).toBe('1 a 3, 5 y 9 a 11');
  expect(enumerar([4, 4, 8])).toBe('4 y 8');
});

test('clean paper is told from an image of no use', () => {
  const blanca = { ...IMAGEN, medidas: [{ nombre: 'hoja_blanca' as const, valor: 0, texto: '', veredicto: 'repetir' as const }] };
  expect([blanca, IMAGEN].map(esBlanca)).toEqual([true, false]);
});

test('a failure is told once', () => {
  const fallida = { ...ESCANER, tanda: { ...TANDA, falla: FALLA } };
  expect(tandaFallida({ ...ESCANER, estado: 'escaneando' }, fallida)).toBe(true);
  expect(tandaFallida(fallida, fallida)).toBe(false);
  expect(tandaFallida(undefined, fallida)).toBe(false);
  expect(tandaFallida(ESCANER, ESCANER)).toBe(false);
});

describe('a tanda ends', () => {
  const escaneando = { ...ESCANER, estado: 'escaneando' as const };
  test('when its scanner is free and every sheet was looked at', () => {
    expect(tandaTerminada(escaneando, ESCANER)).toBe(true);
    expect(tandaTerminada(escaneando, { ...ESCANER, tanda: { ...TANDA, enProceso: 2 } })).toBe(false);
    expect(tandaTerminada({ ...ESCANER, tanda: { ...TANDA, enProceso: 2 } }, ESCANER)).toBe(true);
  });
  test('between two looks', () => {
    expect(tandaTerminada({ ...ESCANER, tanda: { ...TANDA, tanda: 't0' } }, ESCANER)).toBe(true);
    expect(tandaTerminada(ESCANER, ESCANER)).toBe(false);
    expect(tandaTerminada(undefined, ESCANER)).toBe(false);
  });
  test('but not when it failed or brought nothing', () => {
    expect(tandaTerminada(escaneando, { ...ESCANER, tanda: { ...TANDA, falla: FALLA } })).toBe(false);
    expect(tandaTerminada(escaneando, { ...ESCANER, tanda: { ...TANDA, recibidas: 0 } })).toBe(false);
  });
});
