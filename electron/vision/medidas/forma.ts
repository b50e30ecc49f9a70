import { aplicarHomografia, invertirHomografia, type Punto } from '#shared/domain/homografia.ts';
import { MARCAS_DE } from '#shared/domain/plantilla.ts';
import type { PaginaGris } from '../decodificar.ts';
import type { Alineada, Vistazo } from '../pagina/alinear.ts';
import { puntosDe } from '../pagina/hipotesis.ts';
import { histograma, percentil } from '../pagina/gris.ts';

/** What is measured by where the form lies. */

/** Points along the sides of the rectangle of the marks, millimetres. */
const contorno = (familia: Alineada['familia']): Punto[] => {
  const { marcas } = MARCAS_DE[familia];
  const [a] = marcas.cuadros;
  const [x0, y0, x1, y1] = [a.x, a.y, marcas.ele.x + marcas.ele.w, marcas.ele.y + marcas.ele.h];
  return Array.from({ length: 17 }, (_, i) => i / 16).flatMap((t): Punto[] => {
    const [x, y] = [x0 + (x1 - x0) * t, y0 + (y1 - y0) * t];
    return [[x, y0], [x, y1], [x0, y], [x1, y]];
  });
};

/** Millimetres by which the form, marks included, goes out of the image. */
export const medirCorte = ({ familia, h, dpi }: Alineada, { ancho, alto }: PaginaGris): number => {
  const fuera = contorno(familia).map((p) => {
    const [x, y] = aplicarHomografia(h, p);
    return Math.max(0, -x, -y, x - ancho, y - alto);
  });
  return (Math.max(...fuera) * 25.4) / dpi;
};

/** A mark of another sheet is as large as ours and as square. */
const MISMO_LADO = 0.12;
const MAS_ALARGADA = 1.15;
const LEJOS_MM = 8;

/** Sheets besides ours, in thirds: each mark too many is one of the three squares that a form has. */
export const medirHojasDeMas = ({ familia, h, dpi }: Alineada, { cuadros, n }: Vistazo): number => {
  const alReves = invertirHomografia(h);
  const pagina = MARCAS_DE[familia];
  const propias = puntosDe(pagina);
  const lado = (pagina.marcas.cuadros[0].w * dpi) / 25.4 / n;
  const deMas = cuadros.filter((m) => {
    if (Math.abs(Math.sqrt(m.area) / lado - 1) > MISMO_LADO || m.alargada > MAS_ALARGADA || m.dispersion > 0.178) return false;
    const [x, y] = aplicarHomografia(alReves, [m.cx * n, m.cy * n]);
    return propias.every(([px, py]) => Math.hypot(x - px, y - py) > LEJOS_MM);
  });
  return Math.round((deMas.length / 3) * 100) / 100;
};

/** Over this even the sensor's own paper is burnt, as scanners make it: no light can be told on it. */
const BLANCO = 252;
/** A light takes paper this part of the way to white, and beyond what the brightest tenth of the page has anyway. */
const PARTE_QUEMADA = 0.75;
const SOBRE_LO_CLARO = 1.06;

/** Blocks of this many pixels a side must be burnt whole: ink is thinner. */
const BLOQUE = 6;

/** Percent of the form that is burnt out by a light, in a photo; 0 where the paper itself is pure white, as scanners give it. */
export const medirReflejo = ({ h, familia }: Alineada, { chica, n }: Vistazo): number => {
  const { datos, ancho, alto } = chica;
  const niveles = histograma(datos);
  const papel = percentil(niveles, 0.75);
  const quemado = Math.max(papel + PARTE_QUEMADA * (255 - papel), percentil(niveles, 0.9) * SOBRE_LO_CLARO);
  if (quemado > BLANCO) return 0;
  const alReves = invertirHomografia(h);
  const { marcas } = MARCAS_DE[familia];
  const [a] = marcas.cuadros;
  let [quemados, total] = [0, 0];
  for (let y = 0; y + BLOQUE <= alto; y += BLOQUE)
    for (let x = 0; x + BLOQUE <= ancho; x += BLOQUE) {
      const [mx, my] = aplicarHomografia(alReves, [(x + BLOQUE / 2) * n, (y + BLOQUE / 2) * n]);
      if (mx < a.x || my < a.y || mx > marcas.ele.x + marcas.ele.w || my > marcas.ele.y + marcas.ele.h) continue;
      total++;
      let entero = true;
      for (let j = 0; j < BLOQUE && entero; j++) for (let i = 0; i < BLOQUE && entero; i++) entero = datos[(y + j) * ancho + x + i]! >= quemado;
      if (entero) quemados++;
    }
  return (100 * quemados) / Math.max(1, total);
};
