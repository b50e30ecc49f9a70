import { TIPOS_ELECCION, type ColumnaVoto, type TipoEleccion } from '#shared/domain/eleccion.ts';
import type { FormatoCsv } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerColumnas, type Esquema } from './columnas.ts';
import { claveEncabezado, CLAVES_ENCABEZADO, type ClaveEncabezado } from './encabezado-prep.ts';
import { leerCorte } from './fechas.ts';
import type { FilaPrep } from './fila.ts';
import { crearLectorFila } from './leer-fila.ts';
import { plano } from './texto.ts';

/** Why a cell or a row is odd. It is read as well as can be, and reported. */
export type CodigoRareza =
  | 'valor_no_reconocido' | 'numero_no_valido' | 'fecha_no_valida' | 'clave_mal_formada' | 'clave_no_coincide' | 'tipo_casilla_desconocido'
  | 'tipo_acta_dudoso' | 'valor_fuera_de_lista' | 'observacion_desconocida' | 'contabilizada_no_valida' | 'celda_vacia'
  | 'renglon_incompleto' | 'renglon_con_celdas_de_mas' | 'codificacion_mixta' | 'columna_desconocida' | 'corte_no_valido' | 'comillas_sin_cerrar';

export type CeldaRara = {
  /** Line of the file, from 1. */
  readonly renglon: number;
  /** Name of the column as the file has it; '' when the whole row is meant. */
  readonly columna: string;
  readonly valor: string;
  readonly codigo: CodigoRareza;
};

/** What precedes the rows, whatever the layout. */
export type CabeceraPrep = {
  readonly titulo: string;
  /** By the words of the title; null when they say none of ours. */
  readonly eleccion: TipoEleccion | null;
  /** Cut time as published, and as an instant when it could be read. */
  readonly corteTexto: string;
  readonly corte: string | null;
  readonly zonaMinutos: number | null;
  /** The 13 figures as published, text untouched. */
  readonly encabezado: Readonly<Record<ClaveEncabezado, string>>;
  readonly columnas: readonly ColumnaVoto[];
  /** Which geography the file has. */
  readonly ambito: 'distrito' | 'municipio' | null;
  /** The named layout that it is nearest to. */
  readonly formato: FormatoCsv;
  readonly nombresColumnas: readonly string[];
};

export type Receptor = {
  readonly cabecera: (cabecera: CabeceraPrep) => void;
  readonly fila: (fila: FilaPrep, renglon: number) => void;
  readonly raro: (celda: CeldaRara) => void;
};

export type LectorPrep = {
  /** One record of the file (empty lines too) and the line where it starts or ends, from 1. */
  readonly registro: (celdas: readonly string[], renglon: number) => void;
  /** After the last record. Throws AppError `prep_ilegible` when it was not a whole PREP file. */
  readonly fin: () => void;
};

/** Zone taken when the file names none: the one of most of the country, and of the national template. */
const ZONA_SI_NO_DICE = -360;

/** Lines before the 13 names: `sep=`, title, cut and blanks. More than this is another kind of file. */
const MAXIMO_PREAMBULO = 12;

const eleccionDe = (titulo: string): TipoEleccion | null => {
  const t = plano(titulo);
  if (/GUBERNATURA|GOBERNADOR|GOBERNATURA|JEFATURA DE GOBIERNO/.test(t)) return TIPOS_ELECCION[0];
  if (/DIPUTAC|DIPUTAD/.test(t)) return TIPOS_ELECCION[1];
  return /AYUNTAMIENTO|PRESIDENCIAS? MUNICIPAL|ALCALDIA|MUNICIPES/.test(t) ? TIPOS_ELECCION[2] : null;
};

const leerTrece = (nombres: readonly string[], valores: readonly string[]): Record<ClaveEncabezado, string> => {
  const leidos: Partial<Record<ClaveEncabezado, string>> = {};
  nombres.forEach((nombre, i) => {
    const clave = claveEncabezado(nombre);
    if (clave !== null) leidos[clave] = (valores[i] ?? '').trim();
  });
  const faltan = CLAVES_ENCABEZADO.filter((c) => leidos[c] === undefined);
  if (faltan.length > 0) throw new AppError('prep_ilegible', { causa: 'encabezado', detalle: `al encabezado le faltan ${faltan.length} de sus 13 datos (${faltan.join(', ')})` });
  return leidos as Record<ClaveEncabezado, string>;
};

