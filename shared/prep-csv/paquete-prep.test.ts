import { describe, expect, test } from 'vitest';
import type { Candidatura, ColumnaVoto } from '#shared/domain/eleccion.ts';
import { FORMATOS_CSV } from '#shared/domain/paquete.ts';
import { escribirCandidaturas, leerCandidaturas } from './candidaturas.ts';
import { compararFilas, nombresColumnas } from './escribir.ts';
import type { FilaPrep } from './fila.ts';
import { FORMATOS } from './formatos.ts';
import { escribirLeeme } from './leeme.ts';
import { nombresPrep } from './nombres.ts';
import { crearSeparador } from './registros.ts';

const CORTE = { abreviatura: 'PUE', anio: 2024, corte: '2024-06-03T03:05:00Z', zonaMinutos: -360 } as const;
const columna = (clave: string, clase: ColumnaVoto['clase'], miembros: string[] = []): ColumnaVoto => ({ clave, clase, nombre: clave, miembros });
const ARCHIVO = {
  titulo: 'GUBERNATURA', ambito: 'municipio' as const,
  columnas: [columna('PAN', 'partido'), columna('PRI', 'partido'), columna('PAN_PRI', 'coalicion', ['PAN', 'PRI']), columna('CC_PT_PVEM', 'comun', ['PT', 'PVEM']), columna('CI_1', 'independiente')],
};

describe('names of the package, with the hour of the cut in the official zone', () => {
  test('2024', () => {
    expect(nombresPrep({ ...CORTE, eleccion: 'DIP_LOC' }, FORMATOS['2024'])).toEqual({
      zipEntidad: '20240602_2105_PREP_PUE.zip', zip: '20240602_2105_PREP_DIP_LOC_PUE.zip', csv: 'PUE_DIP_LOC_2024.csv', candidaturas: 'PUE_DIP_LOC_CANDIDATURAS_2024.csv', leeme: 'leeme.txt',
    });
  });
  test('2021 and 2019, as real packages are called', () => {
    expect(nombresPrep({ eleccion: 'GUB', abreviatura: 'CAMP', anio: 2021, corte: '2021-06-01T18:52:00-05:00', zonaMinutos: -300 }, FORMATOS['2021']))
      .toMatchObject({ zip: '20210601_1852_PREP_GOB_CAMP.zip', csv: 'CAMP_GOB_2021.csv', candidaturas: 'CAMP_GOB_CANDIDATURA_2021.csv' });
    expect(nombresPrep({ eleccion: 'DIP_LOC', abreviatura: 'QROO', anio: 2019, corte: '2019-06-03T05:47:00-05:00', zonaMinutos: -300 }, FORMATOS['2019']))
      .toMatchObject({ zip: '20190603_0547_PREP_DIP_QROO.zip', csv: 'QROO_DIP_LOC_2019.csv', candidaturas: 'QROO_DIP_CANDIDATURAS_2019.csv', leeme: 'LEEME.txt' });
  });
});

test.each(FORMATOS_CSV)('the LEEME of %s describes every column and figure', (nombre) => {
  const formato = FORMATOS[nombre];
  const leeme = escribirLeeme(ARCHIVO, nombresPrep({ ...CORTE, eleccion: 'AYUN' }, formato), formato);
  const lineas = leeme.split(formato.finDeLinea);
  for (const columnaCsv of [...nombresColumnas(ARCHIVO, formato), ...formato.encabezado]) {
    const linea = lineas.find((l) => new RegExp(`^\\d+\\. ${columnaCsv}\\. `).test(l));
    expect(linea?.split('. ').slice(2).join('').length, columnaCsv).toBeGreaterThan(10);
  }
});

test.each(FORMATOS_CSV)('candidacies of %s are read as they were written', (nombre) => {
  const candidaturas: Candidatura[] = [
    { eleccion: 'AYUN', ambito: '114', clave: 'PAN_PRI', propietaria: 'ÁNGELA NÚÑEZ, "LA GÜERA"', suplente: 'B' }, { eleccion: 'AYUN', ambito: '115', clave: 'CI_1', propietaria: 'C', suplente: null },
    { eleccion: 'GUB', ambito: null, clave: 'PAN', propietaria: 'D', suplente: null },
  ];
  const registros: string[][] = [];
  const separador = crearSeparador(',', { registro: (celdas) => registros.push(celdas), sinCerrar: () => undefined });
  separador.texto([...escribirCandidaturas('AYUN', candidaturas, '21', 'municipio', FORMATOS[nombre])].join(''));
  separador.fin();
  expect(leerCandidaturas(registros)).toEqual(candidaturas.slice(0, 2).map((c) => ({ ambito: c.ambito, clave: c.clave, propietaria: c.propietaria, suplente: c.suplente })));
});

test('a file that is not of candidacies', () => {
  expect(() => leerCandidaturas([['a', 'b'], ['1', '2']])).toThrow(expect.objectContaining({ codigo: 'candidaturas_ilegible' }));
  expect(() => leerCandidaturas([])).toThrow(expect.objectContaining({ codigo: 'candidaturas_ilegible' }));
});

test('order of the rows: abroad, other modalities, casillas by district and sección, fuera de catálogo last', () => {
  const fila = (claveActa: string, mas: Partial<FilaPrep>): FilaPrep => ({
    claveCasilla: claveActa, claveActa, entidad: { id: '21', nombre: '' }, ambito: { id: '2', nombre: '' }, seccion: '0001', idCasilla: '01', tipoCasilla: 'B', extContigua: '00', ubicacion: '1',
    tipoActa: '2', valores: {}, calculado: null, listaNominal: null, representantes: null, observaciones: '', sinActa: null, contabilizada: null, mecanismoTraslado: '', codigoIntegridad: '',
    horaAcopio: null, horaCaptura: null, horaVerificacion: null, origen: '', digitalizacion: '', tipoDocumento: '', ...mas,
  });
  const filas = [
    fila('fuera', { contabilizada: 2, tipoCasilla: '' }), fila('d11', { ambito: { id: '11', nombre: '' } }), fila('s2', { seccion: '0002' }), fila('c1', { tipoCasilla: 'C' }), fila('b1', {}),
    fila('vpp', { tipoCasilla: 'P', ambito: null }), fila('va', { tipoCasilla: 'A', ambito: null }), fila('ve', { tipoCasilla: 'M', ambito: null }),
  ];
  expect(filas.sort(compararFilas).map((f) => f.claveActa)).toEqual(['ve', 'va', 'vpp', 'b1', 'c1', 's2', 'd11', 'fuera']);
});
