import QRCode from 'qrcode';
import sharp from 'sharp';
import { aplicarHomografia } from '#shared/domain/homografia.ts';
import type { PaginaDeRejilla } from './qr-rejilla.ts';

/**
 * Whether the QR of a page can still be made out, decided without any reader. An observer who knows where each module is
 * and how light the dark and light ones around it are says for each one whether it is dark or light, as a person would with
 * a pencil and a grid over the enlarged image. The code is there when those that come out wrong are within what its error
 * correction restores in every block (ISO/IEC 18004: 8 of 25 codewords for version 4, level H).
 */

/** Modules around one that say how light and dark are there. */
const VECINDAD = 4;
/** Levels of 255 between dark and light below which nobody tells them apart. */
const CONTRASTE_MINIMO = 6;
/** Points of a module that are looked at: its middle half, three by three. */
const PUNTOS = [0.25, 0.5, 0.75];

type Gris = { readonly datos: Uint8Array; readonly ancho: number; readonly alto: number };

const nivel = ({ datos, ancho, alto }: Gris, u: number, v: number): number => {
  const [x, y] = [Math.min(ancho - 1.001, Math.max(0, u - 0.5)), Math.min(alto - 1.001, Math.max(0, v - 0.5))];
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const en = (i: number, j: number): number => datos[(y0 + j) * ancho + x0 + i] ?? 255;
  return (en(0, 0) * (1 - fx) + en(1, 0) * fx) * (1 - fy) + (en(0, 1) * (1 - fx) + en(1, 1) * fx) * fy;
};

const media = (xs: readonly number[]): number | null => (xs.length === 0 ? null : xs.reduce((a, b) => a + b, 0) / xs.length);

/** Codeword of each module in the order of the standard (two columns up, two down, the timing column skipped); -1 for the patterns. */
const palabraDeCadaModulo = (lado: number, reservado: Uint8Array): Int16Array => {
  const palabra = new Int16Array(lado * lado).fill(-1);
  let bit = 0;
  let subiendo = true;
  for (let columna = lado - 1; columna > 0; columna -= 2) {
    if (columna === 6) columna--;
    for (let n = 0; n < lado; n++) {
      const fila = subiendo ? lado - 1 - n : n;
      for (const c of [columna, columna - 1]) if (!reservado[fila * lado + c]) palabra[fila * lado + c] = bit++ >> 3;
    }
    subiendo = !subiendo;
  }
  return palabra;
};

/** Blocks of level H for versions 1 to 6: [blocks, correction codewords of each]. */
const BLOQUES_H: readonly (readonly [number, number])[] = [[1, 17], [1, 28], [2, 22], [4, 16], [4, 22], [4, 28]];
const TOTAL = [26, 44, 70, 100, 134, 172];

/** Blocks by codeword: data codewords are dealt in turn, the shorter blocks first to end, then the correction ones. */
const bloqueDe = (version: number, palabra: number): number => {
  const [bloques, correccion] = BLOQUES_H[version - 1] ?? [1, 0];
  const datos = (TOTAL[version - 1] ?? 0) - bloques * correccion;
  const cortos = bloques - (datos % bloques);
  const enRonda = Math.floor(datos / bloques) * bloques;
  if (palabra < enRonda) return palabra % bloques;
  return palabra < datos ? cortos + palabra - enRonda : (palabra - datos) % bloques;
};

/** Levels of every module, seen through the true geometry. */
const modulos = (imagen: Gris, { homografia, qr }: PaginaDeRejilla, lado: number): Float64Array => {
  const salida = new Float64Array(lado * lado);
  for (let j = 0; j < lado; j++)
    for (let i = 0; i < lado; i++) {
      let suma = 0;
      for (const dy of PUNTOS)
        for (const dx of PUNTOS) {
          const [u, v] = aplicarHomografia(homografia, [qr.x + ((i + dx) * qr.w) / lado, qr.y + ((j + dy) * qr.h) / lado]);
          suma += nivel(imagen, u * imagen.ancho, v * imagen.alto);
        }
      salida[j * lado + i] = suma / PUNTOS.length ** 2;
    }
  return salida;
};

/** Modules that an observer would take for what they are not. */
const equivocados = (niveles: Float64Array, negro: Uint8Array, lado: number): Uint8Array => {
  const mal = new Uint8Array(lado * lado);
  for (let j = 0; j < lado; j++)
    for (let i = 0; i < lado; i++) {
      const [oscuros, claros]: [number[], number[]] = [[], []];
      for (let y = Math.max(0, j - VECINDAD); y <= Math.min(lado - 1, j + VECINDAD); y++)
        for (let x = Math.max(0, i - VECINDAD); x <= Math.min(lado - 1, i + VECINDAD); x++) {
          if (x === i && y === j) continue;
          (negro[y * lado + x] ? oscuros : claros).push(niveles[y * lado + x] ?? 0);
        }
      const [o, c, propio] = [media(oscuros), media(claros), niveles[j * lado + i] ?? 0];
      const visto = o === null || c === null || c - o < CONTRASTE_MINIMO ? null : propio < (o + c) / 2;
      if (visto !== Boolean(negro[j * lado + i])) mal[j * lado + i] = 1;
    }
  return mal;
};

/** Share of its correction that the worst block of the code needs: it can be made out while it is not over 1. */
export const correccionNecesaria = async (pagina: PaginaDeRejilla): Promise<number> => {
  const { data, info } = await sharp(pagina.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  const { modules, version } = QRCode.create(pagina.texto, { errorCorrectionLevel: 'H' });
  const { size: lado, data: negro, reservedBit } = modules;
  const mal = equivocados(modulos({ datos: data, ancho: info.width, alto: info.height }, pagina, lado), negro, lado);
  const palabras = palabraDeCadaModulo(lado, reservedBit);
  const perdidas = new Set<number>();
  mal.forEach((m, k) => {
    const palabra = palabras[k] ?? -1;
    if (m && palabra >= 0 && palabra < (TOTAL[version - 1] ?? 0)) perdidas.add(palabra);
  });
  const [bloques, correccion] = BLOQUES_H[version - 1] ?? [1, 1];
  const porBloque = new Array<number>(bloques).fill(0);
  for (const p of perdidas) porBloque[bloqueDe(version, p)] = (porBloque[bloqueDe(version, p)] ?? 0) + 1;
  return Math.max(...porBloque) / Math.floor(correccion / 2);
};
