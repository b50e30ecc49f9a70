/** How far what is seen may be from a flat, dark form, and how much is tried before the page is given up. */
export type Manera = {
  /** No ink darker than this on its paper (PAPEL): no marks. */
  readonly tintaMaxima: number;
  /** Darkness of a mark on its paper at the least, 0 to 1. */
  readonly contraste: number;
  /** The same along an edge of a mark, which is refined. */
  readonly contrasteOrilla: number;
  /** How far the sides of the form, their angle (its cosine) and the sizes of its marks may be from the template's. */
  readonly lados: number;
  readonly coseno: number;
  readonly tamano: number;
  /** Millimetres that perspective may take the fourth corner away from where the other three put it without it. */
  readonly radioEle: number;
  /** Letters may look like an L: the nearest of this many. */
  readonly eles: number;
  /** Solid squares that are taken into account, and hypotheses that are looked at closely: the right one is among the first. */
  readonly cuadros: number;
  readonly intentos: number;
};

/** Scanned pages, and photos by somebody who wants them to be read: cheap. */
export const USUAL: Manera = { tintaMaxima: 175, contraste: 0.12, contrasteOrilla: 0.1, lados: 0.2, coseno: 0.27, tamano: 1.5, radioEle: 45, eles: 12, cuadros: 70, intentos: 40 };

/** Where that finds nothing: photos leaning up to 35° both ways, pages almost without contrast. */
export const CUIDADOSA: Manera = { tintaMaxima: 195, contraste: 0.025, contrasteOrilla: 0.025, lados: 0.45, coseno: 0.58, tamano: 2, radioEle: 90, eles: 60, cuadros: 120, intentos: 120 };
