/** Parts of each colour in the luma of a pixel (ITU-R BT.601), in 256ths: their sum is 256, so that what is gray keeps its level. */
const [ROJO, VERDE, AZUL] = [77, 150, 29] as const;
const MEDIO = 128;

/** Two levels in one number, 16 bits apart, and the same place for a half of each: they are weighed together. */
const IMPARES = 0xff00ff00 | 0;
const PARES = 0x00ff00ff;
const MEDIOS = MEDIO | (MEDIO << 16);

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Four pixels at a time: three words of colours are one of gray. A page has eight million, and reading them one by one takes three times as long. */
const porCuatros = (colores: Uint8Array, gris: Uint8Array): number => {
  const cuartetos = gris.length >> 2;
  const [de, a] = [new Int32Array(colores.buffer, colores.byteOffset, cuartetos * 3), new Int32Array(gris.buffer, gris.byteOffset, cuartetos)];
  for (let i = 0, j = 0; i < a.length; i++, j += 3) {
    // r0 g0 b0 r1 · g1 b1 r2 g2 · b2 r3 g3 b3, the first in the lowest byte.
    const x = de[j]!;
    const y = de[j + 1]!;
    const z = de[j + 2]!;
    const pares = Math.imul((x & 255) | (y & 0xff0000), ROJO) + Math.imul(((x >>> 8) & 255) | ((y >>> 8) & 0xff0000), VERDE) + Math.imul(((x >>> 16) & 255) | ((z & 255) << 16), AZUL) + MEDIOS;
    const impares = Math.imul((x >>> 24) | ((z << 8) & 0xff0000), ROJO) + Math.imul((y & 255) | (z & 0xff0000), VERDE) + Math.imul(((y >>> 8) & 255) | ((z >>> 8) & 0xff0000), AZUL) + MEDIOS;
    a[i] = ((pares >>> 8) & PARES) | (impares & IMPARES);
  }
  return cuartetos * 4;
};

/**
 * Gray of pixels of red, green and blue, one byte each: the luma, as JPEG and television have it. Blue and red ink are darker in it
 * than in the luminance of linear light, which takes libvips four times as long.
 */
export const grisDe = (colores: Uint8Array): Uint8Array => {
  const gris = new Uint8Array(Math.floor(colores.length / 3));
  const alineados = LITTLE_ENDIAN && colores.byteOffset % 4 === 0;
  for (let i = alineados ? porCuatros(colores, gris) : 0; i < gris.length; i++) {
    gris[i] = (ROJO * colores[3 * i]! + VERDE * colores[3 * i + 1]! + AZUL * colores[3 * i + 2]! + MEDIO) >> 8;
  }
  return gris;
};
