import type { PaginaGris } from '../decodificar.ts';

/** A connected dark spot, in pixels. */
export type Mancha = {
  readonly area: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** Centre of its ink. */
  readonly cx: number;
  readonly cy: number;
  /** Spread of its ink around the centre, by its area squared: 1/6 for any solid square, more for a line, 0.159 for a disc. */
  readonly dispersion: number;
  /** Long axis by short axis, of the spread. */
  readonly alargada: number;
  /** Farthest points to the right-down, left-down, right-up and left-up: where the vertex of an L may be. */
  readonly puntas: readonly (readonly [number, number])[];
};

/** Sums of a spot while its runs are joined. */
const CAMPOS = 10;
type Sumas = Float64Array;
const [N, SX, SY, SXX, SYY, SXY, X0, Y0, X1, Y1] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

const aMancha = (s: Sumas, base: number, puntas: readonly (readonly [number, number])[]): Mancha => {
  const en = (i: number): number => s[base + i]!;
  const n = en(N);
  const [cx, cy] = [en(SX) / n, en(SY) / n];
  // A pixel is a unit square: its own spread is 1/12 each way.
  const [xx, yy, xy] = [en(SXX) / n - cx * cx + 1 / 12, en(SYY) / n - cy * cy + 1 / 12, en(SXY) / n - cx * cy];
  const medio = (xx + yy) / 2;
  const raiz = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  return {
    area: n, x0: en(X0), y0: en(Y0), x1: en(X1) + 1, y1: en(Y1) + 1,
    cx: cx + 0.5, cy: cy + 0.5,
    dispersion: (xx + yy) / n,
    alargada: Math.sqrt((medio + raiz) / Math.max(1e-6, medio - raiz)),
    puntas,
  };
};

/**
 * The dark spots of an image: pixels under `umbral` that touch, corners included, whose sides are between `minimo` and `maximo`
 * pixels. Row by row, joining runs (union-find).
 */
export const buscarManchas = ({ datos, ancho, alto }: PaginaGris, umbral: number, minimo: number, maximo: number): Mancha[] => {
  const corridas: number[] = [];
  const padre: number[] = [];
  const raiz = (i: number): number => {
    let r = i;
    while (padre[r] !== r) r = padre[r]!;
    while (padre[i] !== r) [padre[i], i] = [r, padre[i]!];
    return r;
  };
  let previas: readonly [number, number] = [0, 0];
  for (let y = 0; y < alto; y++) {
    const inicio = padre.length;
    let k = previas[0];
    const base = y * ancho;
    for (let x = 0; x < ancho; x++) {
      if (datos[base + x]! >= umbral) continue;
      const x0 = x;
      while (x < ancho && datos[base + x]! < umbral) x++;
      const yo = padre.length;
      corridas.push(y, x0, x);
      padre.push(yo);
      while (k < previas[1] && corridas[k * 3 + 2]! < x0) k++;
      for (let j = k; j < previas[1] && corridas[j * 3 + 1]! <= x; j++) {
        const [a, b] = [raiz(j), raiz(yo)];
        if (a < b) padre[b] = a;
        else padre[a] = b;
      }
    }
    previas = [inicio, padre.length];
  }
  return juntar(corridas, padre.length, raiz, minimo, maximo);
};

const juntar = (corridas: readonly number[], cuantas: number, raiz: (i: number) => number, minimo: number, maximo: number): Mancha[] => {
  // Where the sums of the spot of each run begin; a root comes before the rest of its runs.
  const lugar = new Int32Array(cuantas);
  let manchas = 0;
  for (let i = 0; i < cuantas; i++) {
    const r = raiz(i);
    lugar[i] = r === i ? manchas++ * CAMPOS : lugar[r]!;
  }
  const sumas = new Float64Array(manchas * CAMPOS);
  for (let base = 0; base < sumas.length; base += CAMPOS) {
    sumas[base + X0] = Infinity;
    sumas[base + Y0] = Infinity;
  }
  const cuadrados = (k: number): number => (k * (k + 1) * (2 * k + 1)) / 6;
  for (let i = 0; i < cuantas; i++) {
    const base = lugar[i]!;
    const y = corridas[i * 3]!;
    const a = corridas[i * 3 + 1]!;
    const b = corridas[i * 3 + 2]!;
    const n = b - a;
    const sx = (n * (a + b - 1)) / 2;
    sumas[base + N]! += n;
    sumas[base + SX]! += sx;
    sumas[base + SY]! += n * y;
    sumas[base + SXX]! += cuadrados(b - 1) - (a > 0 ? cuadrados(a - 1) : 0);
    sumas[base + SYY]! += n * y * y;
    sumas[base + SXY]! += sx * y;
    if (a < sumas[base + X0]!) sumas[base + X0] = a;
    if (y < sumas[base + Y0]!) sumas[base + Y0] = y;
    if (b - 1 > sumas[base + X1]!) sumas[base + X1] = b - 1;
    if (y > sumas[base + Y1]!) sumas[base + Y1] = y;
  }
  const sirve = (base: number): boolean => {
    const w = sumas[base + X1]! - sumas[base + X0]! + 1;
    const h = sumas[base + Y1]! - sumas[base + Y0]! + 1;
    return Math.min(w, h) >= minimo && Math.max(w, h) <= maximo;
  };
  const puntas = new Map<number, [number, number, number][]>();
  for (let i = 0; i < cuantas; i++) {
    const base = lugar[i]!;
    if (!sirve(base)) continue;
    const [y, a, b] = [corridas[i * 3]!, corridas[i * 3 + 1]!, corridas[i * 3 + 2]!];
    const mejores = puntas.get(base) ?? [];
    puntas.set(base, mejores);
    const posibles: [number, number][] = [[b, y + 1], [a, y + 1], [b, y], [a, y]];
    posibles.forEach(([px, py], d) => {
      const valor = (d % 2 === 0 ? px : -px) + (d < 2 ? py : -py);
      if (mejores[d] === undefined || valor > mejores[d][2]) mejores[d] = [px, py, valor];
    });
  }
  return [...puntas].map(([base, p]) => aMancha(sumas, base, p.map(([x, y]) => [x, y] as const)));
};
