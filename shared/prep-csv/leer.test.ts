import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCelda, sinMarca } from './celdas.ts';
import { clasificarColumna } from './columnas.ts';
import { claveEncabezado } from './encabezado-prep.ts';
import { leerCorte, leerFecha } from './fechas.ts';
import type { FilaPrep } from './fila.ts';
import { FORMATOS } from './formatos.ts';
import { crearLector, detectarDelimitador, type CeldaRara } from './leer.ts';
import { leerObservaciones } from './observaciones.ts';

const COLUMNAS = 'CLAVE_CASILLA,CLAVE_ACTA,ID_ESTADO,ESTADO,ID_DISTRITO_LOCAL,DISTRITO_LOCAL,SECCION,ID_CASILLA,TIPO_CASILLA,EXT_CONTIGUA,UBICACION_CASILLA,TIPO_ACTA,TOTAL_BOLETAS_SOBRANTES,TOTAL_PERSONAS_VOTARON,TOTAL_REP_PARTIDO_CI_VOTARON,TOTAL_VOTOS_SACADOS,PAN,PRI,NO_REGISTRADOS,NULOS,TOTAL_VOTOS_ASENTADO,TOTAL_VOTOS_CALCULADO,LISTA_NOMINAL,REPRESENTANTES_PP_CI,OBSERVACIONES,CONTABILIZADA,MECANISMOS_TRASLADO,SHA,FECHA_HORA_ACOPIO,FECHA_HORA_CAPTURA,FECHA_HORA_VERIFICACION,ORIGEN,DIGITALIZACION,TIPO_DOCUMENTO';
const BUENA = "'210001B0100,'210001B01002,21,PUEBLA,1,UNO,1,1,B,0,1,2,10,20,0,20,12,7,0,1,20,20,400,10,,1,D,ab,02/06/2024 20:00:00,02/06/2024 20:05:00,02/06/2024 20:06:00,CATD,ESCANER,ACTA PREP";
const PREAMBULO = ['GUBERNATURA', '02/06/2024 21:00 (UTC-6)', FORMATOS['2024'].encabezado.join(','), '1,1,0,1,100.0000,1,100.0000,0.0000,0,400,20,20,5.0000', ''];

const leer = (lineas: readonly string[]): { filas: FilaPrep[]; raros: CeldaRara[] } => {
  const filas: FilaPrep[] = [];
  const raros: CeldaRara[] = [];
  const lector = crearLector({ cabecera: () => undefined, fila: (f) => filas.push(f), raro: (r) => raros.push(r) });
  lineas.forEach((linea, i) => lector.registro(linea.split(','), i + 1));
  lector.fin();
  return { filas, raros };
};
const conFila = (cambios: Readonly<Record<string, string>>): { filas: FilaPrep[]; raros: CeldaRara[] } => {
  const nombres = COLUMNAS.split(',');
  const celdas = BUENA.split(',').map((c, i) => cambios[nombres[i] ?? ''] ?? c);
  return leer([...PREAMBULO, COLUMNAS, celdas.join(',')]);
};
const causa = (lineas: readonly string[]): unknown => {
  try {
    leer(lineas);
  } catch (error) {
    return error instanceof AppError ? [error.codigo, error.parametros['causa']] : error;
  }
  return null;
};

