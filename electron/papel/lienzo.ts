/** A page in memory: RGB, 8 bits a channel, rows from the top. */
export type Lienzo = { readonly datos: Uint8Array; readonly ancho: number; readonly alto: number };

/** Ink to lay: how much (0–255) at each pixel of a small rectangle. */
export type Mancha = { readonly tinta: Uint8Array; readonly ancho: number; readonly alto: number };

export type Color = readonly [r: number, g: number, b: number];

const entintarPixel = ({ datos }: Lienzo, i: number, a: number, color: Color): void => {
  const queda = 255 - a;
  datos[i] = ((datos[i] ?? 255) * queda + color[0] * a) / 255;
  datos[i + 1] = ((datos[i + 1] ?? 255) * queda + color[1] * a) / 255;
  datos[i + 2] = ((datos[i + 2] ?? 255) * queda + color[2] * a) / 255;
};

/** Lays ink with its top left corner at (x, y), in whole pixels; what falls outside the page is lost. */
export const entintar = (lienzo: Lienzo, mancha: Mancha, x: number, y: number, color: Color): void => {
  const [x0, y0] = [Math.round(x), Math.round(y)];
  for (let j = Math.max(0, -y0); j < mancha.alto && y0 + j < lienzo.alto; j++) {
    const fila = (y0 + j) * lienzo.ancho;
    for (let i = Math.max(0, -x0); i < mancha.ancho && x0 + i < lienzo.ancho; i++) {
      const a = mancha.tinta[j * mancha.ancho + i] ?? 0;
      if (a > 0) entintarPixel(lienzo, (fila + x0 + i) * 3, a, color);
    }
  }
};

/** Fills a rectangle, in whole pixels. */
export const rellenar = (lienzo: Lienzo, x: number, y: number, ancho: number, alto: number, color: Color): void => {
  for (let j = Math.max(0, y); j < Math.min(lienzo.alto, y + alto); j++)
    for (let i = Math.max(0, x); i < Math.min(lienzo.ancho, x + ancho); i++) entintarPixel(lienzo, (j * lienzo.ancho + i) * 3, 255, color);
};

/** A pen stroke along straight segments: round tip of `radio` pixels, soft edge. */
export const trazar = (lienzo: Lienzo, puntos: readonly (readonly [number, number])[], radio: number, color: Color): void => {
  const lado = Math.ceil(radio + 1) * 2 + 1;
  const centro = (lado - 1) / 2;
  const punta = new Uint8Array(lado * lado);
  for (let j = 0; j < lado; j++)
    for (let i = 0; i < lado; i++) punta[j * lado + i] = Math.max(0, Math.min(1, radio + 0.5 - Math.hypot(i - centro, j - centro))) * 200;
  for (let n = 1; n < puntos.length; n++) {
    const [ax, ay] = puntos[n - 1] ?? [0, 0];
    const [bx, by] = puntos[n] ?? [0, 0];
    const pasos = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / Math.max(0.6, radio * 0.6)));
    for (let p = 0; p <= pasos; p++) entintar(lienzo, { tinta: punta, ancho: lado, alto: lado }, ax + ((bx - ax) * p) / pasos - centro, ay + ((by - ay) * p) / pasos - centro, color);
  }
};
