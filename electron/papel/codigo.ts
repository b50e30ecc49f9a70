import QRCode from 'qrcode';
import { imprimirLinea, prepararLetras } from './escritura.ts';
import { rellenar, type Lienzo } from './lienzo.ts';

export type Matriz = { readonly lado: number; readonly negro: (x: number, y: number) => boolean };

/** A QR with error correction H: it still reads with a stain over 15–20 % of it (M only 8–10 %). */
export const matrizQr = (texto: string): Matriz => {
  const { size, data } = QRCode.create(texto, { errorCorrectionLevel: 'H' }).modules;
  return { lado: size, negro: (x, y) => data[y * size + x] === 1 };
};

type Caja = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/** Draws the QR to fill a square of the page (pixels). */
export const dibujarQr = (lienzo: Lienzo, texto: string, caja: Caja): void => {
  const { lado, negro } = matrizQr(texto);
  const borde = (i: number, inicio: number, largo: number): number => Math.round(inicio + (i * largo) / lado);
  for (let j = 0; j < lado; j++)
    for (let i = 0; i < lado; i++) {
      if (!negro(i, j)) continue;
      const [x, y] = [borde(i, caja.x, caja.w), borde(j, caja.y, caja.h)];
      rellenar(lienzo, x, y, borde(i + 1, caja.x, caja.w) - x, borde(j + 1, caja.y, caja.h) - y, [12, 12, 12]);
    }
};

/** The lines that a person reads beside the QR. */
export const dibujarRotulo = async (lienzo: Lienzo, lineas: readonly string[], x: number, y: number, cuerpo: number): Promise<void> => {
  const letras = await prepararLetras('fuerte', cuerpo);
  lineas.forEach((linea, i) => imprimirLinea(lienzo, letras, linea, x, y + i * cuerpo * 1.5, [25, 25, 25]));
};