describe('cells', () => {
  test.each([
    ['12', 12], [' 7 ', 7], ['0012', 12], ['12.0', 12], ['1,250', 1250], ['1,25', 'rara'], ['12,50', 'rara'], ['Ilegible', 'ilegible'], ['ILEGIBLE ', 'ilegible'], ['SIN DATO', 'sin_dato'], ['Sin dato', 'sin_dato'],
    ['-', 'vacia'], ['', 'vacia'], ['N/A', 'vacia'], ['SIN ACTA', 'sin_acta'], ['-3', 'rara'], ['1.5', 'rara'], ['1e3', 'rara'], ['0x10', 'rara'], ['12345678', 'rara'],
    ['toString', 'rara'], ['99999999999999', 'rara'],
  ])('%j is %s', (texto, esperado) => expect(leerCelda(texto)).toBe(esperado));

  test.each([['="230085B0100"', '230085B0100'], ["'260001B0100", '260001B0100'], ["'010338B0100'", '010338B0100'], ['090001C0100', '090001C0100'], ['-', '-'], ["'", '']])(
    'key %s', (texto, esperado) => expect(sinMarca(texto)).toBe(esperado));

  test.each([
    ['2019-06-03 02:45:00', '2019-06-03T02:45:00-05:00'], ['07/06/2021 01:51:00', '2021-06-07T01:51:00-05:00'], ['02/06/2024 20:00:00 (UTC-6)', '2024-06-02T20:00:00-06:00'],
    ['02/06/2024 08:41:07 p.m.', '2024-06-02T20:41:07-05:00'], ['02/06/2024 12:05 a. m. (UTC-6)', '2024-06-02T00:05:00-06:00'], ['2024-06-02T20:00:00.123', '2024-06-02T20:00:00-05:00'],
    ['02/06/2024 13:00:00 PM', null], ['02/06/2024 20:00:00 y algo', null], ['31/02/2021 01:00:00', null], ['07/06/2021 24:00:00', null], ['07/06/2021', null], ['Sin dato', null],
  ])('time %s', (texto, esperado) => expect(leerFecha(texto, -300)).toBe(esperado));

  test.each([['2019/06/03 05:47 (UTC-5)', '2019-06-03T05:47:00-05:00'], ['12/05/2024 21:20(UTC-6)', '2024-05-12T21:20:00-06:00'], ['07/06/2021 13:19 (UTC-7)', '2021-06-07T13:19:00-07:00']])(
    'cut %s', (texto, esperado) => expect(leerCorte(texto)?.iso).toBe(esperado));
});

describe('names', () => {
  test('the 13 figures have the names of every issuer', () => {
    expect(['ACTAS_FUERA_CATALOGO', 'ACTAS_FUERA_CATÁLOGO', 'ACTAS_FUERA_DE_CATALOGO'].map(claveEncabezado)).toEqual(Array(3).fill('actasFueraCatalogo'));
    expect(['PORCENTAJE_ACTAS_INCONSISTENCIAS', 'PORCENTAJE_ACTAS_CON_INCONSISTENCIAS'].map(claveEncabezado)).toEqual(Array(2).fill('porcentajeInconsistencias'));
    expect(claveEncabezado('ACTAS_COTEJADAS')).toBeNull();
  });

  test('vote columns are classified by their names', () => {
    const todas = ['PAN', 'PRI', 'PRD', 'MORENA', 'NUEVA_ALIANZA', 'C_PAN_PRI', 'PAN_PRI_PRD', 'PRI_NUEVA_ALIANZA', 'CC_MORENA_PT', 'CAND_IND_1', 'CI_2', 'FUERZA_MX'];
    const clase = (c: string): unknown[] => [clasificarColumna(c, todas).clase, ...clasificarColumna(c, todas).miembros];
    expect(todas.map(clase)).toEqual([
      ['partido'], ['partido'], ['partido'], ['partido'], ['partido'], ['coalicion', 'PAN', 'PRI'], ['coalicion', 'PAN', 'PRI', 'PRD'], ['coalicion', 'PRI', 'NUEVA_ALIANZA'],
      ['comun', 'MORENA', 'PT'], ['independiente'], ['independiente'], ['partido'],
    ]);
  });

  test('a coalition or a candidatura común with a name of its own is one column, whole', () => {
    const todas = ['PAN', 'PRI', 'C_VA_POR_PUE', 'CC_JUNTOS', 'C_JUNTOS'];
    expect(todas.slice(2).map((c) => clasificarColumna(c, todas).clase)).toEqual(['comun', 'partido', 'partido']);
  });

  test('combinations that bear no mark, as in 2024, are never taken for parties of other combinations', () => {
    const todas = ['PAN', 'PRI', 'PRD', 'PSI', 'NUEVA_ALIANZA', 'PAN_PRI_PRD_PSI', 'PAN_PRI_PRD', 'PAN_PRI', 'PAN_PRD', 'PRI_PRD', 'PRI_PRD_NUEVA_ALIANZA', 'PRD_NUEVA_ALIANZA'];
    const miembros = Object.fromEntries(todas.map((c) => [c, clasificarColumna(c, todas).miembros]));
    expect(miembros).toMatchObject({
      PAN: [], NUEVA_ALIANZA: [], PAN_PRI_PRD_PSI: ['PAN', 'PRI', 'PRD', 'PSI'], PAN_PRI_PRD: ['PAN', 'PRI', 'PRD'], PRI_PRD: ['PRI', 'PRD'],
      PRI_PRD_NUEVA_ALIANZA: ['PRI', 'PRD', 'NUEVA_ALIANZA'], PRD_NUEVA_ALIANZA: ['PRD', 'NUEVA_ALIANZA'],
    });
  });

  test('the last two vote columns have the names of every issuer', () => {
    const { filas } = leer([...PREAMBULO, COLUMNAS.replace('NO_REGISTRADOS,NULOS', 'CNR,VOTOS_NULOS'), BUENA]);
    expect(filas[0]?.valores).toMatchObject({ NO_REGISTRADAS: 0, NULOS: 1 });
  });

  test.each([
    ['', []], ['-', []], ['EXCEDE LISTA NOMINAL, ALGÚN CAMPO ILEGIBLE O SIN DATO', ['excede_lista_nominal', 'algun_ilegible_o_sin_dato']],
    ['ALGUN DATO ILEGIBLE O SIN DATO', ['algun_ilegible_o_sin_dato']], ['TODO ILEGIBLE O SIN DATO', ['todos_ilegibles_o_sin_dato']], ['Todos los campos vacíos', ['todos_ilegibles_o_sin_dato']],
    ['Ilegible, Sin dato', ['algun_ilegible_o_sin_dato']], ['SIN ACTA POR PAQUETE ENTREGADO SIN SOBRE', ['sin_acta_paquete_sin_bolsa']], ['SIN ACTA POR CASILLA NO INSTALADA', ['sin_acta_casilla_no_instalada']],
    ['FUERA DE CATALOGO', ['fuera_de_catalogo']], ['ACTA FUERA DE CATÁLOGO', ['fuera_de_catalogo']], ['PAQUETE NO ENTREGADO', ['sin_acta_paquete_no_entregado']], ['SIN ACTA', null], ['Identificación por proceso técnico operativo', []], ['REVISAR', null],
  ])('observation %j', (texto, esperado) => expect(leerObservaciones(texto)).toEqual(esperado));

  test.each([['sep=|\nX', '|'], ['\uFEFFG\r12\rACTAS_ESPERADAS,ACTAS', ','], ['G\n"ACTAS_ESPERADAS"|"A"', '|'], ['G\nACTAS_ESPERADAS;A', ';'], ['hola', null]])(
    'delimiter of %j', (texto, esperado) => expect(detectarDelimitador(texto)).toBe(esperado));
});

