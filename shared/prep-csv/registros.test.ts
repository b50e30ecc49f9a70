import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crearSeparador } from './registros.ts';

type Leido = { registros: string[][]; renglones: number[]; sinCerrar: number[] };
const separar = (texto: string, delimitador = ',', corte = texto.length): Leido => {
  const leido: Leido = { registros: [], renglones: [], sinCerrar: [] };
  const separador = crearSeparador(delimitador, {
    registro: (celdas, renglon) => {
      leido.registros.push(celdas);
      leido.renglones.push(renglon);
    },
    sinCerrar: (renglon) => leido.sinCerrar.push(renglon),
  });
  for (let i = 0; i < texto.length; i += corte) separador.texto(texto.slice(i, i + corte));
  separador.fin();
  return leido;
};

describe('crearSeparador', () => {
  test.each([
    ['a,b\nc,d\n', [['a', 'b'], ['c', 'd']]], ['a,b\r\nc,d', [['a', 'b'], ['c', 'd']]], ['a\rb\r', [['a'], ['b']]], ['a\r\n\r\nb', [['a'], [''], ['b']]],
    ['\uFEFFa,b', [['a', 'b']]], ['"a,b",c', [['a,b', 'c']]], ['"a ""b""",c', [['a "b"', 'c']]], ['"a\r\nb",c\nd', [['a\r\nb', 'c'], ['d']]],
    ['="230085B0100",2', [['="230085B0100"', '2']]], ['a "b" c,d', [['a "b" c', 'd']]], ['"a" b,c', [['"a" b', 'c']]], [',,', [['', '', '']]], ['', []], ['"",""\n', [['', '']]],
  ])('%j', (texto, esperado) => expect(separar(texto).registros).toEqual(esperado));

  test('a line without an end is cut, and what follows it is read', () => {
    const { registros } = separar(`a,b\n${'x'.repeat(2_500_000)}\nc,d\n`, ',', 65_536);
    expect(registros.map((r) => r[0]?.length)).toEqual([1, expect.toSatisfy((n: number) => n > 1_000_000), expect.toSatisfy((n: number) => n > 1_000_000), expect.any(Number), 1]);
    expect(registros.flat().join('').length).toBe(2_500_004);
  });

  test('lines are those where each record starts', () => {
    expect(separar('a\r\n"b\r\nb\nb",c\r\n\r\nd').renglones).toEqual([1, 2, 5, 6]);
  });

  test('a quote that is never closed costs its line only', () => {
    const largo = Array.from({ length: 600 }, (_, i) => `fila ${i},x`).join('\n');
    const { registros, sinCerrar } = separar(`a,b\n"c,d\n${largo}\n`);
    expect(registros.slice(0, 4)).toEqual([['a', 'b'], ['"c', 'd'], ['fila 0', 'x'], ['fila 1', 'x']]);
    expect(registros).toHaveLength(602);
    expect(sinCerrar).toEqual([2]);
    expect(separar('a,"b').registros).toEqual([['a', '"b']]);
  });

  const celda = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r', '|', "'", '='), maxLength: 6 });
  const tabla = fc.array(fc.array(celda, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  const citar = (c: string): string => `"${c.replaceAll('"', '""')}"`;

  test('what is quoted comes back, cut anywhere, with any end of line', () => {
    fc.assert(fc.property(tabla, fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 1, max: 9 }), (filas, eol, corte) => {
      const texto = filas.map((fila) => fila.map(citar).join(',') + eol).join('');
      expect(separar(texto, ',', corte)).toEqual({ ...separar(texto), registros: filas, sinCerrar: [] });
    }));
  });

  test('any text at all is split the same however it is cut, and never fails', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (texto, corte) => {
      expect(separar(texto, ',', corte)).toEqual(separar(texto));
    }), { numRuns: 2000 });
  });

  test('agrees with csv-parse on well-formed text', () => {
    const suelta = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-'), minLength: 1, maxLength: 4 });
    fc.assert(fc.property(fc.array(fc.tuple(suelta, celda.map(citar), suelta), { minLength: 1, maxLength: 6 }), (filas) => {
      const texto = filas.map((f) => f.join('|')).join('\r\n');
      expect(separar(texto, '|').registros).toEqual(parse(texto, { delimiter: '|', record_delimiter: ['\r\n'] }));
    }));
  });
});
