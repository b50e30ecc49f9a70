import type { Quad } from '#shared/domain/homografia.ts';

export type Medida = { readonly ancho: number; readonly alto: number };
export type Encuadre = { readonly zoom: number; readonly x: number; readonly y: number; readonly giro: 0 | 90 | 180 | 270 };
export type PasoEncuadre =
  | { readonly tipo: 'acercar' | 'alejar' | 'ajustar' | 'girar' }
  | { readonly tipo: 'mover'; readonly dx: number; readonly dy: number };

export const ENCUADRE_INICIAL: Encuadre = { zoom: 1, x: 0, y: 0, giro: 0 };
const PASO_ZOOM = 1.35;
const ZOOM_MAXIMO = 6;
const GIROS = [0, 90, 180, 270] as const;

/** Size on screen of a picture that fits whole in a box, turned or not; CSS pixels, before zoom. */
export const ajuste = (imagen: Medida, caja: Medida, giro: Encuadre['giro']): Medida => {
  const deLado = giro === 90 || giro === 270;
  const [ancho, alto] = deLado ? [imagen.alto, imagen.ancho] : [imagen.ancho, imagen.alto];
  if (ancho === 0 || alto === 0) return { ancho: 0, alto: 0 };
  const escala = Math.min(caja.ancho / ancho, caja.alto / alto);
  return { ancho: imagen.ancho * escala, alto: imagen.alto * escala };
};

/** Half of what a zoomed side sticks out of its box: how far it may be moved to each side. */
const sobra = (lado: number, zoom: number, caja: number): number => Math.max(0, (lado * zoom - caja) / 2);

const dentro = (e: Encuadre, imagen: Medida, caja: Medida): Encuadre => {
  const base = ajuste(imagen, caja, e.giro);
  const deLado = e.giro === 90 || e.giro === 270;
  const mx = sobra(deLado ? base.alto : base.ancho, e.zoom, caja.ancho);
  const my = sobra(deLado ? base.ancho : base.alto, e.zoom, caja.alto);
  return { ...e, x: Math.max(-mx, Math.min(mx, e.x)), y: Math.max(-my, Math.min(my, e.y)) };
};

/** The view after one step. The picture never leaves its box. */
export const encuadrar = (e: Encuadre, paso: PasoEncuadre, imagen: Medida, caja: Medida): Encuadre => {
  switch (paso.tipo) {
    case 'ajustar':
      return { ...ENCUADRE_INICIAL, giro: e.giro };
    case 'girar':
      return { ...ENCUADRE_INICIAL, giro: GIROS[(GIROS.indexOf(e.giro) + 1) % 4] ?? 0 };
    case 'mover':
      return dentro({ ...e, x: e.x + paso.dx, y: e.y + paso.dy }, imagen, caja);
    case 'acercar':
    case 'alejar': {
      const zoom = Math.max(1, Math.min(ZOOM_MAXIMO, paso.tipo === 'acercar' ? e.zoom * PASO_ZOOM : e.zoom / PASO_ZOOM));
      const razon = zoom / e.zoom;
      return dentro({ ...e, zoom, x: e.x * razon, y: e.y * razon }, imagen, caja);
    }
  }
};

/** Most of the box that a followed field fills: the rows around it stay in view. */
const PARTE_CAMPO = { ancho: 0.62, alto: 0.4 };
/**
 * The page goes after the field by such parts of the box, and stands still while the field is well within it: the eye
 * keeps its place, and nothing but the frame is drawn anew. A field as large as it may be still fits, half a part away.
 */
const PARTE_QUIETA = { ancho: 0.34, alto: 0.56 };
const aSaltos = (centro: number, paso: number): number => -Math.round(Math.round(centro / paso) * paso);

/** A point of the picture from its centre, in pixels of the box before zoom, turned as the picture is. */
const desdeElCentro = ([fx, fy]: Quad[number], base: Medida, giro: Encuadre['giro']): readonly [number, number] => {
  const [u, v] = [(fx - 0.5) * base.ancho, (fy - 0.5) * base.alto];
  switch (giro) {
    case 0:
      return [u, v];
    case 90:
      return [-v, u];
    case 180:
      return [-u, -v];
    case 270:
      return [v, -u];
  }
};

/** The view that shows a field large with what is around it, the picture turned as it is. Fields alike and near share one. */
export const enfocarZona = (zona: Quad, imagen: Medida, caja: Medida, giro: Encuadre['giro']): Encuadre => {
  if (imagen.ancho === 0 || caja.ancho === 0) return { ...ENCUADRE_INICIAL, giro };
  const puntos = zona.map((p) => desdeElCentro(p, ajuste(imagen, caja, giro), giro));
  const [xs, ys] = [puntos.map(([x]) => x), puntos.map(([, y]) => y)];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const aumento = Math.min((PARTE_CAMPO.ancho * caja.ancho) / (x1 - x0), (PARTE_CAMPO.alto * caja.alto) / (y1 - y0));
  const zoom = Math.max(1, Math.min(ZOOM_MAXIMO, PASO_ZOOM ** Math.floor(Math.log(aumento) / Math.log(PASO_ZOOM))));
  const [x, y] = [(zoom * (x0 + x1)) / 2, (zoom * (y0 + y1)) / 2];
  return dentro({ zoom, giro, x: aSaltos(x, PARTE_QUIETA.ancho * caja.ancho), y: aSaltos(y, PARTE_QUIETA.alto * caja.alto) }, imagen, caja);
};