describe('odd cells are reported with line, column and value, and stop nothing', () => {
  const rara = (columna: string, valor: string, codigo: string): void => {
    const { filas, raros } = conFila({ [columna]: valor });
    expect(filas).toHaveLength(1);
    expect(raros).toEqual([{ renglon: 7, columna, valor, codigo }]);
  };
  test.each([
    ['PAN', 'doce', 'valor_no_reconocido'], ['PRI', '-4', 'valor_no_reconocido'], ['LISTA_NOMINAL', 'x', 'numero_no_valido'], ['TOTAL_VOTOS_CALCULADO', '1.5', 'numero_no_valido'],
    ['FECHA_HORA_ACOPIO', '99/99/2024 20:00:00', 'fecha_no_valida'], ['CLAVE_CASILLA', '21001B0100', 'clave_mal_formada'], ['TIPO_CASILLA', 'X', 'tipo_casilla_desconocido'],
    ['TIPO_ACTA', '3}', 'tipo_acta_dudoso'], ['TIPO_ACTA', '734', 'tipo_acta_dudoso'], ['ORIGEN', 'CASA', 'valor_fuera_de_lista'], ['MECANISMOS_TRASLADO', 'i', 'valor_fuera_de_lista'],
    ['OBSERVACIONES', 'REVISAR', 'observacion_desconocida'], ['CONTABILIZADA', '7', 'contabilizada_no_valida'], ['TOTAL_VOTOS_SACADOS', '', 'celda_vacia'],
  ])('%s = %j', (columna, valor, codigo) => {
    const { filas, raros } = conFila({ [columna]: valor });
    expect(filas).toHaveLength(1);
    expect(raros).toContainEqual({ renglon: 7, columna, valor, codigo });
  });

  test('the value of a cell that is not understood is left out, never guessed', () => {
    expect(conFila({ PAN: 'doce' }).filas[0]?.valores).not.toHaveProperty('PAN');
    rara('PAN', 'doce', 'valor_no_reconocido');
  });

  test('a SIN ACTA for a reason that is none of the three has no acta all the same', () => {
    const sinVotos = Object.fromEntries(['TOTAL_VOTOS_SACADOS', 'PAN', 'PRI', 'NO_REGISTRADOS', 'NULOS', 'TOTAL_VOTOS_CALCULADO'].map((c) => [c, 'SIN ACTA']));
    const leyenda = 'SIN ACTA POR CONTINGENCIA DE URNA ELECTRÓNICA';
    const { filas, raros } = conFila({ ...sinVotos, OBSERVACIONES: leyenda, CONTABILIZADA: '0' });
    expect(filas[0]).toMatchObject({ sinActa: 'paquete_sin_bolsa', contabilizada: 0, calculado: null });
    expect(raros).toEqual([{ renglon: 7, columna: 'OBSERVACIONES', valor: leyenda, codigo: 'observacion_desconocida' }]);
  });

  test.each([
    ['EXT_CONTIGUA', '3', 'CLAVE_CASILLA'], ['SECCION', '2', 'CLAVE_CASILLA'], ['ID_CASILLA', '02', 'CLAVE_CASILLA'], ['CLAVE_ACTA', "'210001B0100", 'CLAVE_ACTA'],
  ])('a key that says otherwise than %s, or lost its end', (columna, valor, dicha) => {
    expect(conFila({ [columna]: valor }).raros).toEqual([expect.objectContaining({ columna: dicha, codigo: 'clave_no_coincide' })]);
  });

  test('without CLAVE_ACTA the key is that of the casilla and the type of acta', () => {
    const sin = (linea: string): string => linea.split(',').filter((_, i) => i !== 1).join(',');
    expect(leer([...PREAMBULO, sin(COLUMNAS), sin(BUENA)]).filas[0]?.claveActa).toBe('210001B01002');
  });

  test('a row cut short and one too long', () => {
    expect(leer([...PREAMBULO, COLUMNAS, BUENA.split(',').slice(0, 20).join(',')]).raros[0]).toMatchObject({ renglon: 7, codigo: 'renglon_incompleto' });
    expect(leer([...PREAMBULO, COLUMNAS, `${BUENA},sobra`, BUENA]).raros).toEqual([{ renglon: 7, columna: '', valor: 'sobra', codigo: 'renglon_con_celdas_de_mas' }]);
  });

  test('most rows of another width than the names: they are not of the same file', () => {
    expect(() => leer([...PREAMBULO, COLUMNAS, BUENA, `${BUENA},sobra`, `${BUENA},sobra`])).toThrow(expect.objectContaining({ parametros: { causa: 'columnas', detalle: expect.stringContaining('2 de 3') } }));
  });

  test('an unknown column is reported once and not read', () => {
    expect(leer([...PREAMBULO, `${COLUMNAS},NOTA`, `${BUENA},hola`]).raros).toEqual([{ renglon: 6, columna: 'NOTA', valor: 'NOTA', codigo: 'columna_desconocida' }]);
  });
});

