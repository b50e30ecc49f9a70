import { AppError } from '#shared/errors/app-error.ts';
import { ASENTADO, CAMPOS_CABECERA, NO_REGISTRADAS, NULOS, type ColumnaVoto } from '#shared/domain/eleccion.ts';
import { plano } from './texto.ts';

/** Columns that are not votes, under our names. */
const FIJAS = [
  'CLAVE_CASILLA', 'CLAVE_ACTA', 'ID_ENTIDAD', 'ENTIDAD', 'ID_DISTRITO', 'DISTRITO', 'ID_MUNICIPIO', 'MUNICIPIO', 'SECCION', 'ID_CASILLA',
  'TIPO_CASILLA', 'EXT_CONTIGUA', 'UBICACION_CASILLA', 'TIPO_ACTA', ...CAMPOS_CABECERA, ASENTADO, 'TOTAL_VOTOS_CALCULADO', 'LISTA_NOMINAL',
  'REPRESENTANTES_PP_CI', 'OBSERVACIONES', 'CONTABILIZADA', 'MECANISMOS_TRASLADO', 'CODIGO_INTEGRIDAD', 'FECHA_HORA_ACOPIO',
  'FECHA_HORA_CAPTURA', 'FECHA_HORA_VERIFICACION', 'ORIGEN', 'DIGITALIZACION', 'TIPO_DOCUMENTO', 'COTEJADA',
] as const;
export type ColumnaFija = (typeof FIJAS)[number];

/** Other names seen for them (domain: 2.4, and the files of Quintana Roo, Sonora and Campeche). */
const SINONIMOS: Readonly<Record<string, ColumnaFija>> = {
  ID_ESTADO: 'ID_ENTIDAD', ESTADO: 'ENTIDAD',
  ID_DISTRITO_LOCAL: 'ID_DISTRITO', DISTRITO_LOCAL: 'DISTRITO', ID_DISTRITO_FEDERAL: 'ID_DISTRITO', DISTRITO_FEDERAL: 'DISTRITO',
  ID_JUNTA: 'ID_MUNICIPIO', JUNTA: 'MUNICIPIO', ID_ALCALDIA: 'ID_MUNICIPIO', ALCALDIA: 'MUNICIPIO',
  SHA: 'CODIGO_INTEGRIDAD', TOTAL_VOTOS_CALCULADOS: 'TOTAL_VOTOS_CALCULADO', TOTAL_VOTOS_ASENTADOS: ASENTADO,
};
const POR_NOMBRE = new Map<string, ColumnaFija>([...FIJAS.map((c) => [c, c] as const), ...Object.entries(SINONIMOS)]);

/** Without these a file cannot be recomputed: it is of another kind. */
const OBLIGATORIAS: readonly ColumnaFija[] = [
  'CLAVE_CASILLA', 'TIPO_CASILLA', 'TOTAL_VOTOS_SACADOS', ASENTADO, 'TOTAL_VOTOS_CALCULADO', 'LISTA_NOMINAL', 'OBSERVACIONES', 'CONTABILIZADA',
];

export type Esquema = {
  /** Place of each column in the row; -1 when the file does not have it. */
  readonly lugar: Readonly<Record<ColumnaFija, number>>;
  /** Vote columns with their places, NO_REGISTRADAS and NULOS included, in the order of the acta. */
  readonly votos: readonly { readonly clave: string; readonly lugar: number }[];
  readonly columnas: readonly ColumnaVoto[];
  readonly total: number;
  /** Names in the file that mean nothing to us: reported, not read. */
  readonly desconocidas: readonly { readonly nombre: string; readonly lugar: number }[];
};

/** The parties, in their order, that a name like `PAN_PRI_PRD` is made of; null when some part is not a party of the file. */
const segmentar = (nombre: string, partidos: ReadonlySet<string>): string[] | null => {
  if (partidos.has(nombre)) return [nombre];
  for (let corte = nombre.indexOf('_'); corte > 0; corte = nombre.indexOf('_', corte + 1)) {
    const cabeza = nombre.slice(0, corte);
    const resto = partidos.has(cabeza) ? segmentar(nombre.slice(corte + 1), partidos) : null;
    if (resto !== null) return [cabeza, ...resto];
  }
  return null;
};

/**
 * Names that are parties of their own: those not made of two or more of the others. In a 2024 file the combinations bear
 * no mark, so that `PAN_PRI_PRD` must not be read as PAN and a party called `PRI_PRD`.
 */
const partidosDe = (nombres: readonly string[]): ReadonlySet<string> => {
  const partidos = new Set<string>();
  const partes = (nombre: string): number => nombre.split('_').length;
  for (const nombre of [...nombres].sort((a, b) => partes(a) - partes(b))) if (segmentar(nombre, partidos) === null) partidos.add(nombre);
  return partidos;
};

