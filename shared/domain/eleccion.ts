import { z } from 'zod';

export const TIPOS_ELECCION = ['GUB', 'DIP_LOC', 'AYUN'] as const;
export type TipoEleccion = (typeof TIPOS_ELECCION)[number];

/** What a result is added up over: the whole entity, a local district or a municipality. */
export const AMBITOS = ['entidad', 'distrito', 'municipio'] as const;
export type Ambito = (typeof AMBITOS)[number];

export const CLASES_COLUMNA = ['partido', 'comun', 'coalicion', 'independiente'] as const;

export const columnaVotoSchema = z.object({
  /** Column name in the CSV and key of the field: `PAN`, `PAN_PRI_PRD`, `CC_…`, `CAND_IND_1`. */
  clave: z.string().min(1),
  /** party; candidatura común (one column of its own); combination of a coalition; independent. */
  clase: z.enum(CLASES_COLUMNA),
  nombre: z.string(),
  /** Parties of the combination or of the candidatura común, in the order of the acta; empty otherwise. */
  miembros: z.array(z.string()),
});
export type ColumnaVoto = z.infer<typeof columnaVotoSchema>;

export const NO_REGISTRADAS = 'NO_REGISTRADAS';
export const NULOS = 'NULOS';
export const ASENTADO = 'TOTAL_VOTOS_ASENTADO';
/** Header fields of the acta (domain: 8(a) rows 8, 9, 10, 12). */
export const CAMPOS_CABECERA = ['TOTAL_BOLETAS_SOBRANTES', 'TOTAL_PERSONAS_VOTARON', 'TOTAL_REP_PARTIDO_CI_VOTARON', 'TOTAL_VOTOS_SACADOS'] as const;

export const eleccionSchema = z.object({
  /** Unique in the package; one of the TIPOS_ELECCION. */
  id: z.enum(TIPOS_ELECCION),
  /** First line of the published file: `GUBERNATURA`. */
  titulo: z.string(),
  /** Where a candidacy competes: its results, coalitions and ballots are by this geography. */
  ambito: z.enum(AMBITOS),
  /** Vote columns in the order of the acta, without NO_REGISTRADAS and NULOS, which every acta has last. */
  columnas: z.array(columnaVotoSchema).min(1),
  /** Id of the ámbito → keys of the columns on its ballot. An ámbito that is missing has them all. */
  boletas: z.record(z.string(), z.array(z.string())),
  /** Ballots approved for a casilla especial: the limit of EXCEDE LISTA NOMINAL there. */
  maximoBoletasEspecial: z.number().int().positive(),
});
export type Eleccion = z.infer<typeof eleccionSchema>;

export const candidaturaSchema = z.object({
  eleccion: z.enum(TIPOS_ELECCION),
  /** Ámbito id, or null where it competes in the whole entity. */
  ambito: z.string().nullable(),
  /** Key of the vote column it stands for (party, combination or independent). */
  clave: z.string(),
  propietaria: z.string(),
  suplente: z.string().nullable(),
});
export type Candidatura = z.infer<typeof candidaturaSchema>;

/** Keys of the vote columns of the acta, NO_REGISTRADAS and NULOS included: what TOTAL_VOTOS_CALCULADO adds up. */
export const clavesVoto = (eleccion: { readonly columnas: readonly ColumnaVoto[] }): string[] => [...eleccion.columnas.map((c) => c.clave), NO_REGISTRADAS, NULOS];

/** Keys of the columns on the ballot of one ámbito (all of them unless the election says otherwise). */
export const clavesEnBoleta = (eleccion: Eleccion, ambitoId: string): ReadonlySet<string> =>
  new Set([...(eleccion.boletas[ambitoId] ?? eleccion.columnas.map((c) => c.clave)), NO_REGISTRADAS, NULOS]);
