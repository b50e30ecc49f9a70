import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOTIVOS_SIN_ACTA } from '#shared/domain/acta.ts';
import { CAMPOS_CABECERA, clavesVoto, type ColumnaVoto } from '#shared/domain/eleccion.ts';
import { OBSERVACION_SIN_ACTA } from '#shared/domain/inconsistencias.ts';
import { FORMATOS_CSV } from '#shared/domain/paquete.ts';
import { ILEGIBLE, NO_APLICA, SIN_DATO, type Valor } from '#shared/domain/valor.ts';
import { escribirPrep, type ArchivoPrep } from './escribir.ts';
import type { FilaPrep } from './fila.ts';
import { FORMATOS, type Formato } from './formatos.ts';
import { crearLector, detectarDelimitador, type CabeceraPrep, type CeldaRara } from './leer.ts';
import { textoObservaciones } from './observaciones.ts';

const columna = (clave: string, clase: ColumnaVoto['clase'], miembros: string[] = []): ColumnaVoto => ({ clave, clase, nombre: clave, miembros });
const ARCHIVO: ArchivoPrep = {
  titulo: 'DIPUTACIONES LOCALES', corte: '2024-06-02T21:00:00-06:00', zonaMinutos: -360, ambito: 'distrito',
  columnas: [
    columna('PAN', 'partido'), columna('PRI', 'partido'), columna('PRD', 'partido'), columna('MORENA', 'partido'), columna('CC_PT_PVEM', 'comun', ['PT', 'PVEM']),
    columna('PAN_PRI_PRD', 'coalicion', ['PAN', 'PRI', 'PRD']), columna('PAN_PRI', 'coalicion', ['PAN', 'PRI']), columna('CAND_IND_1', 'independiente'),
  ],
  encabezado: {
    actasEsperadas: 8334, actasRegistradas: 1, actasFueraCatalogo: 0, actasCapturadas: 1, porcentajeCapturadas: '0.0119', actasContabilizadas: 1, porcentajeContabilizadas: '0.0119',
    porcentajeInconsistencias: '0.0000', actasNoContabilizadas: 0, listaNominalContabilizadas: 612, votosConEspeciales: 379, votosSinEspeciales: 379, porcentajeParticipacion: '61.9281',
  },
};
const VOTOS = clavesVoto(ARCHIVO);

const leer = (texto: string): { cabecera: CabeceraPrep | null; filas: FilaPrep[]; raros: CeldaRara[] } => {
  const leido: { cabecera: CabeceraPrep | null; filas: FilaPrep[]; raros: CeldaRara[] } = { cabecera: null, filas: [], raros: [] };
  const lector = crearLector({ cabecera: (c) => { leido.cabecera = c; }, fila: (f) => leido.filas.push(f), raro: (r) => leido.raros.push(r) });
  const registros = parse(texto, { delimiter: detectarDelimitador(texto) ?? ',', bom: true, relax_quotes: true, relax_column_count: true });
  registros.forEach((celdas, i) => lector.registro(celdas, i + 1));
  lector.fin();
  return leido;
};

const digitos = (n: number): fc.Arbitrary<string> => fc.nat({ max: 10 ** n - 1 }).map((v) => String(v).padStart(n, '0'));
const hora = fc.nat({ max: 86_399 }).map((s) => `2024-06-02T${[s / 3600, (s / 60) % 60, s % 60].map((v) => String(Math.floor(v)).padStart(2, '0')).join(':')}-06:00`);
const valor: fc.Arbitrary<Valor> = fc.oneof({ weight: 5, arbitrary: fc.nat({ max: 999_999 }) }, { weight: 1, arbitrary: fc.constantFrom(ILEGIBLE, SIN_DATO, NO_APLICA) });
const valores = (claves: readonly string[]): fc.Arbitrary<Record<string, Valor>> => fc.tuple(...claves.map(() => valor)).map((v) => Object.fromEntries(claves.map((c, i) => [c, v[i] ?? 0])));
const nombre = fc.constantFrom('PUEBLA', 'DISTRITO 9', 'ATLIXCO, PUE.', 'SAN "JUAN" DE ARRIBA', 'Ñuñú|del norte');