const INDEPENDIENTE = /^(CAND?_?IND|CI_?\d|IND(EP)?_?\d|INDEPENDIENTE)/;

/**
 * The kind and the members of a vote column by its name: `CC_…` candidatura común, `C_…` or bare parties joined by
 * `_` coalition, `CAND_IND_…` or `CI…` independent, any other name a party (domain: 2.4).
 */
export const clasificarColumna = (clave: string, todas: readonly string[]): ColumnaVoto => {
  if (INDEPENDIENTE.test(clave)) return { clave, clase: 'independiente', nombre: clave, miembros: [] };
  const simples = partidosDe(todas.filter((c) => c !== clave && !INDEPENDIENTE.test(c) && !/^CC?_/.test(c)));
  const marca = /^CC?_(?=.)/.exec(clave)?.[0];
  if (marca !== undefined) {
    const deColumnas = segmentar(clave.slice(marca.length), simples);
    const miembros = deColumnas ?? clave.slice(marca.length).split('_');
    // A name of its own (`CC_JUNTOS`) stands for parties that nothing here tells.
    if (miembros.length < 2) return { clave, clase: 'partido', nombre: clave, miembros: [] };
    // Votes of a combination are shared out among columns of the file: without them it is one column, whole.
    return { clave, clase: marca === 'C_' && deColumnas !== null ? 'coalicion' : 'comun', nombre: clave, miembros };
  }
  const miembros = clave.includes('_') ? segmentar(clave, simples) : null;
  if (miembros !== null) return { clave, clase: 'coalicion', nombre: clave, miembros };
  return { clave, clase: 'partido', nombre: clave, miembros: [] };
};

/** Other names seen for the two columns that every acta has last. */
const ULTIMAS: Readonly<Record<string, string>> = {
  NO_REGISTRADOS: NO_REGISTRADAS, CANDIDATURAS_NO_REGISTRADAS: NO_REGISTRADAS, CANDIDATOS_NO_REGISTRADOS: NO_REGISTRADAS, CNR: NO_REGISTRADAS,
  VOTOS_NULOS: NULOS, NUM_VOTOS_NULOS: NULOS,
};
const claveVoto = (nombre: string): string => ULTIMAS[nombre] ?? nombre;

/** Reads the line of column names. Throws AppError `prep_ilegible` when the vote columns cannot be found. */
export const leerColumnas = (nombres: readonly string[]): Esquema => {
  const planos = nombres.map(plano);
  const lugar = Object.fromEntries(FIJAS.map((c) => [c, -1])) as Record<ColumnaFija, number>;
  const desde = planos.indexOf('TOTAL_VOTOS_SACADOS');
  const hasta = planos.findIndex((n) => POR_NOMBRE.get(n) === ASENTADO);
  const desconocidas: { nombre: string; lugar: number }[] = [];
  const votos: { clave: string; lugar: number }[] = [];
  planos.forEach((nombre, i) => {
    const fija = POR_NOMBRE.get(nombre);
    const clave = claveVoto(nombre);
    if (fija !== undefined) {
      if (lugar[fija] === -1) lugar[fija] = i;
    } else if ((desde >= 0 && i > desde && i < hasta) || clave === NO_REGISTRADAS || clave === NULOS) votos.push({ clave, lugar: i });
    else desconocidas.push({ nombre: nombres[i] ?? '', lugar: i });
  });
  const faltan = OBLIGATORIAS.filter((c) => lugar[c] === -1);
  const claves = votos.map((v) => v.clave);
  for (const fija of [NO_REGISTRADAS, NULOS]) if (!claves.includes(fija)) faltan.push(fija as ColumnaFija);
  if (faltan.length > 0) throw new AppError('prep_ilegible', { causa: 'columnas', detalle: `faltan las columnas ${faltan.join(', ')}` });
  if (hasta < desde) throw new AppError('prep_ilegible', { causa: 'columnas', detalle: 'las columnas de votos deben ir después de TOTAL_VOTOS_SACADOS y antes de TOTAL_VOTOS_ASENTADO' });
  const repetida = claves.find((c, i) => c === '' || claves.indexOf(c) !== i);
  if (repetida !== undefined) throw new AppError('prep_ilegible', { causa: 'columnas', detalle: `la columna de votos «${repetida}» está repetida o no tiene nombre` });
  const deCandidaturas = claves.filter((c) => c !== NO_REGISTRADAS && c !== NULOS);
  return {
    lugar,
    votos,
    columnas: deCandidaturas.map((clave) => clasificarColumna(clave, deCandidaturas)),
    total: nombres.length,
    desconocidas,
  };
};
