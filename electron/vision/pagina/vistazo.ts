import type { PaginaGris } from '../decodificar.ts';
import { histograma, normalizar, PAPEL, percentil } from './gris.ts';
import { cuadrosEn } from './hipotesis.ts';
import { USUAL, type Manera } from './maneras.ts';
import { buscarManchas, type Mancha } from './manchas.ts';
import { reducir } from './reducir.ts';

/** A page seen small, for what does not need every pixel. */
export type Vistazo = {
  /** Block averages of the page, and how many of its pixels one of them takes on a side. */
  readonly chica: PaginaGris;
  readonly n: number;
  /** The same by the light around each pixel (PAPEL = paper). */
  readonly plana: PaginaGris;
  /** How many pixels of `plana` have each level. */
  readonly niveles: Uint32Array;
  readonly manchas: readonly Mancha[];
  readonly cuadros: readonly Mancha[];
};

/** Marks are looked for with about this many pixels on the long side: 100 dpi of letter paper. */
const LADO_VISTAZO = 1100;
/** Side of a mark, in those pixels, at the least and at the most: a form that fills a third of the image, or all of it. */
const LADO_MARCA = { minimo: 6, maximo: 90 };

/** Pixels of a page that one of its quick look takes on a side. */
export const reduccionDe = ({ ancho, alto }: PaginaGris): number => Math.max(1, Math.round(Math.max(ancho, alto) / LADO_VISTAZO));

/** Looks at a page once for all that needs only its look. */
export const darVistazo = (pagina: PaginaGris, { tintaMaxima, cuadros }: Manera = USUAL, n = reduccionDe(pagina)): Vistazo => {
  const chica = reducir(pagina, n);
  const lado = Math.max(chica.ancho, chica.alto);
  const plana = normalizar(chica, Math.round(lado / 18));
  const niveles = histograma(plana.datos);
  const tinta = percentil(niveles, 0.004);
  const veces = Math.max(1, lado / LADO_VISTAZO);
  const manchas = tinta > tintaMaxima ? [] : buscarManchas(plana, (tinta + PAPEL) / 2, LADO_MARCA.minimo, LADO_MARCA.maximo * veces);
  return { chica, n, plana, niveles, manchas, cuadros: cuadrosEn(manchas).slice(0, cuadros) };
};
