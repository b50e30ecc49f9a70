import { aplicarHomografia, homografiaDe, type Homografia, type Punto } from '#shared/domain/homografia.ts';
import type { PaginaMarcada } from '#shared/domain/plantilla.ts';
import type { PaginaGris } from '../decodificar.ts';
import { ajustarAfin, type Par } from './ajustar.ts';
import type { Manera } from './maneras.ts';
import type { Mancha } from './manchas.ts';

/** A way in which the spots of an image may be the marks of a template. */
export type Hipotesis = { readonly h: Homografia; readonly pares: readonly Par[]; readonly costo: number };

/** Marks of a template as points, millimetres: centres of the three squares and vertex of the L. */
export const puntosDe = ({ marcas }: PaginaMarcada): readonly [Punto, Punto, Punto, Punto] => {
  const [a, b, c] = marcas.cuadros.map((r): Punto => [r.x + r.w / 2, r.y + r.h / 2]);
  return [a ?? [0, 0], b ?? [0, 0], c ?? [0, 0], [marcas.ele.x + marcas.ele.w, marcas.ele.y + marcas.ele.h]];
};

/** The spots that are solid squares, the best first. A disc has 0.159; a page seen from the side makes a square a rectangle. */
export const cuadrosEn = (manchas: readonly Mancha[]): readonly Mancha[] =>
  manchas
    .filter((m) => m.dispersion > 0.15 && m.dispersion < 0.205 && m.alargada < 1.5)
    .sort((a, b) => Math.abs(a.dispersion - 1 / 6) - Math.abs(b.dispersion - 1 / 6));

const centro = (m: Mancha): Punto => [m.cx, m.cy];
const menos = (a: Punto, b: Punto): Punto => [a[0] - b[0], a[1] - b[1]];
const largo = (v: Punto): number => Math.hypot(v[0], v[1]);

/** The part of the image that the form must fill. */
const PARTE_MINIMA = 0.35;

const deTamano = (m: Mancha, esperado: number, tamano: number): boolean => {
  const lado = Math.sqrt(m.area);
  return lado > esperado / tamano && lado < esperado * tamano;
};

/** The four turns of similarity that take two points of the template to two of the image: only one, in fact. */
const semejanza = (a: Par, b: Par): Homografia => {
  const [m, p] = [menos(b.mm, a.mm), menos(b.px, a.px)];
  const n = m[0] ** 2 + m[1] ** 2;
  const [c, s] = [(p[0] * m[0] + p[1] * m[1]) / n, (p[1] * m[0] - p[0] * m[1]) / n];
  return [c, -s, a.px[0] - c * a.mm[0] + s * a.mm[1], s, c, a.px[1] - s * a.mm[0] - c * a.mm[1], 0, 0, 1];
};

/** Spread of the L's ink, from a thick one to one of which noise has eaten: letters are mostly less spread. */
const DISPERSION_ELE = { minima: 0.3, maxima: 1.2 };

/** The spots that may be an L by their shape. */
const elesEn = (manchas: readonly Mancha[]): readonly Mancha[] => manchas.filter((m) => m.dispersion > DISPERSION_ELE.minima && m.dispersion < DISPERSION_ELE.maxima);

/** Those of them that may be the L, with its vertex, near where a first fit puts it. */
const elesCerca = (manchas: readonly Mancha[], h: Homografia, pagina: PaginaMarcada, { tamano, radioEle, eles }: Manera): readonly (Par & { readonly lejos: number })[] => {
  const { ele } = pagina.marcas;
  const mm: Punto = [ele.x + ele.w, ele.y + ele.h];
  const [dentro, vertice] = [aplicarHomografia(h, [ele.x, ele.y]), aplicarHomografia(h, mm)];
  const porMm = largo(menos(vertice, dentro)) / Math.hypot(ele.w, ele.h);
  const lado = ele.w * porMm;
  const cual = (vertice[0] > dentro[0] ? 0 : 1) + (vertice[1] > dentro[1] ? 0 : 2);
  return manchas
    .flatMap((m) => {
      const [w, alto] = [m.x1 - m.x0, m.y1 - m.y0];
      const [mayor, lleno] = [Math.max(w, alto) / lado, m.area / (lado * lado)];
      if (mayor < 0.82 / tamano || mayor > 1.2 * tamano || lleno > 0.36 * tamano ** 2 || lleno < 0.22 / tamano ** 2) return [];
      const px = m.puntas[cual];
      if (!px) return [];
      const lejos = largo(menos(px, vertice)) / porMm;
      return lejos <= radioEle ? [{ mm, px, lejos }] : [];
    })
    .sort((a, b) => a.lejos - b.lejos)
    .slice(0, eles);
};

/** Pixels of an image for a millimetre of the template around a place of it. */
const escalaEn = (h: Homografia, [x, y]: Punto): number => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, i = 0, j = 1] = h;
  const w = g * x + i * y + j;
  const det = a * (e * j - f * i) - b * (d * j - f * g) + c * (d * i - e * g);
  return Math.sqrt(Math.abs(det / w ** 3));
};