describe('near misses of the layout', () => {
  const BASE = [...PREAMBULO, COLUMNAS, BUENA];
  const cambiar = (de: string, a: string, lineas: readonly string[] = BASE): string[] => lineas.map((l) => l.replace(de, a));

  test('lines as wide as the widest, as a spreadsheet saves them, and empty ones at the end', () => {
    const ancho = COLUMNAS.split(',').length + 2;
    const rellenas = [...BASE, '', ''].map((l) => l + ','.repeat(ancho - l.split(',').length));
    const { filas, raros } = leer(rellenas);
    expect([filas, raros]).toEqual([leer(BASE).filas, []]);
    const cabeceras: string[] = [];
    const lector = crearLector({ cabecera: (c) => cabeceras.push(c.titulo, c.corteTexto), fila: () => undefined, raro: () => undefined });
    rellenas.forEach((l, i) => lector.registro(l.split(','), i + 1));
    expect(cabeceras).toEqual(['GUBERNATURA', '02/06/2024 21:00 (UTC-6)']);
  });

  test('a known column among the votes is no candidacy, and NULOS after the written total is a vote', () => {
    const mover = (linea: string): string => {
      const c = linea.split(',');
      const [listaNominal, nulos] = [c[22]!, c[19]!];
      return [...c.slice(0, 18), listaNominal, c[18], c[20], nulos, c[21], ...c.slice(23)].join(',');
    };
    const { filas, raros } = leer([...PREAMBULO, mover(COLUMNAS), mover(BUENA)]);
    expect(raros).toEqual([]);
    expect(filas[0]).toMatchObject({ listaNominal: 400, valores: { PAN: 12, PRI: 7, NO_REGISTRADAS: 0, NULOS: 1 } });
    expect(Object.keys(filas[0]?.valores ?? {})).toHaveLength(9);
  });

  test('with both geographies an ayuntamiento is of its municipality, and anything else of its district', () => {
    const conMunicipio = (l: string): string => l.replace('DISTRITO_LOCAL,SECCION', 'DISTRITO_LOCAL,ID_MUNICIPIO,MUNICIPIO,SECCION').replace('UNO,1,', 'UNO,114,PUEBLA,1,');
    const ambito = (titulo: string): unknown => leer([titulo, ...BASE.slice(1).map(conMunicipio)]).filas[0]?.ambito?.id;
    expect([ambito('AYUNTAMIENTOS'), ambito('DIPUTACIONES'), ambito('GUBERNATURA')]).toEqual(['114', '1', '1']);
  });

  test.each(['FUERA DE CAT\u00C3\u0081LOGO', 'FUERA DE CAT?LOGO', 'FUERA DE CAT\uFFFDLOGO'])('%s, its accent spoiled by an export', (leyenda) => {
    expect(leerObservaciones(leyenda)).toEqual(['fuera_de_catalogo']);
    expect(claveEncabezado(leyenda.replace('FUERA DE ', 'ACTAS_FUERA_'))).toBe('actasFueraCatalogo');
  });

  test('the type of casilla in a small letter is that type, and said', () => {
    const { filas, raros } = leer(cambiar(',1,B,0,', ',1,b,0,'));
    expect(filas[0]?.tipoCasilla).toBe('B');
    expect(raros).toEqual([expect.objectContaining({ codigo: 'tipo_casilla_desconocido', valor: 'b' })]);
  });

  test('votes outside their place are said to be so', () => {
    const alReves = COLUMNAS.replace('TOTAL_VOTOS_SACADOS', 'X').replace('TOTAL_VOTOS_ASENTADO', 'TOTAL_VOTOS_SACADOS').replace(',X,', ',TOTAL_VOTOS_ASENTADO,');
    expect(causa([...PREAMBULO, alReves, BUENA])).toEqual(['prep_ilegible', 'columnas']);
  });

  test('the delimiter is told by whichever figure comes first', () => {
    expect(detectarDelimitador('GUBERNATURA\n02/06/2024\nTOTAL_VOTOS_C_CS|ACTAS_ESPERADAS\n')).toBe('|');
  });
});

