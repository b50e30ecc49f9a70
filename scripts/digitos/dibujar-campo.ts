import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import type { Rect } from '#shared/domain/plantilla.ts';
import { componer, invertirHomografia, aplicarHomografia, type Homografia } from '#shared/domain/homografia.ts';
import { LADO_MNIST } from './mnist.ts';
import type { Dibujo } from './trazos-digito.ts';

/** Largest piece of page on which one field is drawn, in pixels. */
export const CELDA = { ancho: 330, alto: 170 } as const;

/** A field drawn as a scanner or a phone gives it: gray levels, the boxes in millimetres, and where the reader is told they are. */
export type CampoDibujado = { readonly grises: Float32Array; readonly ancho: number; readonly alto: number; readonly cajas: readonly Rect[]; readonly aPixeles: Homografia };

type Celda = { readonly grises: Float32Array; readonly ancho: number; readonly alto: number; readonly aMm: Homografia; readonly aPixeles: Homografia; readonly porMm: number };

const giro = (grados: number, escala: number, sesgo: number): Homografia => {
  const r = (grados * Math.PI) / 180;
  return [escala * Math.cos(r), -escala * Math.sin(r) + sesgo * escala, 0, escala * Math.sin(r), escala * Math.cos(r), 0, 0, 0, 1];
};
const mover = (x: number, y: number): Homografia => [1, 0, x, 0, 1, y, 0, 0, 1];

/** Boxes as forms have them: from those of low rows to those of a section of their own. */
const inventarCajas = (azar: Azar): Rect[] => {
  const [w, h, hueco] = [azar.entre(3.4, 6), azar.entre(4.4, 7.6), azar.entre(0.5, 1.4)];
  return [0, 1, 2].map((i) => ({ x: 3 + i * (w + hueco), y: 3, w, h }));
};

/** Darkens the page along a line of the form, antialiased. */
const linea = ({ grises, ancho: W, alto: H, aMm, aPixeles, porMm }: Celda, [x0, y0, x1, y1]: readonly [number, number, number, number], grueso: number, tono: number): void => {
  const enX = y0 === y1;
  const [a, b] = [aplicarHomografia(aPixeles, [x0, y0]), aplicarHomografia(aPixeles, [x1, y1])];
  const orilla = 1 + grueso * porMm;
  for (let j = Math.max(0, Math.floor(Math.min(a[1], b[1]) - orilla)); j < Math.min(H, Math.max(a[1], b[1]) + orilla); j++)
    for (let i = Math.max(0, Math.floor(Math.min(a[0], b[0]) - orilla)); i < Math.min(W, Math.max(a[0], b[0]) + orilla); i++) {
      const x = aMm[0]! * i + aMm[1]! * j + aMm[2]!;
      const y = aMm[3]! * i + aMm[4]! * j + aMm[5]!;
      if (x < Math.min(x0, x1) - grueso || x > Math.max(x0, x1) + grueso || y < Math.min(y0, y1) - grueso || y > Math.max(y0, y1) + grueso) continue;
      const cubre = Math.max(0, Math.min(1, (grueso / 2 - Math.abs(enX ? y - y0 : x - x0)) * porMm + 0.5));
      if (cubre > 0) grises[j * W + i]! *= 1 - cubre * (1 - tono);
    }
};

/** The printed form: open or closed boxes, and often the borders of the cell around them. */
const imprimir = (celda: Celda, cajas: readonly Rect[], azar: Azar): void => {
  const cerrada = azar.siguiente() < 0.5;
  const [grueso, tono] = [azar.entre(0.12, 0.28), azar.entre(0.3, 0.86)];
  for (const { x, y, w, h } of cajas) {
    const desde = cerrada ? y : y + 0.2 * h;
    linea(celda, [x, desde, x, y + h], grueso, tono);
    linea(celda, [x + w, desde, x + w, y + h], grueso, tono);
    linea(celda, [x, y + h, x + w, y + h], grueso, tono);
    if (cerrada) linea(celda, [x, y, x + w, y], grueso, tono);
  }
  if (azar.siguiente() < 0.3) return;
  const [primera, ultima] = [cajas[0]!, cajas.at(-1)!];
  const [aire, borde, oscuro] = [azar.entre(0.4, 1.4), azar.entre(0.15, 0.4), azar.entre(0.1, 0.7)];
  const [izquierda, derecha] = [primera.x - azar.entre(0.6, 1.8), ultima.x + ultima.w + azar.entre(0.6, 1.8)];
  for (const y of [primera.y - aire, primera.y + primera.h + aire]) linea(celda, [izquierda - 4, y, derecha + 4, y], borde, oscuro);
  for (const x of [izquierda, derecha]) linea(celda, [x, primera.y - 4, x, primera.y + primera.h + 4], borde, oscuro);
};

