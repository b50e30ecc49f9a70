import type { Observacion } from '#shared/domain/inconsistencias.ts';
import type { FormatoCsv } from '#shared/domain/paquete.ts';

/** What a row without an acta, or without data yet, shows in each group of cells. */
export type CeldasVacias = {
  /** Header fields: boletas sobrantes, personas, representantes, votos sacados. */
  readonly cabecera: string;
  readonly votos: string;
  readonly asentado: string;
  readonly calculado: string;
  /** Hash, time of acopio, time of capture, time of verification, origin, digitalización, document. Null = as in any row. */
  readonly integridad: string | null;
  readonly acopio: string | null;
  readonly captura: string | null;
  readonly verificacion: string | null;
  readonly origen: string | null;
  readonly documento: string | null;
};

/**
 * A named layout of the PREP file, as data: what differs among issuers (domain: 2.1 to 2.4, 10 and 11). The reader
 * takes any mixture of these; the writer takes one.
 */
export type Formato = {
  readonly nombre: FormatoCsv;
  readonly delimitador: ',' | '|';
  /** First line `sep=|`, which tells Excel the delimiter. */
  readonly lineaSep: boolean;
  readonly bom: boolean;
  readonly finDeLinea: '\n' | '\r\n';
  /** Cells in quotes: those that need them, or also those with a space (PHP's fputcsv, as in Sonora). */
  readonly comillas: 'necesarias' | 'espacios';
  /** How CLAVE_CASILLA and CLAVE_ACTA are kept from being read as numbers. */
  readonly marcaCasilla: 'igual' | 'apostrofo' | 'ninguna';
  readonly marcaActa: 'igual' | 'apostrofo' | 'ninguna';
  readonly lineaEnBlancoTrasCorte: boolean;
  /** Date of the cut and of the three times of a row. */
  readonly fechaCorte: 'aaaa/mm/dd' | 'dd/mm/aaaa';
  readonly fechas: 'aaaa-mm-dd' | 'dd/mm/aaaa';
  /** Names of the 13 figures, in order. */
  readonly encabezado: readonly string[];
  readonly columnas: {
    readonly entidad: readonly [string, string];
    readonly distrito: readonly [string, string];
    readonly municipio: readonly [string, string];
    readonly noRegistradas: string;
    readonly integridad: string;
  };
  /** Digits of SECCION, ID_CASILLA and EXT_CONTIGUA (zeros to the left). */
  readonly digitos: { readonly seccion: number; readonly idCasilla: number; readonly extContigua: number };
  readonly observaciones: Readonly<Record<Observacion, string>>;
  readonly separadorObservaciones: string;
  readonly sinObservaciones: string;
  readonly ilegible: string;
  readonly sinDato: string;
  readonly noEnBoleta: string;
  /** TOTAL_VOTOS_CALCULADO of an acta whose votes are all illegible or blank; null = the number 0. */
  readonly calculadoTodosIlegibles: string | null;
  /** Cells of the mesas outside the sections (types M, A, P) that have no value. */
  readonly mesaSinSeccion: string;
  readonly sinActa: CeldasVacias;
  readonly sinCapturar: string;
  readonly fuera: {
    readonly contabilizada: '-' | '2';
    readonly ubicacion: string;
    readonly tipoActa: string;
    /** A missing district, sección, id or type. */
    readonly geografia: string;
    readonly integridadDeImagen: boolean;
  };
  readonly archivos: {
    /** Name of each election in the ZIP and in the CSV. */
    readonly zip: Readonly<Record<'GUB' | 'DIP_LOC' | 'AYUN', string>>;
    readonly csv: Readonly<Record<'GUB' | 'DIP_LOC' | 'AYUN', string>>;
    readonly candidaturas: Readonly<Record<'GUB' | 'DIP_LOC' | 'AYUN', string>>;
    readonly leeme: string;
  };
};

/** Names of the 13 figures in the national template of 2024; the keys of `Encabezado` in the same order are in encabezado-prep.ts. */
const ENCABEZADO_2024 = [
  'ACTAS_ESPERADAS', 'ACTAS_REGISTRADAS', 'ACTAS_FUERA_CATALOGO', 'ACTAS_CAPTURADAS', 'PORCENTAJE_ACTAS_CAPTURADAS',
  'ACTAS_CONTABILIZADAS', 'PORCENTAJE_ACTAS_CONTABILIZADAS', 'PORCENTAJE_ACTAS_INCONSISTENCIAS', 'ACTAS_NO_CONTABILIZADAS',
  'LISTA_NOMINAL_ACTAS_CONTABILIZADAS', 'TOTAL_VOTOS_C_CS', 'TOTAL_VOTOS_S_CS', 'PORCENTAJE_PARTICIPACION_CIUDADANA',
] as const;

