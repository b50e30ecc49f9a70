import type { Giro } from '#shared/domain/examen.ts';
import { aplicarHomografia, componer, invertirHomografia, type Homografia } from '#shared/domain/homografia.ts';
import { MARCAS_DE, type PaginaMarcada } from '#shared/domain/plantilla.ts';
import type { Familia } from '#shared/domain/plantilla-familias.ts';
import type { PaginaGris } from '../decodificar.ts';
import { ajustarAfin, ajustarHomografia, residuo, type Par } from './ajustar.ts';
import { comprobarMarcas } from './comprobar-marcas.ts';
import type { Manera } from './maneras.ts';
import { refinarMarca, type MarcaRefinada } from './refinar.ts';
import type { Vistazo } from './vistazo.ts';

/** Where the form lies: millimetres of the template to pixels of the page. */
export type Alineada = {
  readonly familia: Familia;
  readonly h: Homografia;
  /** Which corners are seen: top left, top right, bottom left, L. */
  readonly vistas: readonly boolean[];
  readonly errorMm: number;
  /** Root mean square of the distances of the corners of the marks to where the fit has them, millimetres. */
  readonly residuoMm: number;
  /** With three corners of a leaning page, how far one point more or less would move the fourth, millimetres; 0 otherwise. */
  readonly dudaMm: number;
  /** Width of the edges of the marks, from 20 to 80 % of their darkness, millimetres: how sharp the image is. */
  readonly bordeMm: number;
  readonly giro: Giro;
  /** Degrees clockwise off the nearest quarter turn. */
  readonly inclinacion: number;
  readonly dpi: number;
};

/** A first fit, on the reduced page, and which corners are seen there. */
export type Elegida = { readonly h: Homografia; readonly vistas: readonly boolean[] };

/** Below this difference of fit, millimetres, a page is taken as flat: perspective from three corners is a guess. */
const MEJORA_MINIMA = 0.1;

/** With the four corners, or with the four corners of each square of three. */
const ajustarMarcas = (pares: readonly Par[], cuantas: number, porMm: number): Homografia | null => {
  const entera = ajustarHomografia(pares);
  if (cuantas === 4) return entera;
  const afin = ajustarAfin(pares);
  if (!entera || !afin) return afin;
  return residuo(afin, pares) - residuo(entera, pares) > MEJORA_MINIMA * porMm ? entera : afin;
};

const pixelesPorMm = (h: Homografia, { ancho, alto }: PaginaMarcada): number => {
  const en = (x: number, y: number): readonly [number, number] => aplicarHomografia(h, [x, y]);
  const [a, b, c, d] = [en(0, 0), en(ancho, 0), en(ancho, alto), en(0, alto)];
  const area = Math.abs((c[0] - a[0]) * (d[1] - b[1]) - (c[1] - a[1]) * (d[0] - b[0])) / 2;
  return Math.sqrt(area / (ancho * alto));
};

/** Mean distance of the seen corners of each mark to where the fit has them; the greatest of them, millimetres. */
const errorDe = (h: Homografia, marcas: readonly (readonly Par[])[]): number => {
  const alReves = invertirHomografia(h);
  return Math.max(
    ...marcas.map((pares) => {
      const desvios = pares.map(({ mm, px }) => {
        const [x, y] = aplicarHomografia(alReves, px);
        return [x - mm[0], y - mm[1]] as const;
      });
      return Math.hypot(desvios.reduce((s, d) => s + d[0], 0) / desvios.length, desvios.reduce((s, d) => s + d[1], 0) / desvios.length);
    }),
  );
};

/** A fit that leaves a mark farther than this from its place, or its corners from theirs, is none, millimetres. */
const ERROR_MAXIMO = 1.5;
const RESIDUO_MAXIMO = 0.4;
/** The marks of another family are not square in the millimetres of this one: wider or higher by this share. */
const DEFORMACION_MAXIMA = 0.08;
const PASADAS = 3;

const escala = (n: number): Homografia => [n, 0, 0, 0, n, 0, 0, 0, 1];

/** How much wider than high the squares are in the millimetres of the template, on the mean; 0 when they are square. */
const deformacionDe = (h: Homografia, marcas: readonly (readonly Par[])[]): number => {
  const alReves = invertirHomografia(h);
  const razones = marcas.flatMap((pares) => {
    const [a, b, c, d] = pares.map(({ px }) => aplicarHomografia(alReves, px));
    if (!a || !b || !c || !d) return [];
    const lado = (p: readonly [number, number], q: readonly [number, number]): number => Math.hypot(p[0] - q[0], p[1] - q[1]);
    return [(lado(a, b) + lado(d, c)) / (lado(b, c) + lado(a, d))];
  });
  return Math.abs(razones.reduce((s, r) => s + r, 0) / Math.max(1, razones.length) - 1);
};

const GIROS_DE: readonly Giro[] = [0, 270, 180, 90];

/** A page whose fourth corner is less sure than this is not aligned, millimetres: what is small on three marks is large across the page. */
const DUDA_MAXIMA = 1;

