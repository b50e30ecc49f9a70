import { aplicarHomografia, componer, homografiaDe, type Homografia, type Punto, type Quad } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';
import { promediar, recortar } from './gris.ts';
import type { Patrones } from './patrones.ts';

/** Pixels of a module in the rectified patch. */
const P = 4;

/** The surroundings of a QR set straight: `P` pixels a module, `holgura` modules around it. Positive = darker than around. */
export type Parche = {
  readonly lado: number;
  readonly datos: Float32Array;
  readonly ancho: number;
  readonly holgura: number;
  /** Pixels of the patch to pixels of the image. */
  readonly aImagen: Homografia;
};

type Imagen = { readonly datos: Uint8Array | Float32Array; readonly ancho: number; readonly alto: number };

/** Level between pixels; outside, that of the edge. */
const nivelEn = ({ datos, ancho, alto }: Imagen, x: number, y: number): number => {
  const u = Math.max(0, Math.min(ancho - 1.001, x - 0.5));
  const v = Math.max(0, Math.min(alto - 1.001, y - 0.5));
  const i = Math.floor(u);
  const j = Math.floor(v);
  const fx = u - i;
  const fy = v - j;
  const k = j * ancho + i;
  const arriba = (datos[k] ?? 0) * (1 - fx) + (datos[k + 1] ?? 0) * fx;
  const abajo = (datos[k + ancho] ?? 0) * (1 - fx) + (datos[k + ancho + 1] ?? 0) * fx;
  return arriba * (1 - fy) + abajo * fy;
};

/** Levels of an image at the points of a grid of whole steps seen through a homography, at the middle of each. */
const verRejilla = (imagen: Imagen, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, w = 1]: Homografia, lado: number, salida: Uint8Array | Float32Array): void => {
  for (let y = 0; y < lado; y++)
    for (let x = 0; x < lado; x++) {
      const px = x + 0.5;
      const py = y + 0.5;
      const q = g * px + h * py + w;
      salida[y * lado + x] = nivelEn(imagen, (a * px + b * py + c) / q, (d * px + e * py + f) / q);
    }
};

const distancia = ([ax, ay]: Punto, [bx, by]: Punto): number => Math.hypot(ax - bx, ay - by);

/** Sets straight what is around a place where a QR of `lado` modules may be; null when the place is not a quadrilateral. */
export const rectificar = (imagen: PaginaGris, lugar: Quad, lado: number, holgura: number): Parche | null => {
  const ancho = (lado + 2 * holgura) * P;
  const [a, b] = [holgura * P, (holgura + lado) * P];
  const aPagina = homografiaDe([[a, a], [b, a], [b, b], [a, b]], lugar);
  if (!aPagina) return null;
  const esquinas = ([[0, 0], [ancho, 0], [ancho, ancho], [0, ancho]] as Punto[]).map((p) => aplicarHomografia(aPagina, p));
  const [xs, ys] = [esquinas.map(([x]) => x), esquinas.map(([, y]) => y)];
  const [x0, y0] = [Math.max(0, Math.floor(Math.min(...xs)) - 4), Math.max(0, Math.floor(Math.min(...ys)) - 4)];
  const recorte = { x: x0, y: y0, ancho: Math.ceil(Math.max(...xs)) + 4 - x0, alto: Math.ceil(Math.max(...ys)) + 4 - y0 };
  if (!(recorte.ancho * recorte.alto < 6_000_000)) return null;
  const trozo = recortar(imagen, recorte);
  if (trozo.ancho < 8 || trozo.alto < 8) return null;
  const pixelesPorPunto = distancia(lugar[0], lugar[1]) / (lado * P);
  const suave = pixelesPorPunto > 1.4 ? promediar(trozo, Math.round((pixelesPorPunto - 1) / 2 + 0.3)) : trozo;
  const niveles = new Uint8Array(ancho * ancho);
  verRejilla(suave, componer([1, 0, -recorte.x, 0, 1, -recorte.y, 0, 0, 1], aPagina), ancho, niveles);
  const parche = { datos: niveles, ancho, alto: ancho };
  // A module seen at its middle is the mean of its inner part; darkness is against the mean of nine modules around.
  const [modulo, fondo] = [promediar(parche, 1), promediar(parche, 4.5 * P)];
  const datos = new Float32Array(ancho * ancho);
  for (let k = 0; k < datos.length; k++) datos[k] = (fondo.datos[k] ?? 0) - (modulo.datos[k] ?? 0);
  return { lado, datos, ancho, holgura, aImagen: aPagina };
};

