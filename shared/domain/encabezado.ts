import { porcentaje } from './porcentaje.ts';

/** What the header needs to know of one row: an acta of the catalogue, captured or not, or one fuera de catálogo. */
export type ActaEncabezado = {
  /** 1 yes, 0 no (SIN ACTA too), null not captured yet, 2 fuera de catálogo. */
  readonly contabilizada: 0 | 1 | 2 | null;
  /** EXCEDE, ALGÚN… or TODOS…: `enPorcentaje` of the evaluation. */
  readonly enPorcentaje: boolean;
  readonly calculado: number | null;
  readonly listaNominal: number | null;
  readonly tipoCasilla: string;
};

/** Plain counts and sums: what an accumulator or a SQL query gives. */
export type SumasEncabezado = {
  esperadas: number;
  fueraCatalogo: number;
  capturadas: number;
  contabilizadas: number;
  inconsistencias: number;
  listaNominal: number;
  votosConEspeciales: number;
  votosSinEspeciales: number;
};

/** The 13 figures of line 5, in the order of the file. Percentages are exact text with four decimals. */
export type Encabezado = {
  readonly actasEsperadas: number;
  readonly actasRegistradas: number;
  readonly actasFueraCatalogo: number;
  readonly actasCapturadas: number;
  readonly porcentajeCapturadas: string;
  readonly actasContabilizadas: number;
  readonly porcentajeContabilizadas: string;
  readonly porcentajeInconsistencias: string;
  readonly actasNoContabilizadas: number;
  readonly listaNominalContabilizadas: number;
  readonly votosConEspeciales: number;
  readonly votosSinEspeciales: number;
  readonly porcentajeParticipacion: string;
};

export const sumasEnCero = (): SumasEncabezado => ({
  esperadas: 0, fueraCatalogo: 0, capturadas: 0, contabilizadas: 0, inconsistencias: 0, listaNominal: 0, votosConEspeciales: 0, votosSinEspeciales: 0,
});

/** Adds one row (domain: 11.1 to 11.4). Rows fuera de catálogo are only counted: never in a percentage or a sum of votes. */
export const sumarActa = (sumas: SumasEncabezado, acta: ActaEncabezado): void => {
  if (acta.contabilizada === 2) {
    sumas.fueraCatalogo += 1;
    return;
  }
  sumas.esperadas += 1;
  if (acta.contabilizada === null) return;
  sumas.capturadas += 1;
  if (acta.enPorcentaje) sumas.inconsistencias += 1;
  if (acta.contabilizada === 0) return;
  const votos = acta.calculado ?? 0;
  sumas.contabilizadas += 1;
  sumas.listaNominal += acta.listaNominal ?? 0;
  sumas.votosConEspeciales += votos;
  if (acta.tipoCasilla !== 'S') sumas.votosSinEspeciales += votos;
};

/**
 * The 13 header figures from the sums (LEEME 2024, items 1 to 13; domain: 1.5 and 11). Participation is S_CS over the
 * lista nominal in every cut but the last, where it is C_CS (LEEME INE 2021, item 13).
 */
export const encabezadoDeSumas = (s: SumasEncabezado, opciones: { readonly ultimoCorte: boolean }): Encabezado => ({
  actasEsperadas: s.esperadas,
  actasRegistradas: s.capturadas + s.fueraCatalogo,
  actasFueraCatalogo: s.fueraCatalogo,
  actasCapturadas: s.capturadas,
  porcentajeCapturadas: porcentaje(s.capturadas, s.esperadas),
  actasContabilizadas: s.contabilizadas,
  porcentajeContabilizadas: porcentaje(s.contabilizadas, s.esperadas),
  porcentajeInconsistencias: porcentaje(s.inconsistencias, s.esperadas),
  actasNoContabilizadas: s.capturadas - s.contabilizadas,
  listaNominalContabilizadas: s.listaNominal,
  votosConEspeciales: s.votosConEspeciales,
  votosSinEspeciales: s.votosSinEspeciales,
  porcentajeParticipacion: porcentaje(opciones.ultimoCorte ? s.votosConEspeciales : s.votosSinEspeciales, s.listaNominal),
});

/** The 13 header figures of a list of rows: catalogue actas (captured or not) and those fuera de catálogo. */
export const encabezadoDe = (actas: Iterable<ActaEncabezado>, opciones: { readonly ultimoCorte: boolean }): Encabezado => {
  const sumas = sumasEnCero();
  for (const acta of actas) sumarActa(sumas, acta);
  return encabezadoDeSumas(sumas, opciones);
};