/** How far the sizes of the squares are from those that a fit gives them, the nearer ones larger: 0 when it explains them. */
const desajuste = (h: Homografia, cuadros: readonly Mancha[], pagina: PaginaMarcada): number =>
  cuadros.reduce((s, m, i) => s + Math.abs(Math.log(Math.sqrt(m.area) / (pagina.marcas.cuadros[i]!.w * escalaEn(h, puntosDe(pagina)[i]!)))), 0);

const conTres = (a: Mancha, b: Mancha, c: Mancha, eles: readonly Mancha[], pagina: PaginaMarcada, manera: Manera): Hipotesis[] => {
  const mm = puntosDe(pagina);
  const pares: Par[] = [a, b, c].map((m, i) => ({ mm: mm[i]!, px: centro(m) }));
  const h = ajustarAfin(pares);
  if (h === null) return [];
  const [u, v] = [menos(centro(b), centro(a)), menos(centro(c), centro(a))];
  const costo = Math.abs(Math.log((largo(v) / largo(u)) / ((mm[2][1] - mm[0][1]) / (mm[1][0] - mm[0][0])))) + Math.abs(u[0] * v[0] + u[1] * v[1]) / (largo(u) * largo(v));
  const conEle = elesCerca(eles, h, pagina, manera).flatMap((ele): Hipotesis[] => {
    const cuatro = homografiaDe([mm[0], mm[1], mm[3], mm[2]], [pares[0]!.px, pares[1]!.px, ele.px, pares[2]!.px]);
    return cuatro ? [{ h: cuatro, pares: [...pares, ele], costo: desajuste(cuatro, [a, b, c], pagina) + ele.lejos / 500 }] : [];
  });
  return [...conEle, { h, pares, costo: desajuste(h, [a, b, c], pagina) + costo + 0.4 }];
};

const conDos = (i: number, j: number, a: Mancha, b: Mancha, eles: readonly Mancha[], pagina: PaginaMarcada, manera: Manera): Hipotesis[] => {
  const mm = puntosDe(pagina);
  const pares: Par[] = [{ mm: mm[i]!, px: centro(a) }, { mm: mm[j]!, px: centro(b) }];
  return elesCerca(eles, semejanza(pares[0]!, pares[1]!), pagina, manera).flatMap((ele): Hipotesis[] => {
    const h = ajustarAfin([...pares, ele]);
    return h ? [{ h, pares: [...pares, ele], costo: 0.6 + ele.lejos / 100 }] : [];
  });
};

/** What of a look at a page the hypotheses are made from. */
type Manchado = { readonly chica: PaginaGris; readonly manchas: readonly Mancha[]; readonly cuadros: readonly Mancha[] };

/** Ways to take the spots as the marks of a template, the likeliest first. */
export const hipotesisDe = ({ chica, manchas, cuadros }: Manchado, pagina: PaginaMarcada, manera: Manera): Hipotesis[] => {
  const { lados, coseno, tamano } = manera;
  const ladoImagen = Math.max(chica.ancho, chica.alto);
  const mm = puntosDe(pagina);
  const ancho = mm[1][0] - mm[0][0];
  const razon = (mm[2][1] - mm[0][1]) / ancho;
  const { w } = pagina.marcas.cuadros[0];
  const eles = elesEn(manchas);
  const halladas: Hipotesis[] = [];
  for (const a of cuadros)
    for (const b of cuadros) {
      const u = menos(centro(b), centro(a));
      const lado = (largo(u) * w) / ancho;
      if (a === b || largo(u) < ladoImagen * PARTE_MINIMA || !deTamano(a, lado, tamano) || !deTamano(b, lado, tamano)) continue;
      for (const c of cuadros) {
        if (c === a || c === b || !deTamano(c, lado, tamano)) continue;
        const v = menos(centro(c), centro(a));
        if (Math.abs(largo(v) / largo(u) / razon - 1) > lados || u[0] * v[1] - u[1] * v[0] <= 0) continue;
        if (Math.abs(u[0] * v[0] + u[1] * v[1]) > coseno * largo(u) * largo(v)) continue;
        halladas.push(...conTres(a, b, c, eles, pagina, manera));
      }
    }
  return halladas.sort((x, y) => x.costo - y.costo);
};

const PAREJAS = [[0, 1], [0, 2], [1, 2]] as const;

/** The same when one of the squares is not seen: two of them and the L. */
export const hipotesisSinCuadro = ({ chica, manchas, cuadros }: Manchado, pagina: PaginaMarcada, manera: Manera): Hipotesis[] => {
  const ladoImagen = Math.max(chica.ancho, chica.alto);
  const mm = puntosDe(pagina);
  const { w } = pagina.marcas.cuadros[0];
  const eles = elesEn(manchas);
  const halladas: Hipotesis[] = [];
  for (const a of cuadros)
    for (const b of cuadros) {
      if (a === b) continue;
      for (const [i, j] of PAREJAS) {
        const porMm = largo(menos(centro(b), centro(a))) / largo(menos(mm[j], mm[i]));
        if (porMm * pagina.ancho < ladoImagen * PARTE_MINIMA || !deTamano(a, w * porMm, manera.tamano) || !deTamano(b, w * porMm, manera.tamano)) continue;
        halladas.push(...conDos(i, j, a, b, eles, pagina, manera));
      }
    }
  return halladas.sort((x, y) => x.costo - y.costo);
};