/** How far the place of the L moves when a corner of the marks is left out of a fit of three marks that is not flat. */
const dudaDe = (h: Homografia, marcas: readonly (readonly Par[])[], { marcas: { ele } }: PaginaMarcada, porMm: number): number => {
  if (marcas.length === 4 || (Math.abs(h[6]!) < 1e-12 && Math.abs(h[7]!) < 1e-12)) return 0;
  const pares = marcas.flat();
  // The corner that is not seen may be any: the farthest of the page from the three that are.
  const esquinas = [[0, 0], [ele.x + ele.w, 0], [0, ele.y + ele.h], [ele.x + ele.w, ele.y + ele.h]] as const;
  return Math.max(...pares.map((_, i) => {
    const otra = ajustarHomografia(pares.filter((__, k) => k !== i));
    if (otra === null) return Infinity;
    return Math.max(...esquinas.map((e) => {
      const [[x, y], [u, v]] = [aplicarHomografia(h, e), aplicarHomografia(otra, e)];
      return Math.hypot(x - u, y - v) / porMm;
    }));
  }));
};

type Ajuste = { readonly h: Homografia; readonly refinadas: readonly (MarcaRefinada | null)[] };

/** Fits the edges of the marks that are seen, again and again: each fit says better where they are. */
const ajustarOrillas = (pagina: PaginaGris, { chica, n }: Vistazo, elegida: Elegida, plantilla: PaginaMarcada, { contraste, contrasteOrilla }: Manera): Ajuste | null => {
  let { vistas } = elegida;
  let h: Homografia = componer(escala(n), elegida.h);
  const porMm = pixelesPorMm(h, plantilla);
  const mirar = (con: Homografia): boolean[] => comprobarMarcas(chica, componer(escala(1 / n), con), plantilla, contraste).map((v) => v.vista);
  const refinar = (con: Homografia, cuales: readonly boolean[]): Ajuste | null => {
    const refinadas = cuales.map((vista, i) => (vista ? refinarMarca(pagina, con, plantilla, i, contrasteOrilla) : null));
    const claras = refinadas.filter((m) => m !== null);
    const nueva = claras.length < 3 ? null : ajustarMarcas(claras.flatMap((m) => m.pares), claras.length, porMm);
    return nueva && { h: nueva, refinadas };
  };
  let ajuste: Ajuste | null = null;
  for (let pasada = 0; pasada < PASADAS; pasada++) {
    ajuste = refinar(h, vistas);
    if (ajuste === null) return null;
    h = ajuste.h;
    // The fit is better now: a corner that was not where the guess had it may be where this has it.
    if (pasada + 1 < PASADAS && !ajuste.refinadas.every((m) => m !== null)) vistas = mirar(h);
  }
  if (ajuste?.refinadas.every((m) => m !== null)) return ajuste;
  // Three corners place the fourth only roughly in a photo: it counts if its edges are near, and it is seen where the four put it.
  const cuatro = refinar(h, vistas.map(() => true));
  return cuatro?.refinadas.every((m) => m !== null) && mirar(cuatro.h).every(Boolean) ? cuatro : ajuste;
};

/** Refines a hypothesis on the whole page and says what it is worth; null when its marks are not clear. */
export const afinar = (pagina: PaginaGris, vistazo: Vistazo, elegida: Elegida, familia: Familia, manera: Manera): Alineada | null => {
  const plantilla = MARCAS_DE[familia];
  const ajuste = ajustarOrillas(pagina, vistazo, elegida, plantilla, manera);
  if (ajuste === null) return null;
  const { h, refinadas } = ajuste;
  const porMm = pixelesPorMm(h, plantilla);
  const claras = refinadas.filter((m) => m !== null);
  const errorMm = errorDe(h, claras.map((m) => m.pares));
  const residuoMm = residuo(h, claras.flatMap((m) => m.pares)) / porMm;
  if (!(errorMm <= ERROR_MAXIMO && residuoMm <= RESIDUO_MAXIMO)) return null;
  if (deformacionDe(h, claras.map((m) => m.pares)) > DEFORMACION_MAXIMA) return null;
  const dudaMm = dudaDe(h, claras.map((m) => m.pares), plantilla, porMm);
  if (dudaMm > DUDA_MAXIMA) return null;
  const bordes = claras.map((m) => m.borde).sort((a, b) => a - b);
  const { ancho, alto } = plantilla;
  const [x0, y0] = aplicarHomografia(h, [0, alto / 2]);
  const [x1, y1] = aplicarHomografia(h, [ancho, alto / 2]);
  const grados = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  const cuartos = Math.round(grados / 90);
  return {
    familia, h, errorMm, residuoMm, dudaMm,
    vistas: refinadas.map((m) => m !== null),
    bordeMm: bordes[bordes.length >> 1] ?? 0,
    giro: GIROS_DE[((cuartos % 4) + 4) % 4] ?? 0,
    inclinacion: grados - cuartos * 90,
    dpi: porMm * 25.4,
  };
};

