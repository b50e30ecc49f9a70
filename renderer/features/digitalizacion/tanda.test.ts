import { describe, expect, test } from 'vitest';
import type { EscanerBandeja, ImagenBandeja } from '#shared/api/contrato-estacion.ts';
import { cuentaDe, enumerar, tandaFallida, tandaTerminada } from './tanda.ts';

const TANDA = { tanda: 't1', hora: '2027-06-06T20:00:00-06:00', recibidas: 3, enProceso: 0, falla: null, hojaPerdida: null, terminada: true };
const ESCANER: EscanerBandeja = { id: 'uno', nombre: 'Uno', tipo: 'virtual', estado: 'libre', hojas: 0, tanda: TANDA };
const FALLA = { codigo: 'escaner_atasco', parametros: {} };
const imagen = (hoja: number | null, estado: ImagenBandeja['estado'], tanda = 't1'): ImagenBandeja => ({
  imagen: String(hoja), hora: TANDA.hora, fuente: 'x', qr: null, estado, acta: null, nombre: null, motivo: null, destino: '', hoja, tanda, veredicto: null, medidas: [], vigente: null, avisos: [], giro: 0,
});

test('numbers are said as people say them', () => {
  expect(enumerar([])).toBe('');
  expect(enumerar([7])).toBe('7');
  expect(enumerar([2, 1])).toBe('1 y 2');
  expect(enumerar([1, 2, 3, 5, 9, 10, 11])).toBe('1 a 3, 5 y 9 a 11');
  expect(enumerar([4, 4, 8])).toBe('4 y 8');
});

describe('what goes again after a jam', () => {
  test('the sheet that was lost and those after it', () => {
    expect(cuentaDe({ ...TANDA, recibidas: 11, falla: FALLA, hojaPerdida: 12 }, [])).toEqual({ guardadas: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], desde: 12, repetir: [] });
  });
  test('those after the last one, when none was on its way; all, when none came', () => {
    expect(cuentaDe({ ...TANDA, recibidas: 2, falla: FALLA }, []).desde).toBe(3);
    expect(cuentaDe({ ...TANDA, recibidas: 0, falla: FALLA }, [])).toEqual({ guardadas: [], desde: 1, repetir: [] });
  });
  test('and those of this tanda whose image is of no use', () => {
    const imagenes = [imagen(2, 'rechazada'), imagen(1, 'en_captura'), imagen(9, 'rechazada'), imagen(3, 'rechazada', 'otra'), imagen(null, 'rechazada')];
    expect(cuentaDe({ ...TANDA, recibidas: 5, falla: FALLA, hojaPerdida: 6 }, imagenes).repetir).toEqual([2]);
  });
});

test('a blank sheet is set aside, not scanned again', () => {
  const blanca = { ...imagen(2, 'rechazada'), medidas: [{ nombre: 'hoja_blanca' as const, valor: 0, texto: '', veredicto: 'repetir' as const }] };
  expect(cuentaDe({ ...TANDA, recibidas: 5, falla: FALLA, hojaPerdida: 6 }, [blanca]).repetir).toEqual([]);
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
