import { aplicarHomografia, homografiaDe, type Homografia, type Punto } from '#shared/domain/homografia.ts';
import type { PaginaMarcada } from '#shared/domain/plantilla.ts';
import { ajustarAfin, type Par } from './ajustar.ts';
import type { Mancha } from './manchas.ts';

/** A way in which the spots of an image may be the marks of a template. */
export type Hipotesis = { readonly h: Homografia; readonly pares: readonly Par[]; readonly costo: number };

/** Marks of a template as points, millimetres: centres of the three squares and vertex of the L. */
export const puntosDe = ({ marcas }: PaginaMarcada): readonly [Punto, Punto, Punto, Punto] => {
  const [a, b, c] = marcas.cuadros.map((r): Punto => [r.x + r.w / 2, r.y + r.h / 2]);
  return [a ?? [0, 0], b ?? [0, 0], c ?? [0, 0], [marcas.ele.x + marcas.ele.w, marcas.ele.y + marcas.ele.h]];
};

const MAXIMO_CUADROS = 70;

/** The spots that are solid squares, the best first. A disc has 0.159; a page seen from the side makes a square a rectangle. */
export const cuadrosEn = (manchas: readonly Mancha[]): readonly Mancha[] =>
  manchas
    .filter((m) => m.dispersion > 0.15 && m.dispersion < 0.205 && m.alargada < 1.5)
    .sort((a, b) => Math.abs(a.dispersion - 1 / 6) - Math.abs(b.dispersion - 1 / 6))
    .slice(0, MAXIMO_CUADROS);

/** Letters of the foot may look like an L: the nearest of this many. */
const MAXIMO_ELES = 12;

const centro = (m: Mancha): Punto => [m.cx, m.cy];
const menos = (a: Punto, b: Punto): Punto => [a[0] - b[0], a[1] - b[1]];
const largo = (v: Punto): number => Math.hypot(v[0], v[1]);

/** How far the sides and the sizes of marks may be from the template's for the perspective of a photo. */
const TOLERANCIA_LADOS = 0.2;
const COSENO_MAXIMO = 0.27;
const TAMANO = { minimo: 0.66, maximo: 1.5 };
/** The part of the image that the form must fill. */
const PARTE_MINIMA = 0.35;

const deTamano = (m: Mancha, esperado: number): boolean => {
  const lado = Math.sqrt(m.area);
  return lado > esperado * TAMANO.minimo && lado < esperado * TAMANO.maximo;
};

/** The four turns of similarity that take two points of the template to two of the image: only one, in fact. */
const semejanza = (a: Par, b: Par): Homografia => {
  const [m, p] = [menos(b.mm, a.mm), menos(b.px, a.px)];
  const n = m[0] ** 2 + m[1] ** 2;
  const [c, s] = [(p[0] * m[0] + p[1] * m[1]) / n, (p[1] * m[0] - p[0] * m[1]) / n];
  return [c, -s, a.px[0] - c * a.mm[0] + s * a.mm[1], s, c, a.px[1] - s * a.mm[0] - c * a.mm[1], 0, 0, 1];
};

/** Spots that may be the L, with its vertex, near where a first fit puts it. */
const elesCerca = (manchas: readonly Mancha[], h: Homografia, pagina: PaginaMarcada, radioMm: number): readonly (Par & { readonly lejos: number })[] => {
  const { ele } = pagina.marcas;
  const mm: Punto = [ele.x + ele.w, ele.y + ele.h];
  const [dentro, vertice] = [aplicarHomografia(h, [ele.x, ele.y]), aplicarHomografia(h, mm)];
  const porMm = largo(menos(vertice, dentro)) / Math.hypot(ele.w, ele.h);
  const lado = ele.w * porMm;
  const cual = (vertice[0] > dentro[0] ? 0 : 1) + (vertice[1] > dentro[1] ? 0 : 2);
  return manchas
    .flatMap((m) => {
      const [w, alto] = [m.x1 - m.x0, m.y1 - m.y0];
      if (Math.max(w, alto) < lado * 0.55 || Math.max(w, alto) > lado * 1.8 || m.area > lado * lado * 0.8 || m.area < lado * lado * 0.1) return [];
      const px = m.puntas[cual];
      if (!px) return [];
      const lejos = largo(menos(px, vertice)) / porMm;
      return lejos <= radioMm ? [{ mm, px, lejos }] : [];
    })
    .sort((a, b) => a.lejos - b.lejos)
    .slice(0, MAXIMO_ELES);
};