/** A watermark's edge, a stamp's or a shadow's: all of one side of a line, or a band, is darker. */
const marcaDeAgua = (celda: Celda, azar: Azar): void => {
  const angulo = azar.entre(0, Math.PI);
  const [nx, ny] = [Math.cos(angulo), Math.sin(angulo)];
  const { ancho: W, alto: H } = celda;
  const centro = azar.entre(0.1, 0.9) * W * nx + azar.entre(0.1, 0.9) * H * ny;
  const [banda, tono] = [azar.entre(3, 14) * celda.porMm, azar.entre(0.6, 0.93)];
  for (let j = 0; j < H; j++)
    for (let i = 0; i < W; i++) {
      const d = i * nx + j * ny - centro;
      celda.grises[j * W + i]! *= 1 - (1 - tono) * Math.max(0, Math.min(1, Math.min(d, banda - d) + 0.5));
    }
};

/** How someone writes: pen, size and slant stay the same over a field. */
type Mano = { readonly tinta: number; readonly tamano: number; readonly inclinacion: number; readonly umbral: number; readonly filo: number };

export const inventarMano = (azar: Azar): Mano => ({
  tinta: azar.entre(0.3, 0.85),
  tamano: azar.entre(0.55, 1.02),
  inclinacion: azar.entre(-0.2, 0.3),
  umbral: azar.entre(0.26, 0.6),
  filo: azar.entre(0.12, 0.3),
});

/** Writes a drawing in a box. `soltura` takes it off its place and over its borders. */
const escribir = (celda: Celda, dibujo: Dibujo, caja: Rect, mano: Mano, soltura: number, azar: Azar): void => {
  const lado = Math.min(caja.w, caja.h) * mano.tamano * azar.entre(0.88, 1.12) * 1.35;
  const cx = caja.x + caja.w * (0.5 + azar.entre(-0.14, 0.14) * soltura);
  const cy = caja.y + caja.h * (0.54 + azar.entre(-0.14, 0.14) * soltura);
  const [ex, ey] = [azar.entre(0.82, 1.16), azar.entre(0.88, 1.12)];
  const sesgo = mano.inclinacion * azar.entre(0.4, 1);
  const r = (azar.entre(-8, 8) * Math.PI) / 180;
  // Millimetres around the middle of the digit to its 28 × 28 pixels; MNIST's ink fills 20 of them.
  const k = LADO_MNIST / lado;
  const [cos, sin] = [Math.cos(r), Math.sin(r)];
  const { aMm, aPixeles, porMm, grises, ancho: W, alto: H } = celda;
  const [px, py] = aplicarHomografia(aPixeles, [cx, cy]);
  const radio = lado * porMm * 0.75;
  for (let j = Math.max(0, Math.floor(py - radio)); j < Math.min(H, py + radio); j++)
    for (let i = Math.max(0, Math.floor(px - radio)); i < Math.min(W, px + radio); i++) {
      const x = aMm[0]! * i + aMm[1]! * j + aMm[2]! - cx;
      const y = aMm[3]! * i + aMm[4]! * j + aMm[5]! - cy;
      const u = ((cos * x + sin * y) / ex) * k + sesgo * y * k + (LADO_MNIST - 1) / 2;
      const v = ((-sin * x + cos * y) / ey) * k + (LADO_MNIST - 1) / 2;
      const u0 = Math.floor(u);
      const v0 = Math.floor(v);
      if (u0 < 0 || v0 < 0 || u0 >= LADO_MNIST - 1 || v0 >= LADO_MNIST - 1) continue;
      const fu = u - u0;
      const fv = v - v0;
      const q = v0 * LADO_MNIST + u0;
      const arriba = dibujo[q]! + (dibujo[q + 1]! - dibujo[q]!) * fu;
      const abajo = dibujo[q + LADO_MNIST]! + (dibujo[q + LADO_MNIST + 1]! - dibujo[q + LADO_MNIST]!) * fu;
      const t = Math.max(0, Math.min(1, (arriba + (abajo - arriba) * fv - mano.umbral) / mano.filo + 0.5));
      if (t > 0) grises[j * W + i]! *= 1 - t * t * (3 - 2 * t) * mano.tinta;
    }
};

