import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { crearArmador, leerReportePos } from './reporte-pos.ts';
import { reportesDe } from './virtual.ts';

const armador = () => {
  let ms = 1000;
  return { armar: crearArmador('L', () => ms), pasar: (mas: number) => void (ms += mas) };
};
const leerTodos = (reportes: readonly Uint8Array[]) => {
  const { armar } = armador();
  return reportes.map((r) => armar(r));
};

test('one report: number 2, length, AIM identifier, data', () => {
  // As the published example of a maker: 0x02, 0x05, «]Q0», five bytes of data.
  const bytes = new Uint8Array(64);
  bytes.set([0x02, 0x05, 0x5d, 0x51, 0x30, 0x41, 0x43, 0x50, 0x31, 0x2e]);
  expect(leerReportePos(bytes)).toMatchObject({ aim: ']Q0', sigue: false });
  expect(leerTodos([bytes])).toEqual([{ codigo: 'ACP1.', simbologia: 'QR', lector: 'L' }]);
});

test('sixty bytes come in two reports: 56 with the flag that more follow, then 4', () => {
  const [primero, segundo, ...mas] = reportesDe('M'.repeat(60));
  expect([primero?.[1], primero?.[63], segundo?.[1], segundo?.[63], mas.length]).toEqual([56, 1, 4, 0, 0]);
  expect(leerTodos(reportesDe('M'.repeat(60)))).toEqual([null, { codigo: 'M'.repeat(60), simbologia: 'QR', lector: 'L' }]);
});

test('the Enter that a reader puts at the end is no part of the code', () => {
  expect(leerTodos(reportesDe('210001\r\n'))[0]?.codigo).toBe('210001');
});

test('names of symbologies; one that is not known is none', () => {
  expect([']C1', ']A0', ']d2', ']X9', 'abc'].map((aim) => leerTodos(reportesDe('X', aim))[0]?.simbologia)).toEqual(['Code 128', 'Code 39', 'Data Matrix', null, null]);
});

test('other reports, short ones and impossible lengths are no code', () => {
  const estado = Buffer.from(reportesDe('X')[0] ?? []);
  estado[0] = 3;
  const largo = Buffer.from(reportesDe('X')[0] ?? []);
  largo[1] = 57;
  expect(leerTodos([estado, largo, Buffer.from([2, 1]), new Uint8Array(0)])).toEqual([null, null, null, null]);
});

test('a code that was cut is not the beginning of the next one', () => {
  const { armar, pasar } = armador();
  const [cortado] = reportesDe('A'.repeat(80));
  armar(cortado ?? new Uint8Array());
  pasar(2000);
  expect(reportesDe('BBBB').map(armar).at(-1)?.codigo).toBe('BBBB');
});

test('a device that never ends is dropped, and reads again', () => {
  const { armar } = armador();
  const sinFin = reportesDe('Z'.repeat(112))[0] ?? new Uint8Array();
  for (let i = 0; i < 200; i++) expect(armar(sinFin)).toBeNull();
  armar(reportesDe('resto')[0] ?? new Uint8Array());
  expect(armar(reportesDe('OK')[0] ?? new Uint8Array())?.codigo).toBe('OK');
});

test('property: whatever text is sent comes back whole, and no bytes break it', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((t) => !/[\r\n\t\0]$/.test(t)), (texto) => {
    expect(leerTodos(reportesDe(texto)).at(-1)?.codigo).toBe(texto);
  }));
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 20 }), (reportes) => {
    expect(() => leerTodos(reportes)).not.toThrow();
  }));
  expect(leerTodos(reportesDe(escribirEtiqueta('demo-2027', '210001B0100GUB'))).at(-1)?.codigo).toMatch(/^ACP1\./);
});
