/** A plane seen in perspective: 3 × 3, row by row. Takes (x, y) to ((ax + by + c) / w, (dx + ey + f) / w), w = gx + hy + i. */
export type Homografia = readonly number[];
export type Punto = readonly [x: number, y: number];
/** Corners in the order of the upright page: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Punto, Punto, Punto, Punto];

export const IDENTIDAD: Homografia = [1, 0, 0, 0, 1, 0, 0, 0, 1];

const en = (m: readonly number[], i: number): number => m[i] ?? 0;

export const aplicarHomografia = (h: Homografia, [x, y]: Punto): Punto => {
  const w = en(h, 6) * x + en(h, 7) * y + en(h, 8);
  return [(en(h, 0) * x + en(h, 1) * y + en(h, 2)) / w, (en(h, 3) * x + en(h, 4) * y + en(h, 5)) / w];
};

/** The one that does `b` first and then `a`. */
export const componer = (a: Homografia, b: Homografia): Homografia =>
  Array.from({ length: 9 }, (_, i) => {
    const [fila, columna] = [Math.floor(i / 3) * 3, i % 3];
    return en(a, fila) * en(b, columna) + en(a, fila + 1) * en(b, columna + 3) + en(a, fila + 2) * en(b, columna + 6);
  });

/** The way back, scaled so that its last number is 1. */
export const invertirHomografia = (h: Homografia): Homografia => {
  const [a, b, c, d, e, f, g, i, j] = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => en(h, k)) as [number, number, number, number, number, number, number, number, number];
  const adjunta = [e * j - f * i, c * i - b * j, b * f - c * e, f * g - d * j, a * j - c * g, c * d - a * f, d * i - e * g, b * g - a * i, a * e - b * d];
  const escala = en(adjunta, 8) === 0 ? 1 : en(adjunta, 8);
  return adjunta.map((n) => n / escala);
};

/** Gaussian elimination with pivoting; null when the equations do not decide. */
const resolver = (filas: number[][]): number[] | null => {
  const n = filas.length;
  for (let k = 0; k < n; k++) {
    let mayor = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(filas[i]?.[k] ?? 0) > Math.abs(filas[mayor]?.[k] ?? 0)) mayor = i;
    const [pivote, otra] = [filas[mayor], filas[k]];
    if (!pivote || !otra || Math.abs(pivote[k] ?? 0) < 1e-12) return null;
    filas[mayor] = otra;
    filas[k] = pivote;
    for (let i = 0; i < n; i++) {
      const fila = filas[i];
      if (!fila || i === k) continue;
      const factor = (fila[k] ?? 0) / (pivote[k] ?? 1);
      for (let j = k; j <= n; j++) fila[j] = (fila[j] ?? 0) - factor * (pivote[j] ?? 0);
    }
  }
  return filas.map((fila, k) => (fila[n] ?? 0) / (fila[k] ?? 1));
};

/** The homography that takes four points to four others; null when three of them lie on a line. */
export const homografiaDe = (desde: Quad, hasta: Quad): Homografia | null => {
  const filas = desde.flatMap(([x, y], k) => {
    const [u, v] = hasta[k] ?? [0, 0];
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const h = resolver(filas);
  return h === null ? null : [...h, 1];
};
