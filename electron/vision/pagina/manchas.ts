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

/** Runs of dark pixels, row by row: for each its row, its first pixel and the one after its last, and the run that it is joined to. */
type Corridas = { readonly y: Int32Array; readonly x0: Int32Array; readonly x1: Int32Array; readonly padre: Int32Array; readonly cuantas: number };

/** Root of a run among those it touches; the way to it is made shorter. */
const raizDe = (padre: Int32Array, i: number): number => {
  let r = i;
  while (padre[r] !== r) r = padre[r]!;
  while (padre[i] !== r) {
    const arriba = padre[i]!;
    padre[i] = r;
    i = arriba;
  }
  return r;
};

const buscarCorridas = ({ datos, ancho, alto }: PaginaGris, umbral: number): Corridas => {
  let lugar = ((ancho * alto) >> 4) + ancho;
  let [y0, x0, x1, padre] = [new Int32Array(lugar), new Int32Array(lugar), new Int32Array(lugar), new Int32Array(lugar)];
  const ampliar = (v: Int32Array): Int32Array<ArrayBuffer> => {
    const mayor = new Int32Array(lugar);
    mayor.set(v);
    return mayor;
  };
  let cuantas = 0;
  let previa = 0;
  for (let y = 0; y < alto; y++) {
    if (cuantas + ancho > lugar) {
      lugar = 2 * lugar + ancho;
      [y0, x0, x1, padre] = [ampliar(y0), ampliar(x0), ampliar(x1), ampliar(padre)];
    }
    const inicio = cuantas;
    const base = y * ancho;
    let k = previa;
    for (let x = 0; x < ancho; x++) {
      if (datos[base + x]! >= umbral) continue;
      const desde = x;
      while (x < ancho && datos[base + x]! < umbral) x++;
      const yo = cuantas++;
      y0[yo] = y;
      x0[yo] = desde;
      x1[yo] = x;
      padre[yo] = yo;
      while (k < inicio && x1[k]! < desde) k++;
      for (let j = k; j < inicio && x0[j]! <= x; j++) {
        const a = raizDe(padre, j);
        const b = raizDe(padre, yo);
        if (a < b) padre[b] = a;
        else padre[a] = b;
      }
    }
    previa = inicio;
  }
  return { y: y0, x0, x1, padre, cuantas };
};

/** Where the sums of the spot of each run begin, and how many spots there are; a root comes before the rest of its runs. */
const repartir = ({ padre, cuantas }: Corridas): { readonly lugar: Int32Array; readonly manchas: number } => {
  const lugar = new Int32Array(cuantas);
  let manchas = 0;
  for (let i = 0; i < cuantas; i++) {
    const r = raizDe(padre, i);
    lugar[i] = r === i ? manchas++ * CAMPOS : lugar[r]!;
  }
  return { lugar, manchas };
};

const cuadrados = (k: number): number => (k * (k + 1) * (2 * k + 1)) / 6;

const sumar = ({ y: ys, x0, x1, cuantas }: Corridas, lugar: Int32Array, manchas: number): Sumas => {
  const sumas = new Float64Array(manchas * CAMPOS);
  for (let base = 0; base < sumas.length; base += CAMPOS) {
    sumas[base + X0] = Infinity;
    sumas[base + Y0] = Infinity;
  }
  for (let i = 0; i < cuantas; i++) {
    const base = lugar[i]!;
    const y = ys[i]!;
    const a = x0[i]!;
    const b = x1[i]!;
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
  return sumas;
};

/** A point of a spot, and how far it is in its direction. */
type Punta = { x: number; y: number; lejos: number };
const NINGUNA: readonly Punta[] = Array.from({ length: 4 }, () => ({ x: 0, y: 0, lejos: -Infinity }));

const mejorar = (p: Punta, x: number, y: number, lejos: number): void => {
  if (lejos <= p.lejos) return;
  p.x = x;
  p.y = y;
  p.lejos = lejos;
};

/** Farthest points of the spots that `sirve` lets pass, by where their sums begin. */
const puntasDe = ({ y: ys, x0, x1, cuantas }: Corridas, lugar: Int32Array, sirve: (base: number) => boolean): Map<number, readonly Punta[]> => {
  const puntas = new Map<number, Punta[]>();
  for (let i = 0; i < cuantas; i++) {
    const base = lugar[i]!;
    let mejores = puntas.get(base);
    if (mejores === undefined) {
      if (!sirve(base)) continue;
      mejores = NINGUNA.map((p): Punta => ({ ...p }));
      puntas.set(base, mejores);
    }
    const y = ys[i]!;
    mejorar(mejores[0]!, x1[i]!, y + 1, x1[i]! + y + 1);
    mejorar(mejores[1]!, x0[i]!, y + 1, y + 1 - x0[i]!);
    mejorar(mejores[2]!, x1[i]!, y, x1[i]! - y);
    mejorar(mejores[3]!, x0[i]!, y, -x0[i]! - y);
  }
  return puntas;
};

/**
 * The dark spots of an image: pixels under `umbral` that touch, corners included, whose sides are between `minimo` and `maximo`
 * pixels. Row by row, joining runs (union-find).
 */
export const buscarManchas = (imagen: PaginaGris, umbral: number, minimo: number, maximo: number): Mancha[] => {
  // Levels are whole: they are compared as such.
  const corridas = buscarCorridas(imagen, Math.ceil(umbral));
  const { lugar, manchas } = repartir(corridas);
  const sumas = sumar(corridas, lugar, manchas);
  const sirve = (base: number): boolean => {
    const w = sumas[base + X1]! - sumas[base + X0]! + 1;
    const h = sumas[base + Y1]! - sumas[base + Y0]! + 1;
    return Math.min(w, h) >= minimo && Math.max(w, h) <= maximo;
  };
  return [...puntasDe(corridas, lugar, sirve)].map(([base, p]) => aMancha(sumas, base, p.map(({ x, y }) => [x, y] as const)));
};
