import { aplicarHomografia, type Homografia, type Punto } from '#shared/domain/homografia.ts';
import type { PaginaMarcada, Rect } from '#shared/domain/plantilla.ts';
import type { PaginaGris } from '../decodificar.ts';
import type { Par } from './ajustar.ts';
import { muestrear } from './gris.ts';

/** A straight piece of the outer edge of a mark, in millimetres: dark at one side of it, `hondo` deep. */
type Orilla = { readonly de: Punto; readonly a: Punto; readonly hacia: Punto; readonly hondo: number };

/** An edge as it was seen: points of it in pixels, and how wide it is from dark to light, millimetres. */
type Vista = { readonly puntos: readonly Punto[]; readonly ancho: number };

/** How far an edge is looked for, millimetres outwards. */
const ALCANCE = 1.1;
const TRAMOS = 4;
const POR_TRAMO = 6;
const PASO = 0.04;

const suma = (p: Punto, v: Punto, n: number): Punto => [p[0] + v[0] * n, p[1] + v[1] * n];

/**
 * Mean level along a stretch of the edge, from inside the mark to outside, by steps of PASO. A page has some sixty thousand of these
 * samples: along a straight line the three parts of a homography grow evenly, so they are added up.
 */
const perfil = (imagen: PaginaGris, [a, b, c, d, e, f, g, i, j]: Homografia, { de, a: hasta, hacia: [ux, uy], hondo }: Orilla, tramo: number): Float64Array => {
  const pasos = Math.round((hondo + ALCANCE) / PASO);
  const niveles = new Float64Array(pasos);
  const [pasoX, pasoY, pasoW] = [(a! * ux + b! * uy) * PASO, (d! * ux + e! * uy) * PASO, (g! * ux + i! * uy) * PASO];
  for (let s = 0; s < POR_TRAMO; s++) {
    // The ends of a side are left out: they are round when blurred.
    const t = 0.12 + (0.76 * (tramo + (s + 0.5) / POR_TRAMO)) / TRAMOS;
    const x = de[0] + (hasta[0] - de[0]) * t - ux * hondo;
    const y = de[1] + (hasta[1] - de[1]) * t - uy * hondo;
    let [u, v, w] = [a! * x + b! * y + c!, d! * x + e! * y + f!, g! * x + i! * y + j!];
    for (let k = 0; k < pasos; k++, u += pasoX, v += pasoY, w += pasoW) niveles[k] = niveles[k]! + muestrear(imagen, u / w, v / w);
  }
  for (let k = 0; k < pasos; k++) niveles[k] = niveles[k]! / POR_TRAMO;
  return niveles;
};

const media = (v: Float64Array, de: number, a: number): number => {
  let s = 0;
  for (let i = de; i < a; i++) s += v[i]!;
  return s / Math.max(1, a - de);
};

/** Where the profile goes through a level, from `desde` on, by steps; null when it does not. */
const cruce = (v: Float64Array, nivel: number, desde: number): number | null => {
  for (let i = Math.max(1, desde); i < v.length; i++) {
    const [antes, despues] = [v[i - 1]!, v[i]!];
    if (antes < nivel && despues >= nivel) return i - 1 + (nivel - antes) / Math.max(1e-9, despues - antes);
  }
  return null;
};

/** How far to both sides of its step the level of a profile is added up to place it, millimetres. */
const VENTANA = 0.5;

/**
 * Where the profile goes from dark to light, by steps: first the place that parts it best, then what is dark around it. Every
 * level counts, so that noise which crosses the middle here and there moves it little.
 */
const escalon = (v: Float64Array, negro: number, blanco: number): number => {
  const medio = (negro + blanco) / 2;
  let [suma, mayor, en] = [0, -Infinity, 0];
  for (let i = 0; i < v.length; i++) {
    suma += medio - v[i]!;
    if (suma > mayor) [mayor, en] = [suma, i + 1];
  }
  const [desde, hasta] = [Math.max(0, en - Math.round(VENTANA / PASO)), Math.min(v.length, en + Math.round(VENTANA / PASO))];
  const claro = (media(v, desde, hasta) - negro) / (blanco - negro);
  return hasta - (hasta - desde) * claro - 0.5;
};

