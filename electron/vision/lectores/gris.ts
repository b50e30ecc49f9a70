import type { PaginaGris } from '../decodificar.ts';

/** A rectangle of an image, in whole pixels. */
export type Recorte = { readonly x: number; readonly y: number; readonly ancho: number; readonly alto: number };

/** A part of an image, cut to what there is. */
export const recortar = (p: PaginaGris, { x, y, ancho, alto }: Recorte): PaginaGris => {
  const x0 = Math.max(0, Math.min(p.ancho, Math.round(x)));
  const y0 = Math.max(0, Math.min(p.alto, Math.round(y)));
  const w = Math.max(0, Math.min(p.ancho, Math.round(x + ancho)) - x0);
  const h = Math.max(0, Math.min(p.alto, Math.round(y + alto)) - y0);
  const datos = new Uint8Array(w * h);
  for (let j = 0; j < h; j++) datos.set(p.datos.subarray((y0 + j) * p.ancho + x0, (y0 + j) * p.ancho + x0 + w), j * w);
  return { datos, ancho: w, alto: h };
};

/** Each pixel the mean of the square of side 2r + 1 around it: running sums, so that r costs nothing. Edges repeat. */
export const promediar = (p: PaginaGris, r: number): PaginaGris => {
  const { ancho, alto } = p;
  const lado = 2 * r + 1;
  const medio = new Float32Array(ancho * alto);
  for (let y = 0; y < alto; y++) {
    const fila = y * ancho;
    let suma = 0;
    for (let x = -r; x <= r; x++) suma += p.datos[fila + Math.min(ancho - 1, Math.max(0, x))] ?? 0;
    for (let x = 0; x < ancho; x++) {
      medio[fila + x] = suma / lado;
      suma += (p.datos[fila + Math.min(ancho - 1, x + r + 1)] ?? 0) - (p.datos[fila + Math.max(0, x - r)] ?? 0);
    }
  }
  const datos = new Uint8Array(ancho * alto);
  for (let x = 0; x < ancho; x++) {
    let suma = 0;
    for (let y = -r; y <= r; y++) suma += medio[Math.min(alto - 1, Math.max(0, y)) * ancho + x] ?? 0;
    for (let y = 0; y < alto; y++) {
      datos[y * ancho + x] = suma / lado + 0.5;
      suma += (medio[Math.min(alto - 1, y + r + 1) * ancho + x] ?? 0) - (medio[Math.max(0, y - r) * ancho + x] ?? 0);
    }
  }
  return { datos, ancho, alto };
};

/** Half the size, each pixel the mean of four. */
export const mitad = (p: PaginaGris): PaginaGris => {
  const [ancho, alto] = [p.ancho >> 1, p.alto >> 1];
  const datos = new Uint8Array(ancho * alto);
  for (let y = 0; y < alto; y++) {
    const arriba = 2 * y * p.ancho;
    for (let x = 0; x < ancho; x++) {
      const k = arriba + 2 * x;
      datos[y * ancho + x] = ((p.datos[k] ?? 0) + (p.datos[k + 1] ?? 0) + (p.datos[k + p.ancho] ?? 0) + (p.datos[k + p.ancho + 1] ?? 0) + 2) >> 2;
    }
  }
  return { datos, ancho, alto };
};
