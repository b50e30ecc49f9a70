import { aplicarHomografia, componer, invertirHomografia, type Homografia, type Punto } from '#shared/domain/homografia.ts';
import type { Azar } from './azar.ts';
import type { DanoFoto } from './estropear.ts';
import type { Lienzo } from './lienzo.ts';

/** Where a page ends up in its image: pixels of the page to pixels of the image, and how large the image is. */
export type Encuadre = { readonly homografia: Homografia; readonly ancho: number; readonly alto: number };

const grados = (g: number): number => (g * Math.PI) / 180;

const traslacion = (x: number, y: number): Homografia => [1, 0, x, 0, 1, y, 0, 0, 1];

const giroPlano = (rotacion: number): Homografia => {
  const [c, s] = [Math.cos(grados(rotacion)), Math.sin(grados(rotacion))];
  return [c, -s, 0, s, c, 0, 0, 0, 1];
};

/** The camera over the middle of the page, 1.6 times its long side away, as a phone is held. */
const inclinada = ({ inclinacionX, inclinacionY }: DanoFoto, lado: number): Homografia => {
  const [cx, sx, cy, sy] = [Math.cos(grados(inclinacionX)), Math.sin(grados(inclinacionX)), Math.cos(grados(inclinacionY)), Math.sin(grados(inclinacionY))];
  const distancia = 1.6 * lado;
  return [cx, 0, 0, sx * sy, cy, 0, (-sx * cy) / distancia, sy / distancia, 1];
};

/** Frames a page turned and, in a photo, leaning, with all its corners inside (and a margin of table in a photo). */
export const encuadrar = (ancho: number, alto: number, rotacion: number, foto?: DanoFoto): Encuadre => {
  const plano = componer(giroPlano(rotacion), traslacion(-ancho / 2, -alto / 2));
  const vista = foto ? componer(inclinada(foto, Math.max(ancho, alto)), plano) : plano;
  const esquinas = ([[0, 0], [ancho, 0], [ancho, alto], [0, alto]] as Punto[]).map((p) => aplicarHomografia(vista, p));
  const xs = esquinas.map(([x]) => x);
  const ys = esquinas.map(([, y]) => y);
  const margen = (foto?.margen ?? 0) * Math.max(ancho, alto);
  const [x0, y0] = [Math.min(...xs) - margen, Math.min(...ys) - margen];
  return {
    homografia: componer(traslacion(-x0, -y0), vista),
    // A quarter turn must not gain a pixel by the rounding of its cosine.
    ancho: Math.ceil(Math.max(...xs) + margen - x0 - 1e-6),
    alto: Math.ceil(Math.max(...ys) + margen - y0 - 1e-6),
  };
};

type Pintor = (x: number, y: number) => readonly [number, number, number];

const BLANCO: Pintor = () => [255, 255, 255];

/** What lies around a photographed page. */
const mesa = (foto: DanoFoto, azar: Azar): Pintor => {
  const fase = azar.entre(0, 100);
  if (foto.fondo === 'oscuro') return (x, y) => [38 + ((x ^ y) & 3), 36 + ((x ^ y) & 3), 40];
  if (foto.fondo === 'gris') return (x, y) => [150 + ((x * 7 + y * 3) & 7), 150 + ((x * 7 + y * 3) & 7), 146];
  return (x, y) => {
    const veta = Math.sin((y + 14 * Math.sin((x + fase) / 210)) / 9) + 0.6 * Math.sin((y + fase) / 37);
    return [142 + 20 * veta, 98 + 16 * veta, 60 + 11 * veta];
  };
};

/** Draws the page as it is seen, each pixel from the four nearest of the page. */
export const fotografiar = (pagina: Lienzo, { homografia, ancho, alto }: Encuadre, foto: DanoFoto | undefined, azar: Azar): Lienzo => {
  const datos = new Uint8Array(ancho * alto * 3);
  const fondo = foto ? mesa(foto, azar) : BLANCO;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = invertirHomografia(homografia);
  const { datos: origen, ancho: w, alto: t } = pagina;
  for (let y = 0; y < alto; y++)
    for (let x = 0; x < ancho; x++) {
      const [px, py] = [x + 0.5, y + 0.5];
      const q = g * px + h * py + i;
      const u = (a * px + b * py + c) / q;
      const v = (d * px + e * py + f) / q;
      const k = (y * ancho + x) * 3;
      if (u < 0 || v < 0 || u >= w || v >= t) {
        const color = fondo(x, y);
        for (let n = 0; n < 3; n++) datos[k + n] = color[n] ?? 0;
        continue;
      }
      const [cu, cv] = [Math.max(0, u - 0.5), Math.max(0, v - 0.5)];
      const [x0, y0] = [Math.floor(cu), Math.floor(cv)];
      const [fx, fy] = [cu - x0, cv - y0];
      const derecha = x0 + 1 < w ? 3 : 0;
      const abajo = y0 + 1 < t ? w * 3 : 0;
      const j = (y0 * w + x0) * 3;
      for (let n = 0; n < 3; n++) {
        const arriba = (origen[j + n] ?? 0) * (1 - fx) + (origen[j + n + derecha] ?? 0) * fx;
        const debajo = (origen[j + n + abajo] ?? 0) * (1 - fx) + (origen[j + n + abajo + derecha] ?? 0) * fx;
        datos[k + n] = arriba * (1 - fy) + debajo * fy + 0.5;
      }
    }
  return { datos, ancho, alto };
};
