import type { Encabezado } from '#shared/domain/encabezado.ts';
import { plano } from './texto.ts';

/** Keys of the 13 figures in the order of the file: the n-th goes with the n-th name of `Formato.encabezado`. */
export const CLAVES_ENCABEZADO = [
  'actasEsperadas', 'actasRegistradas', 'actasFueraCatalogo', 'actasCapturadas', 'porcentajeCapturadas',
  'actasContabilizadas', 'porcentajeContabilizadas', 'porcentajeInconsistencias', 'actasNoContabilizadas',
  'listaNominalContabilizadas', 'votosConEspeciales', 'votosSinEspeciales', 'porcentajeParticipacion',
] as const satisfies readonly (keyof Encabezado)[];
export type ClaveEncabezado = (typeof CLAVES_ENCABEZADO)[number];

/** Names without accents and without the `DE` and `CON` that some issuers add (domain: 2.3). */
const NOMBRES: Readonly<Record<string, ClaveEncabezado>> = {
  ACTAS_ESPERADAS: 'actasEsperadas',
  ACTAS_REGISTRADAS: 'actasRegistradas',
  ACTAS_FUERA_CATALOGO: 'actasFueraCatalogo',
  ACTAS_CAPTURADAS: 'actasCapturadas',
  PORCENTAJE_ACTAS_CAPTURADAS: 'porcentajeCapturadas',
  ACTAS_CONTABILIZADAS: 'actasContabilizadas',
  PORCENTAJE_ACTAS_CONTABILIZADAS: 'porcentajeContabilizadas',
  PORCENTAJE_ACTAS_INCONSISTENCIAS: 'porcentajeInconsistencias',
  ACTAS_NO_CONTABILIZADAS: 'actasNoContabilizadas',
  LISTA_NOMINAL_ACTAS_CONTABILIZADAS: 'listaNominalContabilizadas',
  TOTAL_VOTOS_C_CS: 'votosConEspeciales',
  TOTAL_VOTOS_S_CS: 'votosSinEspeciales',
  PORCENTAJE_PARTICIPACION_CIUDADANA: 'porcentajeParticipacion',
};

/** The figure that a header name stands for, or null when it is none of the 13. An accent that an export spoiled is taken for what it was. */
export const claveEncabezado = (nombre: string): ClaveEncabezado | null =>
  NOMBRES[plano(nombre).replaceAll(/\s+/g, '_').replace('_DE_', '_').replace('_CON_', '_').replace(/_CAT\S{1,3}LOGO$/, '_CATALOGO')] ?? null;
