import { aplicarHomografia, type Homografia, type Punto } from '#shared/domain/homografia.ts';
import type { PaginaMarcada, Rect } from '#shared/domain/plantilla.ts';
import type { PaginaGris } from '../decodificar.ts';
import { muestrear } from './gris.ts';

/** How well a corner of the template is seen where the fit puts it. */
export type Vista = {
  /** Share of the samples that are as they should, dark on the mark and light around it. */
  readonly acierto: number;
  /** Darkness of the mark on its paper, 0 to 1. */
  readonly contraste: number;
  readonly vista: boolean;
};

const NO_VISTA: Vista = { acierto: 0, contraste: 0, vista: false };

/** Millimetres: what is left unsampled at the edges, for blur, and how far around a mark its paper is looked at. */
const ADENTRO = 0.5;
const AFUERA = 0.7;
const ANILLO = 1.5;
const PASO = 0.4;

const ACIERTO_MINIMO = 0.87;

type Muestras = { readonly oscuras: readonly Punto[]; readonly claras: readonly Punto[] };

const recorrer = (r: Rect, clasificar: (x: number, y: number) => 'oscura' | 'clara' | null): Muestras => {
  const oscuras: Punto[] = [];
  const claras: Punto[] = [];
  for (let y = r.y - ANILLO; y <= r.y + r.h + ANILLO; y += PASO)
    for (let x = r.x - ANILLO; x <= r.x + r.w + ANILLO; x += PASO) {
      const clase = clasificar(x, y);
      if (clase === 'oscura') oscuras.push([x, y]);
      if (clase === 'clara') claras.push([x, y]);
    }
  return { oscuras, claras };
};

/** Distance from a point into a rectangle (positive inside), in the direction of its nearest side. */
const hondura = (r: Rect, x: number, y: number): number => Math.min(x - r.x, r.x + r.w - x, y - r.y, r.y + r.h - y);

const deCuadro = (r: Rect): Muestras =>
  recorrer(r, (x, y) => {
    const d = hondura(r, x, y);
    if (d > ADENTRO) return 'oscura';
    return d < -AFUERA ? 'clara' : null;
  });

const deEle = (r: Rect, g: number): Muestras => {
  const hueco = { x: r.x - ANILLO, y: r.y - ANILLO, w: r.w - g + ANILLO, h: r.h - g + ANILLO };
  const margen = Math.min(0.3, g / 4);
  return recorrer(r, (x, y) => {
    const [d, h] = [hondura(r, x, y), hondura(hueco, x, y)];
    if (d > margen && h < -margen) return 'oscura';
    return d < -AFUERA || h > AFUERA ? 'clara' : null;
  });
};

/** Samples of each corner of a family: the same for every page. */
const MUESTRAS = new WeakMap<PaginaMarcada, readonly Muestras[]>();

const muestrasDe = (pagina: PaginaMarcada): readonly Muestras[] => {
  const { cuadros, ele, grosorEle } = pagina.marcas;
  const muestras = MUESTRAS.get(pagina) ?? [...cuadros.map(deCuadro), deEle(ele, grosorEle)];
  MUESTRAS.set(pagina, muestras);
  return muestras;
};

/** Levels at the points, in order; null when a quarter of them are out of the image. */
const nivelesEn = (imagen: PaginaGris, h: Homografia, puntos: readonly Punto[]): Float32Array | null => {
  const niveles = new Float32Array(puntos.length);
  let cuantos = 0;
  for (const p of puntos) {
    const [x, y] = aplicarHomografia(h, p);
    if (x >= 0 && y >= 0 && x <= imagen.ancho && y <= imagen.alto) niveles[cuantos++] = muestrear(imagen, x, y);
  }
  return cuantos < puntos.length * 0.75 ? null : niveles.subarray(0, cuantos).sort();
};

/** Share of levels in order that are under a limit. */
const parteBajo = (niveles: Float32Array, limite: number): number => {
  let [de, a] = [0, niveles.length];
  while (de < a) {
    const m = (de + a) >> 1;
    if (niveles[m]! < limite) de = m + 1;
    else a = m;
  }
  return de / niveles.length;
};

const mirar = (imagen: PaginaGris, h: Homografia, { oscuras, claras }: Muestras, contrasteMinimo: number): Vista => {
  const [negros, blancos] = [nivelesEn(imagen, h, oscuras), nivelesEn(imagen, h, claras)];
  if (negros === null || blancos === null) return NO_VISTA;
  const [negro, blanco] = [negros[negros.length >> 1]!, blancos[blancos.length >> 1]!];
  const contraste = (blanco - negro) / Math.max(1, blanco);
  const medio = (negro + blanco) / 2;
  const acierto = Math.min(parteBajo(negros, medio), 1 - parteBajo(blancos, medio));
  return { acierto, contraste, vista: acierto >= ACIERTO_MINIMO && contraste >= contrasteMinimo };
};

/**
 * Looks at the four corners of a template in an image: top left, top right, bottom left and the L. `h` takes millimetres to its
 * pixels; a mark is at least `contrasteMinimo` darker than its paper, 0 to 1. Once two are not seen, the rest are not looked at.
 */
export const comprobarMarcas = (imagen: PaginaGris, h: Homografia, pagina: PaginaMarcada, contrasteMinimo: number): readonly Vista[] => {
  let faltan = 0;
  return muestrasDe(pagina).map((muestras) => {
    const vista = faltan > 1 ? NO_VISTA : mirar(imagen, h, muestras, contrasteMinimo);
    if (!vista.vista) faltan++;
    return vista;
  });
};