const renombrar = (nombres: readonly string[], cambios: Readonly<Record<string, string>>): string[] => nombres.map((n) => cambios[n] ?? n);

const F2019: Formato = {
  nombre: '2019', delimitador: '|', lineaSep: true, bom: false, finDeLinea: '\n', comillas: 'necesarias',
  marcaCasilla: 'igual', marcaActa: 'ninguna', lineaEnBlancoTrasCorte: false, fechaCorte: 'aaaa/mm/dd', fechas: 'aaaa-mm-dd',
  encabezado: ENCABEZADO_2024,
  columnas: {
    entidad: ['ID_ESTADO', 'ESTADO'], distrito: ['ID_DISTRITO', 'DISTRITO'], municipio: ['ID_MUNICIPIO', 'MUNICIPIO'],
    noRegistradas: 'NO_REGISTRADOS', integridad: 'SHA',
  },
  digitos: { seccion: 1, idCasilla: 1, extContigua: 1 },
  observaciones: {
    excede_lista_nominal: 'EXCEDE LISTA NOMINAL',
    algun_ilegible_o_sin_dato: 'ALGUN DATO ILEGIBLE O SIN DATO',
    todos_ilegibles_o_sin_dato: 'TODOS ILEGIBLES O SIN DATO',
    sin_acta_casilla_no_instalada: 'SIN ACTA POR CASILLA NO INSTALADA',
    sin_acta_paquete_no_entregado: 'SIN ACTA POR PAQUETE NO ENTREGADO',
    sin_acta_paquete_sin_bolsa: 'SIN ACTA POR PAQUETE ENTREGADO SIN SOBRE',
    fuera_de_catalogo: 'FUERA DE CATALOGO',
  },
  separadorObservaciones: ', ', sinObservaciones: '', ilegible: 'ILEGIBLE', sinDato: 'SIN DATO', noEnBoleta: '-', calculadoTodosIlegibles: null,
  mesaSinSeccion: '-',
  sinActa: {
    cabecera: '0', votos: '0', asentado: '0', calculado: '0',
    integridad: '', acopio: '', captura: null, verificacion: null, origen: null, documento: '',
  },
  sinCapturar: '-',
  fuera: { contabilizada: '-', ubicacion: '-', tipoActa: '-', geografia: '', integridadDeImagen: false },
  archivos: {
    zip: { GUB: 'GOB', DIP_LOC: 'DIP', AYUN: 'AYUN' }, csv: { GUB: 'GOB', DIP_LOC: 'DIP_LOC', AYUN: 'AYUN' },
    candidaturas: { GUB: 'GOB_CANDIDATURAS', DIP_LOC: 'DIP_CANDIDATURAS', AYUN: 'AYUN_CANDIDATURAS' }, leeme: 'LEEME.txt',
  },
};

const F2021: Formato = {
  nombre: '2021', delimitador: ',', lineaSep: false, bom: true, finDeLinea: '\n', comillas: 'espacios',
  marcaCasilla: 'apostrofo', marcaActa: 'apostrofo', lineaEnBlancoTrasCorte: false, fechaCorte: 'dd/mm/aaaa', fechas: 'dd/mm/aaaa',
  encabezado: renombrar(ENCABEZADO_2024, {
    ACTAS_FUERA_CATALOGO: 'ACTAS_FUERA_CATÁLOGO', PORCENTAJE_ACTAS_INCONSISTENCIAS: 'PORCENTAJE_ACTAS_CON_INCONSISTENCIAS',
  }),
  columnas: {
    entidad: ['ID_ESTADO', 'ESTADO'], distrito: ['ID_DISTRITO_LOCAL', 'DISTRITO_LOCAL'], municipio: ['ID_MUNICIPIO', 'MUNICIPIO'],
    noRegistradas: 'NO_REGISTRADOS', integridad: 'SHA',
  },
  digitos: { seccion: 4, idCasilla: 4, extContigua: 1 },
  observaciones: {
    excede_lista_nominal: 'EXCEDE LISTA NOMINAL',
    algun_ilegible_o_sin_dato: 'ALGÚN CAMPO ILEGIBLE O SIN DATO',
    todos_ilegibles_o_sin_dato: 'TODO ILEGIBLE O SIN DATO',
    sin_acta_casilla_no_instalada: 'SIN ACTA POR CASILLA NO INSTALADA',
    sin_acta_paquete_no_entregado: 'SIN ACTA POR PAQUETE NO ENTREGADO',
    sin_acta_paquete_sin_bolsa: 'SIN ACTA POR PAQUETE ENTREGADO SIN SOBRE',
    fuera_de_catalogo: 'FUERA DE CATÁLOGO',
  },
  separadorObservaciones: ', ', sinObservaciones: '', ilegible: 'Ilegible', sinDato: 'Sin dato', noEnBoleta: '-', calculadoTodosIlegibles: 'Ilegible',
  mesaSinSeccion: '-',
  sinActa: {
    cabecera: '0', votos: '-', asentado: '-', calculado: '-',
    integridad: '', acopio: null, captura: null, verificacion: null, origen: null, documento: null,
  },
  sinCapturar: '-',
  fuera: { contabilizada: '-', ubicacion: '-', tipoActa: '-', geografia: '', integridadDeImagen: false },
  archivos: {
    zip: { GUB: 'GOB', DIP_LOC: 'DIP_LOC', AYUN: 'AYUN' }, csv: { GUB: 'GOB', DIP_LOC: 'DIP_LOC', AYUN: 'AYUN' },
    candidaturas: { GUB: 'GOB_CANDIDATURA', DIP_LOC: 'DIP_LOC_CANDIDATURA', AYUN: 'AYUN_CANDIDATURA' }, leeme: 'LEEME.txt',
  },
};