const formatoDe = (sep: boolean, nombres: readonly string[]): FormatoCsv => {
  if (sep) return '2019';
  return nombres.some((n) => plano(n) === 'ID_ENTIDAD' || plano(n) === 'CODIGO_INTEGRIDAD') ? '2024' : '2021';
};

/** Where a file has both, an ayuntamiento is of its municipality and everything else of its district. */
const geografiaDe = ({ lugar }: Esquema, eleccion: TipoEleccion | null): CabeceraPrep['ambito'] => {
  const [distrito, municipio] = [lugar.ID_DISTRITO >= 0, lugar.ID_MUNICIPIO >= 0];
  if (municipio && (eleccion === 'AYUN' || !distrito)) return 'municipio';
  return distrito ? 'distrito' : null;
};

/** What old editors of Windows leave at the end of a file. */
const FIN_DE_DOS = '\u001A';

/** A spreadsheet saves every line as wide as the widest: `GUBERNATURA,,,,`. */
const sinRelleno = (celdas: readonly string[]): readonly string[] => celdas.slice(0, celdas.findLastIndex((c) => c.trim() !== '') + 1);

const esVacio = (celdas: readonly string[]): boolean => celdas.every((c) => c.trim() === '') || (celdas.length === 1 && celdas[0] === FIN_DE_DOS);

type Preambulo = { sep: boolean; titulo: string; corteTexto: string; nombres: readonly string[] | null; trece: Record<ClaveEncabezado, string> | null; lineas: number };

const cabeceraDe = (p: Preambulo, trece: Record<ClaveEncabezado, string>, nombres: readonly string[], esquema: Esquema): CabeceraPrep => {
  const corte = leerCorte(p.corteTexto);
  const eleccion = eleccionDe(p.titulo);
  return {
    titulo: p.titulo, eleccion, corteTexto: p.corteTexto, corte: corte?.iso ?? null, zonaMinutos: corte?.zonaMinutos ?? null,
    encabezado: trece, columnas: esquema.columnas,
    ambito: geografiaDe(esquema, eleccion),
    formato: formatoDe(p.sep, nombres), nombresColumnas: nombres,
  };
};

/** Takes one non-empty record before the rows. True when it was the line of column names. */
const leerPreambulo = (p: Preambulo, celdas: readonly string[]): boolean => {
  const primera = plano(celdas[0] ?? '').replace(/^\uFEFF/, '');
  if (primera === 'CLAVE_CASILLA' || celdas.some((c) => plano(c) === 'TOTAL_VOTOS_ASENTADO')) {
    if (p.trece === null) throw new AppError('prep_ilegible', { causa: 'sin_encabezado', detalle: 'no tiene el encabezado de 13 datos antes de las columnas' });
    return true;
  }
  if (p.nombres !== null) {
    p.trece ??= leerTrece(p.nombres, celdas);
    return false;
  }
  if (claveEncabezado(primera) !== null) p.nombres = celdas;
  else if (primera.startsWith('SEP=')) p.sep = true;
  else if (p.titulo === '') p.titulo = sinRelleno(celdas).join(',').replace(/^\uFEFF/, '').trim();
  else if (p.corteTexto === '') p.corteTexto = sinRelleno(celdas).join(',').trim();
  p.lineas += 1;
  if (p.lineas > MAXIMO_PREAMBULO) throw new AppError('prep_ilegible', { causa: 'otro_archivo', detalle: 'no empieza con el encabezado de un archivo PREP' });
  return false;
};

/**
 * Incremental reader of a PREP file of any layout (domain: 2 and 11): takes the records of the CSV one by one, gives
 * the header once and then each row. It holds nothing of the file. A cell that it does not understand is reported and
 * never stops it; a file that is not a PREP file throws AppError `prep_ilegible` with `causa` and `detalle`.
 */