/** A place tried for the code, in pixels of the patch, and how well what must be there is there: 1 exactly, 0 nothing. */
export type Colocacion = { readonly esquinas: Quad; readonly acierto: number };

/** Sizes across and down the patch, against the place given: unequal for a page seen aslant. */
export type Escala = readonly [x: number, y: number];

/** The code's corners turned, then scaled, then moved about the middle of the patch; a quarter turn renames the corners. */
const cuadro = (parche: Parche, giro: number, [ex, ey]: Escala, dx: number, dy: number): Quad => {
  const [centro, radio] = [parche.ancho / 2, (parche.lado * P) / 2];
  const [c, s] = [Math.cos((giro * Math.PI) / 180) * radio, Math.sin((giro * Math.PI) / 180) * radio];
  const esquina = (x: number, y: number): Punto => [centro + dx + ex * (x * c - y * s), centro + dy + ey * (x * s + y * c)];
  return [esquina(-1, -1), esquina(1, -1), esquina(1, 1), esquina(-1, 1)];
};

type Mira = { readonly x: number; readonly y: number; readonly signo: number };

/** Finder modules by their place: only they are looked at in the first, coarse search. */
const modulosDeMiras = ({ lado, modulos }: Patrones): Mira[] => {
  const salida: Mira[] = [];
  for (let y = 0; y < lado; y++)
    for (let x = 0; x < lado; x++) {
      const enMira = (x < 8 && y < 8) || (x >= lado - 8 && y < 8) || (x < 8 && y >= lado - 8);
      if (enMira && modulos[y * lado + x] !== -1) salida.push({ x: x + 0.5, y: y + 0.5, signo: modulos[y * lado + x] === 1 ? 1 : -1 });
    }
  return salida;
};

export type Busqueda = {
  /** Quarter turns to try, of the code against the patch. */
  readonly cuartos: readonly number[];
  /** Small turns, degrees, and sizes to try about each. */
  readonly giros: readonly number[];
  readonly escalas: readonly Escala[];
};

/** The finder modules of a placement as jumps in the patch. */
type Plantilla = { readonly saltos: Int32Array; readonly signos: Float32Array; readonly limite: number };

const plantillaDe = (parche: Parche, miras: readonly Mira[], esquinas: Quad): Plantilla | null => {
  const { ancho, holgura, lado } = parche;
  const base = homografiaDe([[0, 0], [lado, 0], [lado, lado], [0, lado]], esquinas);
  if (!base) return null;
  const puntos = miras.map(({ x, y }) => aplicarHomografia(base, [x, y]));
  const todos = puntos.flat();
  return {
    saltos: Int32Array.from(puntos, ([u, v]) => Math.floor(v) * ancho + Math.floor(u)),
    signos: Float32Array.from(miras, (m) => m.signo),
    limite: Math.floor(Math.min((holgura - 1) * P, Math.min(...todos) - 1, ancho - Math.max(...todos) - 2)),
  };
};

/** Correlation of the finder patterns with what is `movido` pixels away, 1 when they agree in all. */
const parecido = (datos: Float32Array, { saltos, signos }: Plantilla, movido: number): number => {
  let suma = 0;
  let energia = 1;
  for (let n = 0; n < saltos.length; n++) {
    const d = datos[(saltos[n] ?? 0) + movido] ?? 0;
    suma += d * (signos[n] ?? 0);
    energia += d * d;
  }
  return suma / Math.sqrt(energia * saltos.length);
};

type Puesto = { readonly plantilla: Plantilla; readonly giro: number; readonly escala: Escala; dx: number; dy: number; acierto: number };

/** Slides by `paso` pixels about (cx, cy) as far as `alcance` and keeps the best. */
const recorrer = ({ datos, ancho }: Parche, puesto: Puesto, cx: number, cy: number, alcance: number, paso: number): void => {
  const { plantilla } = puesto;
  const { limite } = plantilla;
  for (let dy = Math.max(-limite, cy - alcance); dy <= Math.min(limite, cy + alcance); dy += paso)
    for (let dx = Math.max(-limite, cx - alcance); dx <= Math.min(limite, cx + alcance); dx += paso) {
      const acierto = parecido(datos, plantilla, dy * ancho + dx);
      if (acierto > puesto.acierto) Object.assign(puesto, { dx, dy, acierto });
    }
};

