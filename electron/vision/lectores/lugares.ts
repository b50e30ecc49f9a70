import type { Punto, Quad } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';
import type { Recorte } from './gris.ts';

/** Parts of the page where a code may be; `etiqueta` is the corner where the label is on a page scanned upright. */
export const REGIONES_QR = ['etiqueta', 'abajo_derecha', 'arriba_derecha', 'abajo_izquierda', 'pagina'] as const;
export type RegionQr = (typeof REGIONES_QR)[number];

export type Esquina = Exclude<RegionQr, 'pagina'>;
export const ESQUINAS: readonly Esquina[] = ['etiqueta', 'abajo_derecha', 'arriba_derecha', 'abajo_izquierda'];

/** 36 × 30 % of the page: the label boxes with room for a page badly placed. */
export const recorteDe = ({ ancho, alto }: PaginaGris, cual: Esquina): Recorte => {
  const apaisada = ancho >= alto;
  const [w, h] = [Math.round(ancho * (apaisada ? 0.3 : 0.36)), Math.round(alto * (apaisada ? 0.36 : 0.3))];
  const x = cual === 'arriba_derecha' || cual === 'abajo_derecha' ? ancho - w : 0;
  const y = cual === 'abajo_derecha' || cual === 'abajo_izquierda' ? alto - h : 0;
  return { x, y, ancho: w, alto: h };
};

/** Part of the page that a place is in. */
export const regionDe = (pagina: PaginaGris, lugar: Quad): RegionQr => {
  const [x, y] = [0, 1].map((eje) => lugar.reduce((suma, p) => suma + (p[eje] ?? 0), 0) / 4) as [number, number];
  return ESQUINAS.find((e) => {
    const r = recorteDe(pagina, e);
    return x >= r.x && y >= r.y && x < r.x + r.ancho && y < r.y + r.alto;
  }) ?? 'pagina';
};

/** The rectangle that holds a quadrilateral, with `aire` times its size around. */
export const alrededor = (quad: Quad, aire: number): Recorte => {
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margen = Math.max(x1 - x0, y1 - y0) * aire;
  return { x: Math.floor(x0 - margen), y: Math.floor(y0 - margen), ancho: Math.ceil(x1 - x0 + 2 * margen), alto: Math.ceil(y1 - y0 + 2 * margen) };
};

/** Where the label is on our forms (plantilla.ts), in millimetres of a letter page. */
const PAGINA_MM = { ancho: 279.4, alto: 215.9 };
const QR_MM = { x: 19.2, y: 10.2, lado: 20.6 };

/** Its place if the image is the whole page, turned so that its top left corner is at `esquina`. */
export const lugarSupuesto = ({ ancho, alto }: PaginaGris, esquina: Esquina): Quad => {
  const deLado = ancho < alto;
  const porMm = deLado ? Math.min(ancho / PAGINA_MM.alto, alto / PAGINA_MM.ancho) : Math.min(ancho / PAGINA_MM.ancho, alto / PAGINA_MM.alto);
  const [x0, y0, x1, y1] = [QR_MM.x, QR_MM.y, QR_MM.x + QR_MM.lado, QR_MM.y + QR_MM.lado].map((mm) => mm * porMm) as [number, number, number, number];
  const girar = ([x, y]: Punto): Punto => {
    if (esquina === 'abajo_derecha') return [ancho - x, alto - y];
    if (esquina === 'arriba_derecha') return [ancho - y, x];
    return esquina === 'abajo_izquierda' ? [y, alto - x] : [x, y];
  };
  return [girar([x0, y0]), girar([x1, y0]), girar([x1, y1]), girar([x0, y1])];
};

/** A square about a middle, as large as a label where the page fills most of the image. */
export const lugarDenso = ({ ancho, alto }: PaginaGris, [x, y]: Punto): Quad => {
  const radio = (0.85 * QR_MM.lado * Math.max(ancho, alto)) / PAGINA_MM.ancho / 2;
  return [[x - radio, y - radio], [x + radio, y - radio], [x + radio, y + radio], [x - radio, y + radio]];
};