export const crearLector = (receptor: Receptor): LectorPrep => {
  const preambulo: Preambulo = { sep: false, titulo: '', corteTexto: '', nombres: null, trece: null, lineas: 0 };
  let leerFila: ReturnType<typeof crearLectorFila> | null = null;
  let vacio = true;
  const filas = { total: 0, deOtroLargo: 0, ultima: 0, ultimaCorta: 0 };

  const raro = (celda: CeldaRara): void => {
    if (celda.codigo === 'renglon_incompleto') filas.ultimaCorta = celda.renglon;
    if (celda.codigo === 'renglon_incompleto' || celda.codigo === 'renglon_con_celdas_de_mas') filas.deOtroLargo += 1;
    receptor.raro(celda);
  };

  /** Names and rows of two files read as thousands of odd cells; the one row that a cut leaves last tells nothing. */
  const exigirMismosNombres = (): void => {
    const cortada = filas.total > 0 && filas.ultimaCorta === filas.ultima ? 1 : 0;
    if ((filas.deOtroLargo - cortada) * 2 <= filas.total - cortada) return;
    throw new AppError('prep_ilegible', { causa: 'columnas', detalle: `los nombres de columnas no son los de estos renglones: ${filas.deOtroLargo} de ${filas.total} tienen otro número de celdas` });
  };

  const abrir = (nombres: readonly string[], renglon: number): void => {
    const esquema = leerColumnas(nombres);
    const { trece } = preambulo;
    if (trece === null) return;
    const cabecera = cabeceraDe(preambulo, trece, nombres, esquema);
    receptor.cabecera(cabecera);
    if (cabecera.corte === null || cabecera.zonaMinutos === null) receptor.raro({ renglon: 2, columna: '', valor: cabecera.corteTexto, codigo: 'corte_no_valido' });
    for (const { nombre } of esquema.desconocidas) receptor.raro({ renglon, columna: nombre, valor: nombre, codigo: 'columna_desconocida' });
    leerFila = crearLectorFila(esquema, cabecera, cabecera.zonaMinutos ?? ZONA_SI_NO_DICE, raro);
  };

  return {
    registro: (celdas, renglon) => {
      if (leerFila !== null) {
        if (esVacio(celdas)) return;
        filas.total += 1;
        filas.ultima = renglon;
        receptor.fila(leerFila(celdas, renglon), renglon);
        return;
      }
      // Thirteen empty figures are a header that says nothing, not a blank line.
      const treceVacias = preambulo.nombres !== null && preambulo.trece === null && celdas.length === preambulo.nombres.length;
      if (esVacio(celdas) && !treceVacias) return;
      vacio = false;
      if (leerPreambulo(preambulo, celdas)) abrir(sinRelleno(celdas).map((c) => c.trim()), renglon);
    },
    fin: () => {
      if (leerFila !== null) return exigirMismosNombres();
      if (vacio) throw new AppError('prep_ilegible', { causa: 'vacio', detalle: 'está vacío' });
      if (preambulo.nombres === null) throw new AppError('prep_ilegible', { causa: 'otro_archivo', detalle: 'no tiene el encabezado de un archivo PREP' });
      throw new AppError('prep_ilegible', { causa: 'truncado', detalle: 'termina antes de los nombres de las columnas' });
    },
  };
};

/**
 * The delimiter of a PREP file, from its first characters: what `sep=` says, or what follows the first of the 13
 * names, whichever it is. Null when neither is there: it is no PREP file.
 */
export const detectarDelimitador = (inicio: string): ',' | '|' | ';' | '\t' | null => {
  const m = /^\uFEFF?"?sep=([,|;\t])/i.exec(inicio) ?? /(?:^|[\r\n\uFEFF])"?(?:ACTAS|PORCENTAJE|LISTA_NOMINAL|TOTAL_VOTOS)_[^,|;\t\r\n]*([,|;\t])/i.exec(inicio);
  return (m?.[1] ?? null) as ',' | '|' | ';' | '\t' | null;
};
