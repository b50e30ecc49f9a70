import { aplicarHomografia, componer, invertirHomografia, type Homografia, type Punto } from '#shared/domain/homografia.ts';

/** A point of the template, in millimetres, and where it is seen, in pixels. */
export type Par = { readonly mm: Punto; readonly px: Punto };

/** Solves a x = b by Gauss with pivoting; null when the equations do not decide. `a` has the independent term as its last column. */
const resolver = (a: number[][]): number[] | null => {
  const n = a.length;
  for (let c = 0; c < n; c++) {
    let p = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r]![c]!) > Math.abs(a[p]![c]!)) p = r;
    if (Math.abs(a[p]![c]!) < 1e-12) return null;
    [a[c], a[p]] = [a[p]!, a[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const f = a[r]![c]! / a[c]![c]!;
      for (let k = c; k <= n; k++) a[r]![k]! -= f * a[c]![k]!;
    }
  }
  return a.map((fila, i) => fila[n]! / fila[i]!);
};

/** Moves and scales points to the middle of a unit square: the equations are then well conditioned. */
const centrar = (puntos: readonly Punto[]): Homografia => {
  const cx = puntos.reduce((s, p) => s + p[0], 0) / puntos.length;
  const cy = puntos.reduce((s, p) => s + p[1], 0) / puntos.length;
  const lado = Math.max(1e-9, ...puntos.map((p) => Math.max(Math.abs(p[0] - cx), Math.abs(p[1] - cy))));
  return [1 / lado, 0, -cx / lado, 0, 1 / lado, -cy / lado, 0, 0, 1];
};

/** Least squares over the rows of a system of `n` unknowns; each row carries its independent term last. */
const minimosCuadrados = (filas: readonly (readonly number[])[], n: number): number[] | null => {
  const normal = Array.from({ length: n }, () => new Array<number>(n + 1).fill(0));
  for (const f of filas) for (let i = 0; i < n; i++) for (let j = 0; j <= n; j++) normal[i]![j]! += f[i]! * f[j]!;
  return resolver(normal);
};

const ajustar = (pares: readonly Par[], n: 6 | 8): Homografia | null => {
  const [tm, tp] = [centrar(pares.map((p) => p.mm)), centrar(pares.map((p) => p.px))];
  const filas = pares.flatMap(({ mm, px }) => {
    const [x, y] = aplicarHomografia(tm, mm);
    const [u, v] = aplicarHomografia(tp, px);
    const [a, b] = n === 8 ? [[-u * x, -u * y], [-v * x, -v * y]] : [[], []];
    return [[x, y, 1, 0, 0, 0, ...a, u], [0, 0, 0, x, y, 1, ...b, v]];
  });
  const h = minimosCuadrados(filas, n);
  if (h === null) return null;
  const entera = componer(invertirHomografia(tp), componer([...h, ...(n === 6 ? [0, 0] : []), 1], tm));
  return entera.map((v) => v / entera[8]!);
};

/** The homography that fits best; null with less than four points apart. */
export const ajustarHomografia = (pares: readonly Par[]): Homografia | null => (pares.length < 4 ? null : ajustar(pares, 8));

/** The same without perspective: a sheet lying flat on a scanner. Three points are enough. */
export const ajustarAfin = (pares: readonly Par[]): Homografia | null => (pares.length < 3 ? null : ajustar(pares, 6));

/** Root of the mean squared distance between where points are and where the fit puts them, pixels. */
export const residuo = (h: Homografia, pares: readonly Par[]): number => {
  const suma = pares.reduce((s, { mm, px }) => {
    const [x, y] = aplicarHomografia(h, mm);
    return s + (x - px[0]) ** 2 + (y - px[1]) ** 2;
  }, 0);
  return Math.sqrt(suma / Math.max(1, pares.length));
};