const F2024: Formato = {
  nombre: '2024', delimitador: ',', lineaSep: false,
  // Excel needs the BOM, and CR-only lines of the federal file break most readers: BOM + CRLF (domain: 2.2).
  bom: true, finDeLinea: '\r\n', comillas: 'necesarias',
  marcaCasilla: 'ninguna', marcaActa: 'ninguna', lineaEnBlancoTrasCorte: true, fechaCorte: 'dd/mm/aaaa', fechas: 'dd/mm/aaaa',
  encabezado: ENCABEZADO_2024,
  columnas: {
    entidad: ['ID_ENTIDAD', 'ENTIDAD'], distrito: ['ID_DISTRITO_LOCAL', 'DISTRITO_LOCAL'], municipio: ['ID_MUNICIPIO', 'MUNICIPIO'],
    noRegistradas: 'NO_REGISTRADAS', integridad: 'CODIGO_INTEGRIDAD',
  },
  digitos: { seccion: 4, idCasilla: 2, extContigua: 2 },
  observaciones: {
    excede_lista_nominal: 'EXCEDE LISTA NOMINAL',
    algun_ilegible_o_sin_dato: 'ALGÚN CAMPO ILEGIBLE O SIN DATO',
    todos_ilegibles_o_sin_dato: 'TODOS ILEGIBLES O SIN DATO',
    sin_acta_casilla_no_instalada: 'SIN ACTA POR CASILLA NO INSTALADA',
    sin_acta_paquete_no_entregado: 'SIN ACTA POR PAQUETE NO ENTREGADO',
    sin_acta_paquete_sin_bolsa: 'SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA',
    fuera_de_catalogo: 'FUERA DE CATÁLOGO',
  },
  separadorObservaciones: ', ', sinObservaciones: '', ilegible: 'Ilegible', sinDato: 'Sin dato', noEnBoleta: '-', calculadoTodosIlegibles: null,
  mesaSinSeccion: 'N/A',
  sinActa: {
    cabecera: 'SIN ACTA', votos: 'SIN ACTA', asentado: 'SIN ACTA', calculado: 'SIN ACTA',
    integridad: 'N/A', acopio: 'N/A', captura: 'N/A', verificacion: 'N/A', origen: 'N/A', documento: 'N/A',
  },
  sinCapturar: '-',
  fuera: { contabilizada: '2', ubicacion: '3', tipoActa: '0', geografia: '-', integridadDeImagen: true },
  archivos: {
    zip: { GUB: 'GUB', DIP_LOC: 'DIP_LOC', AYUN: 'AYUN' }, csv: { GUB: 'GUB', DIP_LOC: 'DIP_LOC', AYUN: 'AYUN' },
    candidaturas: { GUB: 'GUB_CANDIDATURAS', DIP_LOC: 'DIP_LOC_CANDIDATURAS', AYUN: 'AYUN_CANDIDATURAS' }, leeme: 'leeme.txt',
  },
};

/** Quintana Roo 2019, Sonora and Campeche 2021, and the national template of 2024 (LEEME-CDMX24). */
export const FORMATOS: Readonly<Record<FormatoCsv, Formato>> = { '2019': F2019, '2021': F2021, '2024': F2024 };
