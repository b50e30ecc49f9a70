import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogoQr, escribirEtiqueta, escribirQrPrep, identificarQr, leerQr } from './qr.ts';

const catalogo = catalogoQr({
  id: 'demo-2027',
  entidad: { id: '21', nombre: 'Puebla', abreviatura: 'PUE' },
  actas: [
    { clave: '211048B0100A02', casilla: '211048B0100', eleccion: 'GUB', tipoActa: 'A02', listaNominal: 612, representantes: 46 },
    { clave: '211048C02003ERP', casilla: '211048C0200', eleccion: 'DIP_LOC', tipoActa: '3ERP', listaNominal: 600, representantes: null },
  ],
});

describe('our label', () => {
  const texto = escribirEtiqueta('demo-2027', '211048B0100A02');

  it('is read back', () => {
    expect(texto).toMatch(/^ACP1\.DEMO-2027\.211048B0100A02\.[0-9A-Z]{7}$/);
    expect(leerQr(texto)).toEqual({ formato: 'etiqueta', paqueteId: 'demo-2027', claveActa: '211048B0100A02' });
  });

  it('carries the CRC-32 of its text, as zlib computes it', () => {
    // zlib.crc32(b'ACP1.DEMO-2027.211048B0100A02') = 191000669, in Crockford's base 32.
    expect(texto.split('.').at(-1)).toBe('05P4W2X');
  });

  it('is refused with any one character changed', () => {
    const letras = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.';
    fc.assert(
      fc.property(fc.nat(texto.length - 1), fc.constantFrom(...letras.split('')), (i, letra) => {
        fc.pre(texto[i] !== letra);
        expect(leerQr(texto.slice(0, i) + letra + texto.slice(i + 1))).toBeNull();
      }),
    );
  });

  it('survives a keyboard reader: lower case, apostrophe for hyphen, trailing newline', () => {
    expect(leerQr(`${texto.toLowerCase().replace('-', "'")}\n`)?.claveActa).toBe('211048B0100A02');
  });
});

describe('the pipe-joined payload', () => {
  it('is read, with any padding', () => {
    const leido = { formato: 'prep', entidad: '21', distrito: '011', tipoActa: 'A02', claveActa: '211048B0100A02', tipoCandidatura: '1' };
    expect(leerQr('21|011|A02|1048|01|B|00|1')).toEqual(leido);
    expect(leerQr('21|011|A02|1048|0001|B|0|1')).toEqual(leido);
  });

  it('is what escribirQrPrep writes', () => {
    expect(escribirQrPrep({ clave: '211048C0200', distrito: { id: '011' }, municipio: null }, '3ERP', '4')).toBe('21|011|3ERP|1048|02|C|00|4');
  });

  it.each(['', 'https://example.org', '21|011|A02|1048|01|B|00', '21|011|A02|1048|01|X|00|1', '21|011|A02|10488|01|B|00|1', 'x|011|A02|1048|01|B|00|1'])(
    'refuses %j',
    (texto) => expect(leerQr(texto)).toBeNull(),
  );
});

describe('identificarQr', () => {
  it.each([
    [escribirEtiqueta('demo-2027', '211048B0100A02'), { tipo: 'acta', clave: '211048B0100A02' }],
    ['21|011|3ERP|1048|02|C|00|4', { tipo: 'acta', clave: '211048C02003ERP' }],
    [escribirEtiqueta('demo-2027', '219999B0100A02'), { tipo: 'fuera_de_catalogo', clave: '219999B0100A02' }],
    ['21|011|A02|9999|01|B|00|1', { tipo: 'fuera_de_catalogo', clave: '219999B0100A02' }],
    [escribirEtiqueta('otra-2027', '211048B0100A02'), { tipo: 'otra_eleccion' }],
    ['09|023|A02|1048|01|B|00|1', { tipo: 'otra_eleccion' }],
    ['21|011|A77|1048|01|B|00|1', { tipo: 'otra_eleccion' }],
    ['hola', { tipo: 'ilegible' }],
  ])('%j → %j', (texto, esperado) => expect(identificarQr(texto, catalogo)).toEqual(esperado));
});
