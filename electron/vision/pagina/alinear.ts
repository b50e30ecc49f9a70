import type { Alineacion, Giro } from '#shared/domain/examen.ts';
import { aplicarHomografia, componer, invertirHomografia, type Homografia, type Quad } from '#shared/domain/homografia.ts';
import { MARCAS_DE, type PaginaMarcada } from '#shared/domain/plantilla.ts';
import { cuadroDe } from '#shared/domain/zonas.ts';
import { PLANTILLAS, type Familia } from '#shared/domain/plantilla-familias.ts';
import type { PaginaGris } from '../decodificar.ts';
import { ajustarAfin, ajustarHomografia, residuo, type Par } from './ajustar.ts';
import { comprobarMarcas } from './comprobar-marcas.ts';
import { histograma, normalizar, PAPEL, percentil, reducir } from './gris.ts';
import { cuadrosEn, hipotesisDe, hipotesisSinCuadro, type Hipotesis } from './hipotesis.ts';
import { buscarManchas, type Mancha } from './manchas.ts';
import { refinarMarca, type MarcaRefinada } from './refinar.ts';

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

/** Where the form lies: millimetres of the template to pixels of the page. */
export type Alineada = {
  readonly familia: Familia;
  readonly h: Homografia;
  /** Which corners are seen: top left, top right, bottom left, L. */
  readonly vistas: readonly boolean[];
  readonly errorMm: number;
  /** Root mean square of the distances of the corners of the marks to where the fit has them, millimetres. */
  readonly residuoMm: number;
  /** Width of the edges of the marks, from 20 to 80 % of their darkness, millimetres: how sharp the image is. */
  readonly bordeMm: number;
  readonly giro: Giro;
  /** Degrees clockwise off the nearest quarter turn. */
  readonly inclinacion: number;
  readonly dpi: number;
};

/** Marks are looked for with about this many pixels on the long side: 100 dpi of letter paper. */
const LADO_VISTAZO = 1100;
/** Side of a mark, in those pixels, at the least and at the most: a form that fills a third of the image, or all of it. */
const LADO_MARCA = { minimo: 6, maximo: 90 };
/** No ink darker than this on its paper: no marks. */
const TINTA_MAXIMA = 175;

/** Looks at a page once for all that needs only its look. */
export const darVistazo = (pagina: PaginaGris): Vistazo => {
  const n = Math.max(1, Math.round(Math.max(pagina.ancho, pagina.alto) / LADO_VISTAZO));
  const chica = reducir(pagina, n);
  const lado = Math.max(chica.ancho, chica.alto);
  const plana = normalizar(chica, Math.round(lado / 18));
  const niveles = histograma(plana.datos);
  const tinta = percentil(niveles, 0.004);
  const manchas = tinta > TINTA_MAXIMA ? [] : buscarManchas(plana, (tinta + PAPEL) / 2, LADO_MARCA.minimo, LADO_MARCA.maximo);
  return { chica, n, plana, niveles, manchas, cuadros: cuadrosEn(manchas) };
};

/** Hypotheses that are looked at closely: the right one is among the first. */
const INTENTOS = 40;

type Elegida = { readonly hipotesis: Hipotesis; readonly nota: number; readonly vistas: readonly boolean[] };

const calificar = (imagen: PaginaGris, hipotesis: Hipotesis, pagina: PaginaMarcada): Elegida | null => {
  const todas = comprobarMarcas(imagen, hipotesis.h, pagina);
  const vistas = todas.map((v) => v.vista);
  const cuantas = vistas.filter(Boolean).length;
  if (cuantas < 3) return null;
  return { hipotesis, vistas, nota: cuantas + todas.reduce((s, v) => s + (v.vista ? v.acierto : 0), 0) / 8 };
};

const elegir = (imagen: PaginaGris, hipotesis: readonly Hipotesis[], pagina: PaginaMarcada): Elegida | null => {
  let mejor: Elegida | null = null;
  for (const h of hipotesis.slice(0, INTENTOS)) {
    const elegida = calificar(imagen, h, pagina);
    if (elegida && elegida.nota > (mejor?.nota ?? 0)) mejor = elegida;
    if (mejor && mejor.nota > 4.45) break;
  }
  return mejor;
};

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