const difuminar = (grises: Float32Array, W: number, veces: number): void => {
  for (let n = 0; n < veces; n++)
    for (const paso of [1, W]) {
      const copia = grises.slice();
      for (let i = paso; i < grises.length - paso; i++) grises[i] = (copia[i - paso]! + 2 * copia[i]! + copia[i + paso]!) / 4;
    }
};

const NORMALES = (() => {
  const azar = crearAzar('ruido');
  return Float32Array.from({ length: 1 << 16 }, () => (azar.siguiente() + azar.siguiente() + azar.siguiente() - 1.5) * 2);
})();

/** What the lens and the sensor do: blur, light that falls off, less contrast, noise. */
const capturar = ({ grises, ancho: W, alto: H }: Celda, azar: Azar): void => {
  difuminar(grises, W, azar.siguiente() < 0.6 ? azar.entero(0, 1) : azar.entero(2, 5));
  const [gx, gy] = [azar.entre(-0.2, 0.2) / W, azar.entre(-0.2, 0.2) / H];
  const contraste = azar.siguiente() < 0.7 ? azar.entre(0.7, 1) : azar.entre(0.33, 0.7);
  const ruido = azar.siguiente() < 0.5 ? azar.entre(0, 6) : azar.entre(6, 26);
  const [desde, salto] = [azar.entero(0, 65_535), 2 * azar.entero(1, 16_000) + 1];
  for (let y = 0, i = 0; y < H; y++)
    for (let x = 0; x < W; x++, i++) {
      const luz = 1 + gx * (x - W / 2) + gy * (y - H / 2);
      grises[i] = Math.max(0, Math.min(255, (grises[i]! * contraste + 215 * (1 - contraste)) * luz + NORMALES[(desde + i * salto) & 65_535]! * ruido));
    }
};

/** Draws a field; a box whose drawing is null stays empty. */
export const dibujarCampo = (dibujos: readonly (Dibujo | null)[], vecino: () => Dibujo, azar: Azar): CampoDibujado => {
  const cajas = inventarCajas(azar);
  const porMm = azar.siguiente() < 0.75 ? azar.entre(5.4, 9) : azar.entre(9, 11.9);
  const centroX = (cajas[0]!.x + cajas[2]!.x + cajas[2]!.w) / 2;
  const centroY = cajas[0]!.y + cajas[0]!.h / 2;
  const [W, H] = [Math.min(CELDA.ancho, Math.ceil((2 * centroX + 1) * porMm)), Math.min(CELDA.alto, Math.ceil((2 * centroY + 0.5) * porMm))];
  const aPixeles = componer(mover(W / 2, H / 2), componer(giro(azar.entre(-2.5, 2.5), porMm, azar.entre(-0.03, 0.03)), mover(-centroX, -centroY)));
  const celda: Celda = { grises: new Float32Array(W * H).fill(azar.entre(175, 255)), ancho: W, alto: H, aPixeles, aMm: invertirHomografia(aPixeles), porMm };
  if (azar.siguiente() < 0.35) marcaDeAgua(celda, azar);
  imprimir(celda, cajas, azar);
  const mano = inventarMano(azar);
  const soltura = azar.siguiente() < 0.8 ? 1 : 2;
  dibujos.forEach((d, i) => { if (d) escribir(celda, d, cajas[i]!, mano, soltura, azar); });
  if (azar.siguiente() < 0.35) {
    const paso = (cajas[0]!.h + azar.entre(0.6, 2)) * (azar.siguiente() < 0.5 ? 1 : -1);
    for (const c of cajas) escribir(celda, vecino(), { ...c, y: c.y + paso }, mano, 1.5, azar);
  }
  capturar(celda, azar);
  // The reader is told of the place what the alignment found, which is a little off.
  const peor = azar.siguiente() < 0.8 ? 0.35 : 0.9;
  const error = componer(mover(centroX + azar.entre(-peor, peor), centroY + azar.entre(-peor, peor)), componer(giro(azar.entre(-0.6, 0.6), azar.entre(0.985, 1.015), 0), mover(-centroX, -centroY)));
  return { grises: celda.grises, ancho: W, alto: H, cajas, aPixeles: componer(aPixeles, error) };
};
