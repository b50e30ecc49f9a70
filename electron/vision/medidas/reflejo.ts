import { aplicarHomografia } from '#shared/domain/homografia.ts';
import { MARCAS_DE } from '#shared/domain/plantilla.ts';
import type { PaginaGris } from '../decodificar.ts';
import type { Alineada } from '../pagina/afinar.ts';
import type { Vistazo } from '../pagina/vistazo.ts';
import { histograma, percentil } from '../pagina/gris.ts';

/** Over this even the paper of the whole page is burnt, as scanners make it: no light can be told on it. */
const BLANCO = 252;
/** A light takes paper this part of the way to white, and beyond what the brightest tenth of the page has anyway. */
const PARTE_QUEMADA = 0.75;
const SOBRE_LO_CLARO = 1.04;
/** The form is seen in cells of this many millimetres; a cell is as bright as its brightest spot, which is paper. */
const CELDA = 4;
/** Millimetres to each side where the paper must be darker: a shadow's slope is darker at one side only. */
const LEJOS = 40;
const CAE = 0.94;
/** The same in a corner, where only two sides can be seen and a slope may be darker at both. */
const CAE_EN_ESQUINA = 0.84;

/** Levels of a cell: of its paper, and of what is darkest in it. */
type Celda = { readonly papel: number; readonly oscuro: number };

const verCelda = ({ datos, ancho, alto }: PaginaGris, cx: number, cy: number, radio: number): Celda | null => {
  const [x0, y0, x1, y1] = [Math.round(cx - radio), Math.round(cy - radio), Math.round(cx + radio), Math.round(cy + radio)];
  if (x0 < 0 || y0 < 0 || x1 >= ancho || y1 >= alto) return null;
  let [papel, oscuro] = [0, 255];
  for (let y = y0; y <= y1; y++)
    for (let x = x0; x <= x1; x++) {
      const v = datos[y * ancho + x]!;
      if (v > papel) papel = v;
      if (v < oscuro) oscuro = v;
    }
  return { papel, oscuro };
};

/** Whether the paper around is darker on all sides that can be seen. */
const esIsla = (papel: number, alrededor: readonly (Celda | null | undefined)[]): boolean => {
  const lados = alrededor.flatMap((c) => (c ? [c.papel] : []));
  const cae = lados.length > 2 ? CAE : CAE_EN_ESQUINA;
  return lados.length >= 2 && lados.every((l) => l < papel * cae);
};

/** Percent of the form that is burnt out by a light, in a photo; 0 where the paper itself is pure white, as scanners give it. */
export const medirReflejo = ({ h, familia, dpi }: Alineada, { chica, n }: Vistazo): number => {
  const niveles = histograma(chica.datos);
  const claro = percentil(niveles, 0.75);
  const quemado = Math.max(claro + PARTE_QUEMADA * (255 - claro), percentil(niveles, 0.9) * SOBRE_LO_CLARO);
  if (quemado > BLANCO) return 0;
  const { marcas } = MARCAS_DE[familia];
  const [a] = marcas.cuadros;
  const [columnas, filas] = [Math.floor((marcas.ele.x + marcas.ele.w - a.x) / CELDA), Math.floor((marcas.ele.y + marcas.ele.h - a.y) / CELDA)];
  const radio = Math.max(1, (CELDA * dpi) / 25.4 / n / 2 - 1);
  const celdas = Array.from({ length: columnas * filas }, (_, i) => {
    const [x, y] = aplicarHomografia(h, [a.x + ((i % columnas) + 0.5) * CELDA, a.y + (Math.floor(i / columnas) + 0.5) * CELDA]);
    return verCelda(chica, x / n, y / n, radio);
  });
  const paso = Math.round(LEJOS / CELDA);
  const en = (c: number, f: number): Celda | null | undefined => (c < 0 || f < 0 || c >= columnas || f >= filas ? null : celdas[f * columnas + c]);
  const quemadas = celdas.filter((celda, i) => {
    if (!celda || celda.oscuro < quemado) return false;
    const [c, f] = [i % columnas, Math.floor(i / columnas)];
    return esIsla(celda.papel, [en(c - paso, f), en(c + paso, f), en(c, f - paso), en(c, f + paso)]);
  });
  return (100 * quemadas.length) / Math.max(1, celdas.length);
};
