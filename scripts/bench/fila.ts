/** One measurement. Times and rates are medians; the floor is measured in the same run, so that a slow machine is no excuse and a fast one no merit. */
export type FilaBench = {
  readonly nombre: string;
  readonly valor: number;
  readonly unidad: string;
  /** The same figure for the least that could be done; null where there is none. */
  readonly piso: number | null;
  /** valor / piso. */
  readonly razon: number | null;
  /** Limit of the issue: of the ratio, or of the value where there is no floor. */
  readonly limite: number;
  /** How the limit is read: `razón ≥ 0.5`, `valor < 300`. */
  readonly criterio: string;
  readonly cumple: boolean;
};

export type OpcionesBench = {
  /** Full sizes and more repetitions. */
  readonly largo: boolean;
  /** What decides the pages that are drawn: with another one, pages that nothing was tuned on. */
  readonly semilla: string;
  /** Says what is being done, on stderr. */
  readonly avisar: (texto: string) => void;
};

export type Bench = {
  /** What --solo takes. */
  readonly nombre: string;
  readonly descripcion: string;
  readonly correr: (opciones: OpcionesBench) => Promise<readonly FilaBench[]>;
};

/** Middle value; the mean of the two in the middle when they are even. */
export const mediana = (numeros: readonly number[]): number => {
  const orden = [...numeros].sort((a, b) => a - b);
  const medio = Math.floor(orden.length / 2);
  return orden.length % 2 === 1 ? (orden[medio] ?? NaN) : ((orden[medio - 1] ?? NaN) + (orden[medio] ?? NaN)) / 2;
};

/** The value that `p` percent of them do not exceed. */
export const percentil = (numeros: readonly number[], p: number): number => {
  const orden = [...numeros].sort((a, b) => a - b);
  return orden[Math.max(0, Math.ceil((p / 100) * orden.length) - 1)] ?? NaN;
};

/** A time that must not exceed so many times its floor. */
export const filaRazonMaxima = (nombre: string, valor: number, unidad: string, piso: number, limite: number): FilaBench => {
  const razon = valor / piso;
  return { nombre, valor, unidad, piso, razon, limite, criterio: `razón ≤ ${limite}`, cumple: razon <= limite };
};

/** A value that must reach a limit. */
export const filaValorMinimo = (nombre: string, valor: number, unidad: string, limite: number): FilaBench =>
  ({ nombre, valor, unidad, piso: null, razon: null, limite, criterio: `valor ≥ ${limite}`, cumple: valor >= limite });

/** A rate that must not fall below a share of its floor. */
export const filaRazonMinima = (nombre: string, valor: number, unidad: string, piso: number, limite: number): FilaBench => {
  const razon = valor / piso;
  return { nombre, valor, unidad, piso, razon, limite, criterio: `razón ≥ ${limite}`, cumple: razon >= limite };
};

/** A value that must stay under a limit. The floor, if any, is only shown. */
export const filaValorMaximo = (nombre: string, valor: number, unidad: string, limite: number, piso: number | null = null): FilaBench =>
  ({ nombre, valor, unidad, piso, razon: piso === null ? null : valor / piso, limite, criterio: `valor < ${limite}`, cumple: valor < limite });
