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
const CONTRASTE_MINIMO = 0.12;

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

const mediana = (valores: number[]): number => valores.sort((a, b) => a - b)[valores.length >> 1] ?? 0;

const mirar = (imagen: PaginaGris, h: Homografia, { oscuras, claras }: Muestras): Vista => {
  const tomar = (puntos: readonly Punto[]): number[] | null => {
    const niveles: number[] = [];
    for (const p of puntos) {
      const [x, y] = aplicarHomografia(h, p);
      if (x < 0 || y < 0 || x > imagen.ancho || y > imagen.alto) continue;
      niveles.push(muestrear(imagen, x, y));
    }
    return niveles.length < puntos.length * 0.75 ? null : niveles;
  };
  const [negros, blancos] = [tomar(oscuras), tomar(claras)];
  if (negros === null || blancos === null) return NO_VISTA;
  const [negro, blanco] = [mediana([...negros]), mediana([...blancos])];
  const contraste = (blanco - negro) / Math.max(1, blanco);
  const medio = (negro + blanco) / 2;
  const [bienNegros, bienBlancos] = [negros.filter((v) => v < medio).length / negros.length, blancos.filter((v) => v > medio).length / blancos.length];
  const acierto = Math.min(bienNegros, bienBlancos);
  return { acierto, contraste, vista: acierto >= ACIERTO_MINIMO && contraste >= CONTRASTE_MINIMO };
};

/** Looks at the four corners of a template in an image: top left, top right, bottom left and the L. `h` takes millimetres to its pixels. */
export const comprobarMarcas = (imagen: PaginaGris, h: Homografia, { marcas }: PaginaMarcada): readonly [Vista, Vista, Vista, Vista] => {
  const [a, b, c] = marcas.cuadros;
  return [mirar(imagen, h, deCuadro(a)), mirar(imagen, h, deCuadro(b)), mirar(imagen, h, deCuadro(c)), mirar(imagen, h, deEle(marcas.ele, marcas.grosorEle))];
};
