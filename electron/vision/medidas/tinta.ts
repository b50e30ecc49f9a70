import type { PaginaGris } from '../decodificar.ts';
import { histograma, percentil } from '../pagina/gris.ts';

/** Level of ink that can be read, of ink that shines through from the other side, in shares of the paper's. */
const TINTA = 0.8;
const SOMBRA = 0.94;
/** Edges of the image that are not looked at: they show the scanner's lid or the table. */
const ORILLA = 0.04;

/** What is on a page whose marks were not found, in thousandths of it. */
export type Tinta = {
  readonly fuerte: number;
  /** Pale traces, as of what is printed on the other side. */
  readonly tenue: number;
};

/** Mean of each pixel with its eight neighbours, by which noise does not look like ink. */
const suavizada = ({ datos, ancho, alto }: PaginaGris, x: number, y: number): number => {
  let suma = 0;
  for (let j = -1; j <= 1; j++) for (let i = -1; i <= 1; i++) suma += datos[Math.min(alto - 1, Math.max(0, y + j)) * ancho + Math.min(ancho - 1, Math.max(0, x + i))]!;
  return suma / 9;
};

/** Takes a page divided by its own light (normalizar). */
export const medirTinta = (plana: PaginaGris): Tinta => {
  const { ancho, alto } = plana;
  const papel = percentil(histograma(plana.datos), 0.5);
  const [mx, my] = [Math.round(ancho * ORILLA), Math.round(alto * ORILLA)];
  let [fuerte, tenue, total] = [0, 0, 0];
  for (let y = my; y < alto - my; y++)
    for (let x = mx; x < ancho - mx; x++) {
      const v = suavizada(plana, x, y);
      total++;
      if (v < papel * TINTA) fuerte++;
      else if (v < papel * SOMBRA) tenue++;
    }
  return { fuerte: (1000 * fuerte) / Math.max(1, total), tenue: (1000 * tenue) / Math.max(1, total) };
};

/**
 * How much a page without marks looks like the back of a sheet: nearly all that is on it is pale. A pale front has
 * darker ink too, and a blank sheet has nothing.
 */
export const parecerReverso = ({ fuerte, tenue }: Tinta): number => Math.min(1, tenue / (tenue + 8 * fuerte + 4));

/** Share of darkness of the ink: of the darkest hundredth of the page on its paper, 0 to 1. */
export const medirContraste = (niveles: Uint32Array): number => Math.max(0, 1 - percentil(niveles, 0.01) / Math.max(1, percentil(niveles, 0.5)));

/** Thousandths of the page with ink, however pale, of one that is known to be a form. */
export const medirTintaDeForma = (niveles: Uint32Array): number => {
  const umbral = percentil(niveles, 0.5) * SOMBRA;
  let [bajo, total] = [0, 0];
  niveles.forEach((cuantos, v) => {
    total += cuantos;
    if (v < umbral) bajo += cuantos;
  });
  return (1000 * bajo) / Math.max(1, total);
};
