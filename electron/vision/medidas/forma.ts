import { aplicarHomografia, invertirHomografia, type Punto } from '#shared/domain/homografia.ts';
import { MARCAS_DE } from '#shared/domain/plantilla.ts';
import type { PaginaGris } from '../decodificar.ts';
import type { Alineada } from '../pagina/afinar.ts';
import type { Vistazo } from '../pagina/vistazo.ts';
import { puntosDe } from '../pagina/hipotesis.ts';

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