/** Refines a hypothesis on the whole page and says what it is worth; null when its marks are not clear. */
const afinar = (pagina: PaginaGris, chica: PaginaGris, elegida: Elegida, familia: Familia, n: number): Alineada | null => {
  const plantilla = MARCAS_DE[familia];
  let { vistas } = elegida;
  let h: Homografia = componer(escala(n), elegida.hipotesis.h);
  const porMm = pixelesPorMm(h, plantilla);
  let refinadas: (MarcaRefinada | null)[] = [];
  for (let pasada = 0; pasada < PASADAS; pasada++) {
    const actual = h;
    refinadas = vistas.map((vista, i) => (vista ? refinarMarca(pagina, actual, plantilla, i) : null));
    const claras = refinadas.filter((m) => m !== null);
    if (claras.length < 3) return null;
    const nueva = ajustarMarcas(claras.flatMap((m) => m.pares), claras.length, porMm);
    if (nueva === null) return null;
    h = nueva;
    // The fit is better now: a corner that was not where the guess had it may be where this has it.
    if (pasada + 1 < PASADAS && claras.length < 4) vistas = comprobarMarcas(chica, componer(escala(1 / n), h), plantilla).map((v) => v.vista);
  }
  const claras = refinadas.filter((m) => m !== null);
  const errorMm = errorDe(h, claras.map((m) => m.pares));
  const residuoMm = residuo(h, claras.flatMap((m) => m.pares)) / porMm;
  if (!(errorMm <= ERROR_MAXIMO && residuoMm <= RESIDUO_MAXIMO)) return null;
  if (deformacionDe(h, claras.map((m) => m.pares)) > DEFORMACION_MAXIMA) return null;
  const bordes = claras.map((m) => m.borde).sort((a, b) => a - b);
  const { ancho, alto } = plantilla;
  const [x0, y0] = aplicarHomografia(h, [0, alto / 2]);
  const [x1, y1] = aplicarHomografia(h, [ancho, alto / 2]);
  const grados = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  const cuartos = Math.round(grados / 90);
  return {
    familia, h, errorMm, residuoMm,
    vistas: refinadas.map((m) => m !== null),
    bordeMm: bordes[bordes.length >> 1] ?? 0,
    giro: GIROS_DE[((cuartos % 4) + 4) % 4] ?? 0,
    inclinacion: grados - cuartos * 90,
    dpi: pixelesPorMm(h, plantilla) * 25.4,
  };
};

const esFamilia = (nombre: string): nombre is Familia => (PLANTILLAS as readonly string[]).includes(nombre);

/**
 * Finds the marks of one of the families in a page; null when they cannot be told for sure: a wrong place for the figures is
 * worse than none. With three corners the fourth is inferred.
 */
export const alinear = (pagina: PaginaGris, vistazo: Vistazo, plantillas: readonly string[]): Alineada | null => {
  const { chica, n, manchas, cuadros } = vistazo;
  const lado = Math.max(chica.ancho, chica.alto);
  for (const generar of [hipotesisDe, hipotesisSinCuadro]) {
    const alineadas = plantillas.filter(esFamilia).flatMap((familia): Alineada[] => {
      const elegida = elegir(chica, generar(cuadros, manchas, MARCAS_DE[familia], lado), MARCAS_DE[familia]);
      const alineada = elegida && afinar(pagina, chica, elegida, familia, n);
      return alineada ? [alineada] : [];
    });
    const [mejor] = alineadas.sort((a, b) => a.residuoMm - b.residuoMm);
    if (mejor) return mejor;
  }
  return null;
};

/** Where the label of that form has its QR, in pixels of the page. */
export const lugarDelQr = ({ familia, h }: Alineada): Quad => cuadroDe(MARCAS_DE[familia].qr, { homografia: [...h] });

/** Pixels of a page to fractions of it once it is turned. */
const girada = (giro: Giro, w: number, h: number): Homografia => {
  switch (giro) {
    case 0:
      return [1 / w, 0, 0, 0, 1 / h, 0, 0, 0, 1];
    case 90:
      return [0, -1 / h, 1, 1 / w, 0, 0, 0, 0, 1];
    case 180:
      return [-1 / w, 0, 1, 0, -1 / h, 1, 0, 0, 1];
    case 270:
      return [0, 1 / h, 0, -1 / w, 0, 1, 0, 0, 1];
  }
};

/** The alignment as it is kept (examen.ts): in fractions of the upright image. */
export const aAlineacion = ({ familia, h, vistas, errorMm, giro }: Alineada, { ancho, alto }: PaginaGris): Alineacion => {
  const entera = componer(girada(giro, ancho, alto), h);
  return { plantilla: familia, homografia: entera.map((v) => v / entera[8]!), marcas: vistas.filter(Boolean).length, errorMm: Math.round(errorMm * 1000) / 1000 };
};
