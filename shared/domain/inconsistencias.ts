import type { MotivoSinActa } from './acta.ts';
import { esEspecial, type TipoCasilla } from './casilla.ts';
import { ASENTADO } from './eleccion.ts';
import type { Reglas } from './paquete.ts';
import { esNumero, ILEGIBLE, SIN_DATO, type Valores } from './valor.ts';

/** What OBSERVACIONES can say (LEEME 2024, item 37). The words are the layout's (shared/prep-csv/formatos.ts). */
export const OBSERVACIONES = [
  'excede_lista_nominal', 'algun_ilegible_o_sin_dato', 'todos_ilegibles_o_sin_dato',
  'sin_acta_casilla_no_instalada', 'sin_acta_paquete_no_entregado', 'sin_acta_paquete_sin_bolsa', 'fuera_de_catalogo',
] as const;
export type Observacion = (typeof OBSERVACIONES)[number];

/** Code of the observation for each reason there is no acta. */
export const OBSERVACION_SIN_ACTA: Readonly<Record<MotivoSinActa, Observacion>> = {
  casilla_no_instalada: 'sin_acta_casilla_no_instalada',
  paquete_no_entregado: 'sin_acta_paquete_no_entregado',
  paquete_sin_bolsa: 'sin_acta_paquete_sin_bolsa',
};

/**
 * Observations in the numerator of PORCENTAJE_ACTAS_INCONSISTENCIAS: SIN ACTA and FUERA DE CATÁLOGO are not
 * (LEEME 2024, item 8; domain: 1.5, proved on Sonora 2021: (570 + 29 + 4) / 3748).
 */
const EN_PORCENTAJE: ReadonlySet<Observacion> = new Set(['excede_lista_nominal', 'algun_ilegible_o_sin_dato', 'todos_ilegibles_o_sin_dato']);
export const cuentaEnPorcentaje = (observaciones: readonly Observacion[]): boolean => observaciones.some((o) => EN_PORCENTAJE.has(o));

export type EntradaEvaluacion = {
  /** False when the acta belongs to no approved casilla: fuera de catálogo. */
  readonly identificada: boolean;
  readonly sinActa: MotivoSinActa | null;
  readonly valores: Valores;
  /** Vote keys of this acta (`clavesVoto`): the only fields that the rules look at. */
  readonly claves: readonly string[];
  /** null = unknown: the excede rule is off. */
  readonly listaNominal: number | null;
  /** Accredited representatives; null = unknown: the excede rule is off. */
  readonly representantes: number | null;
  readonly tipoCasilla: TipoCasilla;
  readonly maximoBoletasEspecial: number;
  readonly excedeCombinada: Reglas['excedeCombinada'];
};

/** Inputs, formula and result, so that a supervisor sees why an acta is counted or not. */
export type Explicacion = {
  /** Row of the decision table, domain 8(c). */
  readonly regla: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly legibles: number;
  readonly ilegibles: number;
  readonly sinDato: number;
  /** What the limit is made of; null while the rule is off or has no place. */
  readonly limite: { readonly base: 'lista_nominal' | 'boletas_especial'; readonly cantidad: number; readonly representantes: number } | null;
  /** Why the excede rule could not be applied. */
  readonly sinLimite: 'lista_nominal_desconocida' | 'representantes_desconocidos' | null;
  /** `584 > 503 + 48 = 551`; empty where no sum is made. */
  readonly formula: string;
};

export type Evaluacion = {
  readonly observaciones: readonly Observacion[];
  /** 1 yes, 0 no, 2 fuera de catálogo. */
  readonly contabilizada: 0 | 1 | 2;
  /** Sum of the legible votes; null without an acta (SIN ACTA, fuera de catálogo). */
  readonly calculado: number | null;
  readonly limite: number | null;
  /** In the numerator of PORCENTAJE_ACTAS_INCONSISTENCIAS. */
  readonly enPorcentaje: boolean;
  readonly explicacion: Explicacion;
};

type Conteo = { legibles: number; ilegibles: number; sinDato: number; suma: number };

/** Counts the vote fields. A field that is not on the ballot, or has no value at all, is in none of the three. */
const contar = (valores: Valores, claves: readonly string[]): Conteo => {
  const conteo = { legibles: 0, ilegibles: 0, sinDato: 0, suma: 0 };
  for (const clave of claves) {
    const valor = valores[clave];
    if (esNumero(valor)) {
      conteo.legibles += 1;
      conteo.suma += valor;
    } else if (valor === ILEGIBLE) conteo.ilegibles += 1;
    else if (valor === SIN_DATO) conteo.sinDato += 1;
  }
  return conteo;
};

