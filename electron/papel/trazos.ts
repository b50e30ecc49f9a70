import type { BloquePlantilla, Rect } from '#shared/domain/plantilla.ts';
import { anchoTexto, parrafoSvg, textoSvg } from './fuentes.ts';

/** Colours of the printed form. */
export const TINTA = { rojo: '#b5243c', rosa: '#e8cdd0', gris: '#8a8a8a', linea: '#6d6d6d', texto: '#222222', negro: '#111111' } as const;

export type OpcionesRect = { readonly relleno?: string; readonly borde?: string; readonly grosor?: number; readonly radio?: number };

/** Millimetres, as short as they can be written. */
export const mm = (n: number): string => String(Math.round(n * 1000) / 1000);

export const rectSvg = (r: Rect, { relleno = 'none', borde = 'none', grosor = 0.2, radio = 0 }: OpcionesRect): string =>
  `<rect x="${mm(r.x)}" y="${mm(r.y)}" width="${mm(r.w)}" height="${mm(r.h)}" rx="${mm(radio)}" fill="${relleno}" stroke="${borde}" stroke-width="${mm(grosor)}"/>`;

export const lineaSvg = (x1: number, y1: number, x2: number, y2: number, color: string = TINTA.linea, grosor = 0.2): string =>
  `<path d="M${mm(x1)} ${mm(y1)}L${mm(x2)} ${mm(y2)}" stroke="${color}" stroke-width="${mm(grosor)}" fill="none"/>`;

/** A digit box, open at the top as on the real form: the pen comes in from above without crossing a line. */
export const charolaSvg = (r: Rect): string =>
  `<path d="M${mm(r.x)} ${mm(r.y + r.h * 0.2)}V${mm(r.y + r.h)}H${mm(r.x + r.w)}V${mm(r.y + r.h * 0.2)}" stroke="${TINTA.linea}" stroke-width="0.22" fill="none"/>`;

const SIN_LINEAS = 1.75;

/** The title bar and the instruction of a section. */
export const tituloSvg = (b: BloquePlantilla): string => {
  const { x, y, w } = b.rect;
  const numero = String(b.numero);
  const placa = { x, y, w: 5.6, h: 3.6 };
  const instruccion = parrafoSvg(b.texto, x, y + 6.2, w - 1, SIN_LINEAS, { color: TINTA.texto });
  return (
    rectSvg(placa, { relleno: TINTA.rojo, radio: 0.5 }) +
    textoSvg(numero, x + 2.8, y + 2.65, 2.5, { fuente: 'fuerte', color: '#fff', ancla: 'medio' }) +
    textoSvg(b.titulo, x + 6.8, y + 2.75, 2.5, { fuente: 'fuerte', color: TINTA.rojo, anchoMaximo: w - 7 }) +
    instruccion.svg
  );
};

const COLORES = ['#1f5fa8', '#a3303f', '#b88a00', '#2e7d4f', '#7a4a9c', '#e0701c', '#8c2f2f', '#0f7f8c', '#4a5568', '#b0307a', '#5d8c1a', '#8c5a2b'];

/** Colour of the plate of each party, by its place on the acta. */
export const coloresDe = (partidos: readonly string[]): ReadonlyMap<string, string> => new Map(partidos.map((p, i) => [p, COLORES[i % COLORES.length] ?? TINTA.gris]));

/** The emblems of a row: one plate per party with its name (real emblems belong to the parties). */
export const emblemasSvg = (miembros: readonly string[], celda: Rect, colores: ReadonlyMap<string, string>): string => {
  const hueco = 0.5;
  const porFila = miembros.length > 4 ? Math.ceil(miembros.length / 2) : miembros.length;
  const filas = Math.ceil(miembros.length / porFila);
  // An independent or a candidatura común has a long name of its own and the cell to itself.
  const ancha = miembros.length === 1 && (miembros[0] ?? '').length > 9 ? 14 : 8.5;
  const w = Math.min(ancha, (celda.w - 1.6 - hueco * (porFila - 1)) / porFila);
  const h = Math.min(5.4, (celda.h - 0.9 - hueco * (filas - 1)) / filas);
  return miembros
    .map((partido, i) => {
      const enFila = Math.min(porFila, miembros.length - Math.floor(i / porFila) * porFila);
      const inicio = celda.x + 0.3 + (celda.w - enFila * w - (enFila - 1) * hueco) / 2;
      const x = inicio + (i % porFila) * (w + hueco);
      const y = celda.y + (celda.h - filas * h - (filas - 1) * hueco) / 2 + Math.floor(i / porFila) * (h + hueco);
      const cuerpo = Math.min(h * 0.62, 2.4, ((w - 0.5) * 2) / Math.max(0.1, anchoTexto('fuerte', partido, 2)));
      return rectSvg({ x, y, w, h }, { relleno: colores.get(partido) ?? TINTA.gris, radio: 0.5 }) + textoSvg(partido, x + w / 2, y + h / 2 + cuerpo * 0.36, cuerpo, { fuente: 'fuerte', color: '#fff', ancla: 'medio' });
    })
    .join('');
};