test('a header of thirteen empty figures is read as what it is', () => {
  const lineas = [...PREAMBULO, COLUMNAS, BUENA];
  lineas[3] = ','.repeat(12);
  expect(leer(lineas).filas).toHaveLength(1);
});

describe('what is not a PREP file', () => {
  test.each([
    ['an empty file', [''], 'vacio'],
    ['another CSV', ['a,b,c', '1,2,3'], 'otro_archivo'],
    ['a long text', Array.from({ length: 40 }, (_, i) => `línea ${i}`), 'otro_archivo'],
    ['cut before the columns', PREAMBULO, 'truncado'],
    ['cut in the header', PREAMBULO.slice(0, 3), 'truncado'],
    ['columns without the 13 figures', [COLUMNAS, BUENA], 'sin_encabezado'],
    ['a header of another year', ['ELECCIÓN', '01/07/2012', 'ACTAS_ESPERADAS,ACTAS_PROCESADAS', '1,1', COLUMNAS, BUENA], 'encabezado'],
    ['columns of another kind', [...PREAMBULO, 'CLAVE_CASILLA,SECCION,PAN,PRI,NULOS', '1,2,3,4,5'], 'columnas'],
    ['a repeated vote column', [...PREAMBULO, COLUMNAS.replace(',PRI,', ',PAN,'), BUENA], 'columnas'],
  ])('%s', (_nombre, lineas, esperada) => expect(causa(lineas)).toEqual(['prep_ilegible', esperada]));
});