/** What every kind of row has. */
const base = fc.record({
  seccion: digitos(4), idCasilla: digitos(2), tipoCasilla: fc.constantFrom('B', 'C', 'E', 'S'), extContigua: digitos(2), tipoActa: fc.constantFrom('2', 'A02', '3ERP', 'A03EMR'),
  ambito: fc.record({ id: fc.constantFrom('1', '011', '18'), nombre }), ubicacion: fc.constantFrom('1', '2'), listaNominal: fc.nat({ max: 750 }),
  representantes: fc.option(fc.nat({ max: 60 })), mecanismoTraslado: fc.constantFrom('', 'D', 'F', 'I'), codigoIntegridad: fc.constantFrom('', 'ab'.repeat(32)),
  horaAcopio: fc.option(hora), horaCaptura: fc.option(hora), horaVerificacion: fc.option(hora), origen: fc.constantFrom('CATD', 'CASILLA'),
  digitalizacion: fc.constantFrom('ESCANER', 'MOVIL'), tipoDocumento: fc.constantFrom('ACTA PREP', 'RPP'),
}).map((b): FilaPrep => {
  const claveCasilla = `21${b.seccion}${b.tipoCasilla}${b.idCasilla}${b.extContigua}`;
  return { ...b, claveCasilla, claveActa: claveCasilla + b.tipoActa, entidad: { id: '21', nombre: 'PUEBLA' }, valores: {}, calculado: null, observaciones: '', sinActa: null, contabilizada: null };
});

const capturada = (f: Formato): fc.Arbitrary<FilaPrep> => fc.tuple(base, valores([...CAMPOS_CABECERA, ...VOTOS, 'TOTAL_VOTOS_ASENTADO']), fc.nat({ max: 9999 }), fc.constantFrom(0, 1, 2, 3))
  .map(([b, v, calculado, caso]) => {
    if (caso === 3) {
      return { ...b, valores: { ...v, ...Object.fromEntries(VOTOS.map((c) => [c, ILEGIBLE])) }, calculado: 0, contabilizada: 0, observaciones: textoObservaciones(f, ['todos_ilegibles_o_sin_dato']) };
    }
    const codigos = ([[], ['excede_lista_nominal', 'algun_ilegible_o_sin_dato'], ['algun_ilegible_o_sin_dato']] as const)[caso];
    return { ...b, valores: v, calculado, contabilizada: caso === 1 ? 0 : 1, observaciones: textoObservaciones(f, codigos) };
  });
const sinActa = (f: Formato): fc.Arbitrary<FilaPrep> => fc.tuple(base, fc.constantFrom(...MOTIVOS_SIN_ACTA)).map(([b, motivo]) => ({
  ...b, sinActa: motivo, contabilizada: 0, observaciones: textoObservaciones(f, [OBSERVACION_SIN_ACTA[motivo]]),
  ...(f.sinActa.integridad === null ? {} : { codigoIntegridad: '' }), ...(f.sinActa.acopio === null ? {} : { horaAcopio: null }),
  ...(f.sinActa.captura === null ? {} : { horaCaptura: null, horaVerificacion: null }),
  ...(f.sinActa.origen === null ? {} : { origen: '', digitalizacion: '' }), ...(f.sinActa.documento === null ? {} : { tipoDocumento: '' }),
}));
const sinCapturar = base.map((b): FilaPrep => ({ ...b, codigoIntegridad: '', horaCaptura: null, horaVerificacion: null, origen: '', digitalizacion: '', tipoDocumento: '' }));
const fuera = (f: Formato): fc.Arbitrary<FilaPrep> => base.map((b) => ({
  ...b, claveCasilla: '-', claveActa: '-', ambito: null, seccion: '', idCasilla: '', tipoCasilla: '', extContigua: '', tipoActa: '', listaNominal: null, representantes: null,
  ubicacion: f.fuera.ubicacion === '-' ? '' : f.fuera.ubicacion, contabilizada: 2, observaciones: f.observaciones.fuera_de_catalogo,
  codigoIntegridad: f.fuera.integridadDeImagen ? b.codigoIntegridad : '',
}));
const mesa = (f: Formato): fc.Arbitrary<FilaPrep> => capturada(f).map((fila) => ({
  ...fila, tipoCasilla: 'M', ambito: null, seccion: '', idCasilla: '', extContigua: '', claveCasilla: '210000M0100', claveActa: `210000M0100${fila.tipoActa}`, representantes: null,
}));

