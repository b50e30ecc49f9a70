import type { ColumnaVoto } from './eleccion.ts';
import { porcentaje } from './porcentaje.ts';

export type Votos = Readonly<Record<string, number>>;

/** What a candidatura común's agreement gives to each party: whole parts (percentages, or any other unit). */
export type Convenio = readonly { readonly partido: string; readonly partes: number }[];
/** Key of the column of a candidatura común → its agreement. */
export type Convenios = Readonly<Record<string, Convenio>>;

/** Places of `pesos` from the heaviest to the lightest; equal ones in the order given, which is that of the acta. */
const porPeso = (pesos: readonly number[]): number[] => pesos.map((_, i) => i).sort((a, b) => (pesos[b] ?? 0) - (pesos[a] ?? 0) || a - b);

/**
 * Votes of one combination of a coalition among its members: the same to each, and what is left one by one to those
 * with most votes of their own in the district (LGIPE 311.1.c; proved on the 15 districts of Quintana Roo 2019,
 * domain: 11.10). The law says nothing of a tie: the order of the acta decides.
 */
export const repartirCombinacion = (votos: number, propios: readonly number[]): number[] => {
  const partes = propios.map(() => Math.floor(votos / propios.length));
  const sobran = votos % propios.length;
  for (const lugar of porPeso(propios).slice(0, sobran)) partes[lugar] = (partes[lugar] ?? 0) + 1;
  return partes;
};

/** Votes of a candidatura común by the parts of its agreement; what is left, to the largest fractions (ties: order of the agreement). */
export const repartirConvenio = (votos: number, partes: readonly number[]): number[] => {
  const suma = partes.reduce((a, b) => a + b, 0);
  if (suma <= 0) throw new RangeError('convenio sin partes');
  const enteros = partes.map((p) => Math.floor((votos * p) / suma));
  const sobran = votos - enteros.reduce((a, b) => a + b, 0);
  for (const lugar of porPeso(partes.map((p) => (votos * p) % suma)).slice(0, sobran)) enteros[lugar] = (enteros[lugar] ?? 0) + 1;
  return enteros;
};

export type LineaPartido = {
  readonly clave: string;
  /** Votes in its own column. */
  readonly propios: number;
  /** Its part of the coalition's combinations, or of the candidatura común. */
  readonly reparto: number;
  readonly total: number;
};

const porClave = (lineas: readonly LineaPartido[]): Map<string, LineaPartido> => new Map(lineas.map((l) => [l.clave, l]));

/**
 * View by party of one ámbito, over its counted actas: own votes plus the part of each combination, each on its own.
 * A candidatura común without agreement stays whole, under its own key, as published files do. Independents, no
 * registradas and nulos are columns of their own. The sum is that of the columns: no vote is lost or made.
 */
export const verPorPartido = (columnas: readonly ColumnaVoto[], votos: Votos, convenios: Convenios = {}): LineaPartido[] => {
  const lineas = new Map<string, { propios: number; reparto: number }>();
  const linea = (clave: string): { propios: number; reparto: number } => {
    const actual = lineas.get(clave) ?? { propios: 0, reparto: 0 };
    lineas.set(clave, actual);
    return actual;
  };
  const enTodas = new Set(columnas.map((c) => c.clave));
  for (const c of columnas) if (c.clase !== 'coalicion' && !(c.clase === 'comun' && convenios[c.clave])) linea(c.clave).propios = votos[c.clave] ?? 0;
  for (const c of columnas) {
    const cantidad = votos[c.clave] ?? 0;
    const convenio = convenios[c.clave];
    if (c.clase === 'coalicion') {
      repartirCombinacion(cantidad, c.miembros.map((m) => votos[m] ?? 0)).forEach((v, i) => { linea(c.miembros[i] ?? c.clave).reparto += v; });
    } else if (c.clase === 'comun' && convenio !== undefined) {
      repartirConvenio(cantidad, convenio.map((p) => p.partes)).forEach((v, i) => { linea(convenio[i]?.partido ?? c.clave).reparto += v; });
    }
  }
  for (const clave of Object.keys(votos)) if (!enTodas.has(clave)) linea(clave).propios = votos[clave] ?? 0;
  return [...lineas].map(([clave, l]) => ({ clave, ...l, total: l.propios + l.reparto }));
};

/** The view by party of the entity: the sum of those of its ámbitos, never a split of its own (domain: 11.10). */
export const sumarVistasPorPartido = (vistas: readonly (readonly LineaPartido[])[]): LineaPartido[] => {
  const suma = new Map<string, LineaPartido>();
  for (const vista of vistas) {
    for (const [clave, l] of porClave(vista)) {
      const s = suma.get(clave) ?? { clave, propios: 0, reparto: 0, total: 0 };
      suma.set(clave, { clave, propios: s.propios + l.propios, reparto: s.reparto + l.reparto, total: s.total + l.total });
    }
  }
  return [...suma.values()];
};

/** A candidacy and the columns whose votes are its own. */
export type GrupoCandidatura = {
  /** Key of its widest combination, or of its only column. */
  readonly clave: string;
  readonly columnas: readonly string[];
};

const contiene = (mayor: readonly string[], menor: readonly string[]): boolean => menor.every((m) => mayor.includes(m));

/**
 * Candidacies on the ballot of one ámbito: a coalition is its widest combination, with the columns of its members and
 * every combination of them; any other column stands alone. `conCandidatura` are the keys that registered one there,
 * where it is known: a combination without it is no coalition in this ámbito, and its parties go apart (Quintana Roo
 * 2019 has coalition columns in districts where the parties competed each on its own).
 */
export const candidaturasDe = (columnas: readonly ColumnaVoto[], conCandidatura?: ReadonlySet<string>): GrupoCandidatura[] => {
  const combinaciones = columnas.filter((c) => c.clase === 'coalicion' && (conCandidatura === undefined || conCandidatura.has(c.clave)));
  const mayores = combinaciones.filter((c) => !combinaciones.some((o) => o !== c && o.miembros.length > c.miembros.length && contiene(o.miembros, c.miembros)));
  const grupo = new Map<string, string>();
  for (const mayor of mayores) {
    for (const c of columnas) {
      const suya = c.clase === 'coalicion' ? contiene(mayor.miembros, c.miembros) : c.clase === 'partido' && mayor.miembros.includes(c.clave);
      if (suya && !grupo.has(c.clave)) grupo.set(c.clave, mayor.clave);
    }
  }
  const grupos = new Map<string, string[]>();
  for (const c of columnas) {
    const clave = grupo.get(c.clave) ?? c.clave;
    grupos.set(clave, [...(grupos.get(clave) ?? []), c.clave]);
  }
  return [...grupos].map(([clave, propias]) => ({ clave, columnas: propias }));
};

export type LineaVotos = { readonly clave: string; readonly votos: number; /** Of all the votes, nulos included; four decimals, truncated. */ readonly porcentaje: string };

/** View by candidacy: own columns of the members plus every combination, whole (domain: 11.10). */
export const verPorCandidatura = (grupos: readonly GrupoCandidatura[], votos: Votos): { readonly clave: string; readonly votos: number }[] =>
  grupos.map((g) => ({ clave: g.clave, votos: g.columnas.reduce((suma, c) => suma + (votos[c] ?? 0), 0) }));

/** Adds to each line its percentage of the total. */
export const conPorcentajes = (lineas: readonly { readonly clave: string; readonly votos: number }[], total: number): LineaVotos[] =>
  lineas.map((l) => ({ clave: l.clave, votos: l.votos, porcentaje: porcentaje(l.votos, total) }));
