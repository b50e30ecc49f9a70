import type { PaginaGris } from '../decodificar.ts';

/** Averages blocks of n × n pixels; what does not fill a block at the right and the foot is left out. */
export const reducir = (p: PaginaGris, n: number): PaginaGris => {
  if (n <= 1) return p;
  const [ancho, alto] = [Math.floor(p.ancho / n), Math.floor(p.alto / n)];
  const datos = new Uint8Array(ancho * alto);
  const fila = new Uint32Array(ancho);
  for (let y = 0; y < alto; y++) {
    fila.fill(0);
    for (let j = 0; j < n; j++) {
      let i = (y * n + j) * p.ancho;
      for (let x = 0; x < ancho; x++) {
        let suma = 0;
        for (let k = 0; k < n; k++) suma += p.datos[i++]!;
        fila[x]! += suma;
      }
    }
    for (let x = 0; x < ancho; x++) datos[y * ancho + x] = fila[x]! / (n * n);
  }
  return { datos, ancho, alto };
};

/** Level of the paper around each pixel taken as 200: what is darker than its surroundings is lower, whatever the light on it. */
export const PAPEL = 200;

/** Divides each pixel by the mean of a square of `radio` pixels around it, which takes shadows and exposure away. */
export const normalizar = (p: PaginaGris, radio: number): PaginaGris => {
  const { ancho, alto, datos } = p;
  const integral = integrar(p);
  const salida = new Uint8Array(datos.length);
  const w1 = ancho + 1;
  for (let y = 0; y < alto; y++) {
    const [y0, y1] = [Math.max(0, y - radio), Math.min(alto, y + radio + 1)];
    for (let x = 0; x < ancho; x++) {
      const x0 = x < radio ? 0 : x - radio;
      const x1 = x + radio + 1 > ancho ? ancho : x + radio + 1;
      const suma = integral[y1 * w1 + x1]! - integral[y0 * w1 + x1]! - integral[y1 * w1 + x0]! + integral[y0 * w1 + x0]!;
      const q = (datos[y * ancho + x]! * PAPEL * (x1 - x0) * (y1 - y0)) / (suma + 1);
      salida[y * ancho + x] = q > 255 ? 255 : q;
    }
  }
  return { datos: salida, ancho, alto };
};

/** Sums of all that is above and to the left. 32 bits hold those of 16 million white pixels: what is reduced has far less. */
const integrar = ({ datos, ancho, alto }: PaginaGris): Uint32Array => {
  const w1 = ancho + 1;
  const integral = new Uint32Array(w1 * (alto + 1));
  for (let y = 0; y < alto; y++) {
    let suma = 0;
    for (let x = 0; x < ancho; x++) {
      suma += datos[y * ancho + x]!;
      integral[(y + 1) * w1 + x + 1] = integral[y * w1 + x + 1]! + suma;
    }
  }
  return integral;
};

/** How many pixels have each level; one of every three is asked, which is plenty for shares of a page. */
export const histograma = (datos: Uint8Array): Uint32Array => {
  const h = new Uint32Array(256);
  for (let i = 0; i < datos.length; i += 3) h[datos[i]!]!++;
  return h;
};

/** Level under which lies a share (0 to 1) of what was counted. */
export const percentil = (h: Uint32Array, parte: number): number => {
  let total = 0;
  for (const n of h) total += n;
  let falta = total * parte;
  for (let v = 0; v < 256; v++) {
    falta -= h[v]!;
    if (falta <= 0) return v;
  }
  return 255;
};

/** Bilinear; outside the image, its nearest pixel. */
export const muestrear = ({ datos, ancho, alto }: PaginaGris, x: number, y: number): number => {
  const u = Math.min(Math.max(x - 0.5, 0), ancho - 1.001);
  const v = Math.min(Math.max(y - 0.5, 0), alto - 1.001);
  const [x0, y0] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - x0, v - y0];
  const i = y0 * ancho + x0;
  const arriba = datos[i]! * (1 - fx) + datos[i + 1]! * fx;
  return arriba * (1 - fy) + (datos[i + ancho]! * (1 - fx) + datos[i + ancho + 1]! * fx) * fy;
};