describe.each(FORMATOS_CSV)('layout %s', (nombreFormato) => {
  const formato = FORMATOS[nombreFormato];

  test('what is written is what is read, for every kind of row', () => {
    const fila = fc.oneof(capturada(formato), sinActa(formato), sinCapturar, fuera(formato), mesa(formato));
    fc.assert(fc.property(fc.array(fila, { maxLength: 12 }), (filas) => {
      const { cabecera, filas: leidas, raros } = leer([...escribirPrep(ARCHIVO, filas, formato)].join(''));
      expect(leidas).toEqual(filas);
      expect(raros).toEqual([]);
      expect(cabecera?.formato).toBe(nombreFormato);
    }));
  });

  test('the header and the columns come back', () => {
    const { cabecera } = leer([...escribirPrep(ARCHIVO, [], formato)].join(''));
    expect(cabecera).toMatchObject({ titulo: 'DIPUTACIONES LOCALES', eleccion: 'DIP_LOC', corte: '2024-06-02T21:00:00-06:00', zonaMinutos: -360, ambito: 'distrito' });
    expect(cabecera?.columnas).toEqual(ARCHIVO.columnas);
    expect(cabecera?.encabezado).toEqual(Object.fromEntries(Object.entries(ARCHIVO.encabezado).map(([k, v]) => [k, String(v)])));
  });
});

test('rows of one layout are published in the words of another', () => {
  const fila = fc.sample(sinActa(FORMATOS['2021']), 1)[0];
  if (fila === undefined) throw new Error('sin muestra');
  const { filas } = leer([...escribirPrep(ARCHIVO, [{ ...fila, sinActa: 'paquete_sin_bolsa', observaciones: 'SIN ACTA POR PAQUETE ENTREGADO SIN SOBRE' }], FORMATOS['2024'])].join(''));
  expect(filas[0]?.observaciones).toBe('SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA');
});

test('the combinations of a 2024 file, which bear no mark, come back as combinations of parties', () => {
  const sinRenglones = [...escribirPrep(ARCHIVO, [], FORMATOS['2024'])].join('');
  const conTres = { ...ARCHIVO, columnas: [...ARCHIVO.columnas, columna('PRI_PRD', 'coalicion', ['PRI', 'PRD'])] };
  expect(leer(sinRenglones).cabecera?.columnas).toEqual(ARCHIVO.columnas);
  expect(leer([...escribirPrep(conTres, [], FORMATOS['2024'])].join('')).cabecera?.columnas).toEqual(conTres.columnas);
});

test('a mesa outside the sections shows no sección and no number, whatever its key carries', () => {
  const fila: FilaPrep = {
    claveCasilla: '210000M0100', claveActa: '210000M0100A01', entidad: { id: '21', nombre: 'PUEBLA' }, ambito: null, seccion: '0000', idCasilla: '01', tipoCasilla: 'M', extContigua: '00',
    ubicacion: '1', tipoActa: 'A01', valores: {}, calculado: null, listaNominal: 400, representantes: null, observaciones: '', sinActa: null, contabilizada: null, mecanismoTraslado: '',
    codigoIntegridad: '', horaAcopio: null, horaCaptura: null, horaVerificacion: null, origen: '', digitalizacion: '', tipoDocumento: '',
  };
  const escrito = [...escribirPrep(ARCHIVO, [fila], FORMATOS['2024'])].at(-1);
  expect(escrito?.startsWith('210000M0100,210000M0100A01,21,PUEBLA,N/A,N/A,N/A,N/A,M,00,1,A01,')).toBe(true);
});
