import type { Campo } from './acta.ts';
import { esNumero, type Valor, type Valores } from './valor.ts';

/** A field of a practice acta: what the paper says and where, in fractions of the picture (left, top, right, bottom). */
export type CampoPractica = Campo & { readonly dice: Valor; readonly caja: readonly [number, number, number, number] };
/** An acta drawn to practise with. It is of no casilla, and nothing that is typed of it leaves the window. */
export type PaginaPractica = { readonly imagen: string; readonly titulo: string; readonly campos: readonly CampoPractica[] };

export type ErrorPractica = { readonly clave: string; readonly nombre: string; readonly dice: Valor; readonly escribio: Valor };
export type ResultadoPractica = {
  readonly campos: number;
  readonly errores: readonly ErrorPractica[];
  readonly teclas: number;
  /** The fewest keys with which the acta can be typed: its digits or marks, one key per field and the one that saves. */
  readonly teclasMinimas: number;
  readonly ms: number;
};

const cifrasDe = (valor: Valor): string => (esNumero(valor) ? String(valor) : '');

/** How well one practice acta was captured. A field that was not typed counts as wrong: «Ilegible» and «Sin dato» are typed too. */
export const calificar = (campos: readonly CampoPractica[], escritos: Valores, esfuerzo: { readonly teclas: number; readonly ms: number }): ResultadoPractica => ({
  campos: campos.length,
  errores: campos.flatMap(({ clave, nombre, dice }) => {
    const escribio = escritos[clave];
    return escribio === undefined || escribio === dice ? [] : [{ clave, nombre, dice, escribio }];
  }),
  teclas: esfuerzo.teclas,
  // The Enter of the last field is the one that saves.
  teclasMinimas: campos.reduce((n, { dice }) => n + Math.max(1, cifrasDe(dice).length) + 1, 0),
  ms: esfuerzo.ms,
});

/** What was read instead of what: «7» as «1», «45» as «54», a whole figure with a digit more or less, or a mark. */
export type Confusion = { readonly dice: string; readonly escribio: string; readonly veces: number };

const volteadas = (a: string, b: string, i: number): boolean => a.charAt(i) === b.charAt(i + 1) && a.charAt(i + 1) === b.charAt(i) && a.charAt(i) !== a.charAt(i + 1);

const paresDe = ({ dice, escribio }: ErrorPractica): (readonly [string, string])[] => {
  const [a, b] = [cifrasDe(dice), cifrasDe(escribio)];
  if (a === '' || b === '' || a.length !== b.length) return [[a === '' ? String(dice) : a, b === '' ? String(escribio) : b]];
  const pares: (readonly [string, string])[] = [];
  for (let i = 0; i < a.length; i++) {
    if (volteadas(a, b, i)) pares.push([a.slice(i, i + 2), b.slice(i, ++i + 1)]);
    else if (a.charAt(i) !== b.charAt(i)) pares.push([a.charAt(i), b.charAt(i)]);
  }
  return pares;
};

/** How often each thing was read as another, most often first. */
export const confusionesDe = (errores: readonly ErrorPractica[]): Confusion[] => {
  const cuentas = new Map<string, Confusion>();
  for (const [dice, escribio] of errores.flatMap(paresDe)) {
    const clave = `${dice}>${escribio}`;
    cuentas.set(clave, { dice, escribio, veces: (cuentas.get(clave)?.veces ?? 0) + 1 });
  }
  return [...cuentas.values()].sort((a, b) => b.veces - a.veces || a.dice.localeCompare(b.dice));
};

export type ResumenPractica = {
  readonly actas: number;
  /** Part of the fields that were right, 0 to 1. */
  readonly exactitud: number;
  readonly segundosPorActa: number;
  readonly teclasPorActa: number;
  /** Keys beyond the fewest, of all the actas. */
  readonly teclasDeMas: number;
  /** Wrong fields, most often first. */
  readonly porCampo: readonly { readonly clave: string; readonly nombre: string; readonly veces: number }[];
  readonly confusiones: readonly Confusion[];
};

const suma = (numeros: readonly number[]): number => numeros.reduce((a, b) => a + b, 0);

/** The practice as a whole; null before the first acta. */
export const resumirPractica = (resultados: readonly ResultadoPractica[]): ResumenPractica | null => {
  if (resultados.length === 0) return null;
  const errores = resultados.flatMap((r) => r.errores);
  const porCampo = new Map<string, { clave: string; nombre: string; veces: number }>();
  for (const { clave, nombre } of errores) porCampo.set(clave, { clave, nombre, veces: (porCampo.get(clave)?.veces ?? 0) + 1 });
  const campos = suma(resultados.map((r) => r.campos));
  const teclas = suma(resultados.map((r) => r.teclas));
  return {
    actas: resultados.length,
    exactitud: campos === 0 ? 1 : (campos - errores.length) / campos,
    segundosPorActa: suma(resultados.map((r) => r.ms)) / 1000 / resultados.length,
    teclasPorActa: teclas / resultados.length,
    teclasDeMas: Math.max(0, teclas - suma(resultados.map((r) => r.teclasMinimas))),
    porCampo: [...porCampo.values()].sort((a, b) => b.veces - a.veces),
    confusiones: confusionesDe(errores),
  };
};