const verOrilla = (imagen: PaginaGris, h: Homografia, orilla: Orilla, contraste: number): Vista | null => {
  const puntos: Punto[] = [];
  let ancho = 0;
  for (let tramo = 0; tramo < TRAMOS; tramo++) {
    const v = perfil(imagen, h, orilla, tramo);
    const cerca = Math.round(orilla.hondo / PASO);
    const negro = media(v, 0, Math.max(2, cerca >> 1));
    const blanco = media(v, v.length - Math.round(0.45 / PASO), v.length);
    if (blanco - negro < contraste * blanco) continue;
    const en = (parte: number): number | null => cruce(v, negro + (blanco - negro) * parte, 1);
    const [c, bajo, alto] = [escalon(v, negro, blanco), en(0.2), en(0.8)];
    const t = 0.12 + (0.76 * (tramo + 0.5)) / TRAMOS;
    const base: Punto = [orilla.de[0] + (orilla.a[0] - orilla.de[0]) * t, orilla.de[1] + (orilla.a[1] - orilla.de[1]) * t];
    puntos.push(aplicarHomografia(h, suma(base, orilla.hacia, -orilla.hondo + c * PASO)));
    ancho += ((alto ?? v.length) - (bajo ?? 0)) * PASO;
  }
  return puntos.length < TRAMOS - 1 ? null : { puntos, ancho: ancho / puntos.length };
};

/** A line a x + b y = c through points, by least squares. */
const rectaPor = (puntos: readonly Punto[]): readonly [number, number, number] => {
  const n = puntos.length;
  const cx = puntos.reduce((s, p) => s + p[0], 0) / n;
  const cy = puntos.reduce((s, p) => s + p[1], 0) / n;
  const [xx, yy, xy] = puntos.reduce(([p, q, r], [x, y]) => [p + (x - cx) ** 2, q + (y - cy) ** 2, r + (x - cx) * (y - cy)], [0, 0, 0]);
  const angulo = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [a, b] = [-Math.sin(angulo), Math.cos(angulo)];
  return [a, b, a * cx + b * cy];
};

const cortar = ([a, b, c]: readonly [number, number, number], [d, e, f]: readonly [number, number, number]): Punto => {
  const det = a * e - b * d;
  return [(c * e - b * f) / det, (a * f - c * d) / det];
};

const orillas = ({ x, y, w, h }: Rect, hondo: number): readonly Orilla[] => [
  { de: [x, y], a: [x + w, y], hacia: [0, -1], hondo },
  { de: [x + w, y], a: [x + w, y + h], hacia: [1, 0], hondo },
  { de: [x + w, y + h], a: [x, y + h], hacia: [0, 1], hondo },
  { de: [x, y + h], a: [x, y], hacia: [-1, 0], hondo },
];

/** What was seen of a mark: its corners, and how wide its edges are, millimetres. */
export type MarcaRefinada = { readonly pares: readonly Par[]; readonly borde: number };

const HONDO_CUADRO = 1.4;

const refinarCuadro = (imagen: PaginaGris, h: Homografia, r: Rect, contraste: number): MarcaRefinada | null => {
  const vistas = orillas(r, HONDO_CUADRO).map((o) => verOrilla(imagen, h, o, contraste));
  const rectas = vistas.map((v) => (v ? rectaPor(v.puntos) : null));
  const esquinas: readonly Punto[] = [[r.x, r.y], [r.x + r.w, r.y], [r.x + r.w, r.y + r.h], [r.x, r.y + r.h]];
  const pares = esquinas.flatMap((mm, i): Par[] => {
    const [uno, otro] = [rectas[(i + 3) % 4], rectas[i]];
    return uno && otro ? [{ mm, px: cortar(uno, otro) }] : [];
  });
  const anchos = vistas.flatMap((v) => (v ? [v.ancho] : [])).sort((a, b) => a - b);
  return pares.length < 4 ? null : { pares, borde: anchos[anchos.length >> 1] ?? 0 };
};

const refinarEle = (imagen: PaginaGris, h: Homografia, r: Rect, grosor: number, contraste: number): MarcaRefinada | null => {
  const [, derecha, abajo] = orillas(r, grosor / 2);
  const [d, a] = [verOrilla(imagen, h, derecha!, contraste), verOrilla(imagen, h, abajo!, contraste)];
  return d && a ? { pares: [{ mm: [r.x + r.w, r.y + r.h], px: cortar(rectaPor(d.puntos), rectaPor(a.puntos)) }], borde: d.ancho } : null;
};

/**
 * Sees the edges of a mark to a fraction of a pixel, from a fit that is right within half a millimetre; null when they are not
 * clear: less than `contraste` darker than the paper, 0 to 1.
 */
export const refinarMarca = (imagen: PaginaGris, h: Homografia, { marcas }: PaginaMarcada, cual: number, contraste: number): MarcaRefinada | null => {
  const cuadro = marcas.cuadros[cual];
  return cuadro ? refinarCuadro(imagen, h, cuadro, contraste) : refinarEle(imagen, h, marcas.ele, marcas.grosorEle, contraste);
};
