import type { ClaveEncabezado } from './encabezado-prep.ts';

/** What a file lacks by its own account: its header counts more actas than it has rows, or some row has cells missing. */
export type Incompleto = {
  /** ACTAS_ESPERADAS as published; null where it is no number. */
  readonly esperadas: number | null;
  /** Rows of the catalogue that there are. */
  readonly actas: number;
  readonly renglonesIncompletos: number;
};

const cantidad = (texto: string): number | null => (/^(\d+|\d{1,3}(,\d{3})+)$/.test(texto) ? Number(texto.replaceAll(',', '')) : null);

/** What the file lacks, or null. A file can lack actas that were never published: it is a sign of a cut, not a proof. */
export const incompletoDe = (encabezado: Readonly<Record<ClaveEncabezado, string>>, actas: number, renglonesIncompletos: number): Incompleto | null => {
  const esperadas = cantidad(encabezado.actasEsperadas);
  return (esperadas ?? 0) > actas || renglonesIncompletos > 0 ? { esperadas, actas, renglonesIncompletos } : null;
};

const miles = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** The same for a person, without a full stop. */
export const textoIncompleto = ({ esperadas, actas, renglonesIncompletos: n }: Incompleto): string => {
  const renglones = n === 0 ? [] : [n === 1 ? 'un renglón tiene celdas de menos' : `${miles(n)} renglones tienen celdas de menos`];
  const actasDeMenos = esperadas !== null && esperadas > actas ? [`el encabezado dice ${miles(esperadas)} actas y el archivo trae ${miles(actas)}`] : [];
  return `${[...actasDeMenos, ...renglones].join(', y ')}: quizá está cortado`;
};