/** Millimetres that perspective may take the fourth corner away from where the other three put it without it. */
const RADIO_ELE = 45;

const conTres = (a: Mancha, b: Mancha, c: Mancha, manchas: readonly Mancha[], pagina: PaginaMarcada): Hipotesis[] => {
  const mm = puntosDe(pagina);
  const pares: Par[] = [a, b, c].map((m, i) => ({ mm: mm[i]!, px: centro(m) }));
  const h = ajustarAfin(pares);
  if (h === null) return [];
  const [u, v] = [menos(centro(b), centro(a)), menos(centro(c), centro(a))];
  const costo = Math.abs(Math.log((largo(v) / largo(u)) / ((mm[2][1] - mm[0][1]) / (mm[1][0] - mm[0][0])))) + Math.abs(u[0] * v[0] + u[1] * v[1]) / (largo(u) * largo(v));
  const conEle = elesCerca(manchas, h, pagina, RADIO_ELE).flatMap((ele): Hipotesis[] => {
    const cuatro = homografiaDe([mm[0], mm[1], mm[3], mm[2]], [pares[0]!.px, pares[1]!.px, ele.px, pares[2]!.px]);
    return cuatro ? [{ h: cuatro, pares: [...pares, ele], costo: costo + ele.lejos / 200 }] : [];
  });
  return [...conEle, { h, pares, costo: costo + 0.4 }];
};

const conDos = (i: number, j: number, a: Mancha, b: Mancha, manchas: readonly Mancha[], pagina: PaginaMarcada): Hipotesis[] => {
  const mm = puntosDe(pagina);
  const pares: Par[] = [{ mm: mm[i]!, px: centro(a) }, { mm: mm[j]!, px: centro(b) }];
  return elesCerca(manchas, semejanza(pares[0]!, pares[1]!), pagina, RADIO_ELE).flatMap((ele): Hipotesis[] => {
    const h = ajustarAfin([...pares, ele]);
    return h ? [{ h, pares: [...pares, ele], costo: 0.6 + ele.lejos / 100 }] : [];
  });
};

/** Ways to take the spots as the marks of a template, the likeliest first. */
export const hipotesisDe = (cuadros: readonly Mancha[], manchas: readonly Mancha[], pagina: PaginaMarcada, ladoImagen: number): Hipotesis[] => {
  const mm = puntosDe(pagina);
  const ancho = mm[1][0] - mm[0][0];
  const razon = (mm[2][1] - mm[0][1]) / ancho;
  const { w } = pagina.marcas.cuadros[0];
  const halladas: Hipotesis[] = [];
  for (const a of cuadros)
    for (const b of cuadros) {
      const u = menos(centro(b), centro(a));
      const lado = (largo(u) * w) / ancho;
      if (a === b || largo(u) < ladoImagen * PARTE_MINIMA || !deTamano(a, lado) || !deTamano(b, lado)) continue;
      for (const c of cuadros) {
        if (c === a || c === b || !deTamano(c, lado)) continue;
        const v = menos(centro(c), centro(a));
        if (Math.abs(largo(v) / largo(u) / razon - 1) > TOLERANCIA_LADOS || u[0] * v[1] - u[1] * v[0] <= 0) continue;
        if (Math.abs(u[0] * v[0] + u[1] * v[1]) > COSENO_MAXIMO * largo(u) * largo(v)) continue;
        halladas.push(...conTres(a, b, c, manchas, pagina));
      }
    }
  return halladas.sort((x, y) => x.costo - y.costo);
};

const PAREJAS = [[0, 1], [0, 2], [1, 2]] as const;

/** The same when one of the squares is not seen: two of them and the L. */
export const hipotesisSinCuadro = (cuadros: readonly Mancha[], manchas: readonly Mancha[], pagina: PaginaMarcada, ladoImagen: number): Hipotesis[] => {
  const mm = puntosDe(pagina);
  const { w } = pagina.marcas.cuadros[0];
  const halladas: Hipotesis[] = [];
  for (const a of cuadros)
    for (const b of cuadros) {
      if (a === b) continue;
      for (const [i, j] of PAREJAS) {
        const porMm = largo(menos(centro(b), centro(a))) / largo(menos(mm[j], mm[i]));
        if (porMm * pagina.ancho < ladoImagen * PARTE_MINIMA || !deTamano(a, w * porMm) || !deTamano(b, w * porMm)) continue;
        halladas.push(...conDos(i, j, a, b, manchas, pagina));
      }
    }
  return halladas.sort((x, y) => x.costo - y.costo);
};