/** TOTAL_VOTOS_CALCULADO: sum of the numeric vote cells, from the first party to NULOS (domain: 11.7). */
export const sumaVotos = (valores: Valores, claves: readonly string[]): number => contar(valores, claves).suma;

/** What the votes add up to, and what the paper says that they do. */
export type NotaSuma = { readonly suma: number; readonly asentado: number };
/**
 * The note of an acta whose written total is a figure and not the sum of its votes; null when there is none. It is noted
 * and changes nothing: the total goes as it is written (domain: 8(c), rows 8 to 10).
 */
export const notaSuma = (valores: Valores, claves: readonly string[]): NotaSuma | null => {
  const asentado = valores[ASENTADO];
  const suma = sumaVotos(valores, claves);
  return esNumero(asentado) && asentado !== suma ? { suma, asentado } : null;
};

/**
 * Limit of EXCEDE LISTA NOMINAL: lista nominal + accredited representatives; in a casilla especial, whose lista
 * nominal is 0, the ballots approved + representatives (LEEME 2024, items 6, 9, 35 and 37; domain: 1.6).
 */
const limiteDe = (e: EntradaEvaluacion): Pick<Explicacion, 'limite' | 'sinLimite'> => {
  const especial = esEspecial(e.tipoCasilla);
  const cantidad = especial ? e.maximoBoletasEspecial : e.listaNominal;
  if (cantidad === null) return { limite: null, sinLimite: 'lista_nominal_desconocida' };
  if (e.representantes === null) return { limite: null, sinLimite: 'representantes_desconocidos' };
  return { limite: { base: especial ? 'boletas_especial' : 'lista_nominal', cantidad, representantes: e.representantes }, sinLimite: null };
};

const sinVotos = (regla: 1 | 2, observacion: Observacion, contabilizada: 0 | 2): Evaluacion => ({
  observaciones: [observacion],
  contabilizada,
  calculado: null,
  limite: null,
  enPorcentaje: false,
  explicacion: { regla, legibles: 0, ilegibles: 0, sinDato: 0, limite: null, sinLimite: null, formula: '' },
});

/** Rows 3 to 7 of the table as a function of the counts. EXCEDE prevails over the others (LEEME 2024, items 34 and 37). */
const decidir = (legibles: number, faltantes: number, excede: boolean, excedeCombinada: Reglas['excedeCombinada']):
{ regla: Explicacion['regla']; observaciones: Observacion[]; contabilizada: 0 | 1 } => {
  if (legibles === 0) return { regla: 3, observaciones: ['todos_ilegibles_o_sin_dato'], contabilizada: 0 };
  if (excede && faltantes === 0) return { regla: 4, observaciones: ['excede_lista_nominal'], contabilizada: 0 };
  if (excede) {
    const ambas = excedeCombinada === 'combinada';
    return { regla: 5, observaciones: ambas ? ['excede_lista_nominal', 'algun_ilegible_o_sin_dato'] : ['excede_lista_nominal'], contabilizada: 0 };
  }
  if (faltantes > 0) return { regla: 6, observaciones: ['algun_ilegible_o_sin_dato'], contabilizada: 1 };
  return { regla: 7, observaciones: [], contabilizada: 1 };
};

/**
 * The decision table of inconsistencies (LEEME 2024, items 6, 9 and 37; domain: 8(c)): OBSERVACIONES and
 * CONTABILIZADA of one acta. Only vote fields count: the header fields, the written total, and a letter that differs
 * from its number never change the result (rows 8 to 10).
 */
export const evaluar = (entrada: EntradaEvaluacion): Evaluacion => {
  if (!entrada.identificada) return sinVotos(1, 'fuera_de_catalogo', 2);
  if (entrada.sinActa !== null) return sinVotos(2, OBSERVACION_SIN_ACTA[entrada.sinActa], 0);
  const { legibles, ilegibles, sinDato, suma } = contar(entrada.valores, entrada.claves);
  const { limite, sinLimite } = limiteDe(entrada);
  const tope = limite === null ? null : limite.cantidad + limite.representantes;
  // Exactly the limit is counted: «igual o menor» (LEEME 2024, item 6).
  const excede = tope !== null && suma > tope;
  const { regla, observaciones, contabilizada } = decidir(legibles, ilegibles + sinDato, excede, entrada.excedeCombinada);
  const formula = limite === null ? `${suma}` : `${suma} ${excede ? '>' : '≤'} ${limite.cantidad} + ${limite.representantes} = ${tope}`;
  return {
    observaciones,
    contabilizada,
    calculado: suma,
    limite: tope,
    enPorcentaje: cuentaEnPorcentaje(observaciones),
    explicacion: { regla, legibles, ilegibles, sinDato, limite, sinLimite, formula },
  };
};