/** Slides the finder patterns over the patch, a module at a time and then a quarter; the best place of each quarter turn, best first. */
export const deslizar = (parche: Parche, patrones: Patrones, { cuartos, giros, escalas }: Busqueda): Colocacion[] => {
  const miras = modulosDeMiras(patrones);
  const lista = cuartos.map((cuarto): Colocacion => {
    const puestos = giros.flatMap((giro) =>
      escalas.flatMap((escala): Puesto[] => {
        const plantilla = plantillaDe(parche, miras, cuadro(parche, cuarto + giro, escala, 0, 0));
        return plantilla ? [{ plantilla, giro, escala, dx: 0, dy: 0, acierto: -1 }] : [];
      }),
    );
    for (const puesto of puestos) recorrer(parche, puesto, 0, 0, puesto.plantilla.limite, P);
    const mejores = puestos.toSorted((a, b) => b.acierto - a.acierto).slice(0, 4);
    for (const puesto of mejores) recorrer(parche, puesto, puesto.dx, puesto.dy, P, 1);
    const [mejor] = mejores.toSorted((a, b) => b.acierto - a.acierto);
    return mejor ? { esquinas: cuadro(parche, cuarto + mejor.giro, mejor.escala, mejor.dx, mejor.dy), acierto: mejor.acierto } : { esquinas: cuadro(parche, cuarto, [1, 1], 0, 0), acierto: -1 };
  });
  return lista.toSorted((a, b) => b.acierto - a.acierto);
};

/** Darkness of every module of a code placed in the patch. */
export const muestrear = (parche: Parche, esquinas: Quad): Float32Array | null => {
  const { lado, datos, ancho } = parche;
  const h = homografiaDe([[0, 0], [lado, 0], [lado, lado], [0, lado]], esquinas);
  if (!h) return null;
  const salida = new Float32Array(lado * lado);
  verRejilla({ datos, ancho, alto: ancho }, h, lado, salida);
  return salida;
};

/** How well a placement fits: what must be there, and modules that are clearly dark or light instead of between two. */
const ajuste = (parche: Parche, { modulos }: Patrones, esquinas: Quad): { readonly acierto: number; readonly total: number } => {
  const oscuridad = muestrear(parche, esquinas);
  if (!oscuridad) return { acierto: -1, total: -1 };
  let [suma, energia, n, nitidez, otras] = [0, 1, 0, 0, 0];
  for (let k = 0; k < oscuridad.length; k++) {
    const [d, m] = [oscuridad[k] ?? 0, modulos[k] ?? -1];
    if (m === -1) {
      nitidez += Math.abs(d);
      otras++;
      continue;
    }
    suma += m === 1 ? d : -d;
    energia += d * d;
    n++;
  }
  const acierto = suma / Math.sqrt(energia * n);
  return { acierto, total: suma / n + nitidez / Math.max(1, otras) };
};

/** Moves the corners, ever less, while the fit improves. */
export const afinar = (parche: Parche, patrones: Patrones, inicial: Quad): Colocacion => {
  let esquinas = inicial;
  let mejor = ajuste(parche, patrones, esquinas);
  const probar = (nuevas: Quad): boolean => {
    const otro = ajuste(parche, patrones, nuevas);
    if (otro.total <= mejor.total) return false;
    [esquinas, mejor] = [nuevas, otro];
    return true;
  };
  for (const paso of [2, 1, 0.5, 0.25])
    for (let vuelta = 0; vuelta < 3; vuelta++) {
      let mejora = false;
      for (const [dx, dy] of [[paso, 0], [-paso, 0], [0, paso], [0, -paso]] as const) {
        mejora = probar(esquinas.map(([x, y]): Punto => [x + dx, y + dy]) as unknown as Quad) || mejora;
        for (let k = 0; k < 4; k++) mejora = probar(esquinas.map(([x, y], n): Punto => (n === k ? [x + dx, y + dy] : [x, y])) as unknown as Quad) || mejora;
      }
      if (!mejora) break;
    }
  return { esquinas, acierto: mejor.acierto };
};
