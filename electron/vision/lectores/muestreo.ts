import { aplicarHomografia, type Quad } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';
import { imponerPatrones, patronesDe, type Patrones } from './patrones.ts';
import { afinar, deslizar, muestrear, rectificar, type Busqueda, type Colocacion, type Parche } from './rejilla.ts';
import { leerZxing, type CodigoVisto } from './zxing.ts';

/**
 * A reader of our own for codes whose place is more or less known: it fits the patterns that every QR has to what is seen,
 * looks at the middle of each module, and gives zxing a clean drawing of them. It stands noise, pale ink, stains over a
 * finder pattern and blur, where readers that look for the finder patterns by their edges find nothing.
 */

/** Below this what must be in a QR is not there: print and handwriting reach 0.35, a QR 0.9, one of another size 0.6. */
const ACIERTO_MINIMO = 0.4;
/** From here on, the number of modules is the right one. */
const ACIERTO_SEGURO = 0.8;
/** Modules of white around the drawing, and pixels of each module. */
const BORDE = 4;
const PUNTO = 3;

/** Half the way between the dark and the light modules around each one, found again with what the first pass said. */
const umbralizar = (oscuridad: Float32Array, lado: number): Float32Array => {
  let resta = oscuridad;
  for (let vuelta = 0; vuelta < 2; vuelta++) {
    const siguiente = new Float32Array(oscuridad.length);
    for (let y = 0; y < lado; y++)
      for (let x = 0; x < lado; x++) {
        let [so, no, sc, nc] = [0, 0, 0, 0];
        for (let j = Math.max(0, y - 4); j <= Math.min(lado - 1, y + 4); j++)
          for (let i = Math.max(0, x - 4); i <= Math.min(lado - 1, x + 4); i++) {
            const [d, r] = [oscuridad[j * lado + i] ?? 0, resta[j * lado + i] ?? 0];
            if (r > 0) [so, no] = [so + d, no + 1];
            else [sc, nc] = [sc + d, nc + 1];
          }
        const medio = no > 0 && nc > 0 ? (so / no + sc / nc) / 2 : 0;
        siguiente[y * lado + x] = (oscuridad[y * lado + x] ?? 0) - medio;
      }
    resta = siguiente;
  }
  return resta;
};

/** Takes from each module what blur brought it from its four neighbours. */
const enfocar = (oscuridad: Float32Array, lado: number, parte: number): Float32Array => {
  const salida = new Float32Array(oscuridad.length);
  const en = (x: number, y: number): number => (x < 0 || y < 0 || x >= lado || y >= lado ? 0 : (oscuridad[y * lado + x] ?? 0));
  for (let y = 0; y < lado; y++) for (let x = 0; x < lado; x++) salida[y * lado + x] = en(x, y) * (1 + 4 * parte) - parte * (en(x - 1, y) + en(x + 1, y) + en(x, y - 1) + en(x, y + 1));
  return salida;
};

const dibujar = (oscuridad: Float32Array, lado: number): PaginaGris => {
  const ancho = (lado + 2 * BORDE) * PUNTO;
  const datos = new Uint8Array(ancho * ancho).fill(255);
  for (let y = 0; y < lado * PUNTO; y++)
    for (let x = 0; x < lado * PUNTO; x++) {
      if ((oscuridad[Math.floor(y / PUNTO) * lado + Math.floor(x / PUNTO)] ?? 0) > 0) datos[(y + BORDE * PUNTO) * ancho + x + BORDE * PUNTO] = 0;
    }
  return { datos, ancho, alto: ancho };
};

const leerModulos = async (oscuridad: Float32Array, patrones: Patrones): Promise<string | null> => {
  const { lado } = patrones;
  for (const parte of [0, 0.12, 0.25]) {
    const modulos = umbralizar(parte === 0 ? oscuridad : enfocar(oscuridad, lado, parte), lado);
    imponerPatrones(modulos, patrones);
    const [leido] = await leerZxing(dibujar(modulos, lado), { puro: true });
    if (typeof leido?.texto === 'string') return leido.texto;
  }
  return null;
};

const aImagen = (parche: Parche, [a, b, c, d]: Quad): Quad => {
  const { aImagen: h } = parche;
  return [aplicarHomografia(h, a), aplicarHomografia(h, b), aplicarHomografia(h, c), aplicarHomografia(h, d)];
};

export type PistaLugar = {
  /** Where the code should be, corners in the order of the code when its turn is known. */
  readonly lugar: Quad;
  /** Modules that it may be away from there. */
  readonly holgura: number;
  readonly busqueda: Busqueda;
  /** Modules a side to try, the likeliest first: our labels have 33. */
  readonly lados: readonly number[];
};

type Candidata = { readonly parche: Parche; readonly patrones: Patrones; readonly gruesa: Colocacion };

/** Where the code may be for a number of modules, best first. */
const candidatas = (imagen: PaginaGris, { lugar, holgura, busqueda }: PistaLugar, lado: number): Candidata[] => {
  const parche = rectificar(imagen, lugar, lado, holgura);
  if (!parche) return [];
  const patrones = patronesDe(lado);
  return deslizar(parche, patrones, busqueda).slice(0, 2).flatMap((gruesa) => (gruesa.acierto < ACIERTO_MINIMO ? [] : [{ parche, patrones, gruesa }]));
};

const leerCandidata = async ({ parche, patrones, gruesa }: Candidata): Promise<CodigoVisto | null> => {
  const { esquinas, acierto } = afinar(parche, patrones, gruesa.esquinas);
  const oscuridad = acierto < ACIERTO_MINIMO ? null : muestrear(parche, esquinas);
  const texto = oscuridad && (await leerModulos(oscuridad, patrones));
  if (texto === null) return null;
  const lugar = aImagen(parche, esquinas);
  const [[ax, ay], [bx, by]] = lugar;
  return { texto, lineal: false, lugar, rotacion: (Math.atan2(by - ay, bx - ax) * 180) / Math.PI };
};

/** Reads a QR by fitting its grid about a place; a place without one costs only the search of the likeliest size. */
export const leerMuestreo = async (imagen: PaginaGris, pista: PistaLugar, seguir: () => boolean): Promise<CodigoVisto | null> => {
  const [comun, ...otros] = pista.lados;
  const primeras = comun === undefined ? [] : candidatas(imagen, pista, comun);
  const [mejor] = primeras;
  if (!mejor) return null;
  const demas = mejor.gruesa.acierto >= ACIERTO_SEGURO ? [] : otros.flatMap((lado) => candidatas(imagen, pista, lado));
  for (const candidata of [...primeras, ...demas].toSorted((a, b) => b.gruesa.acierto - a.gruesa.acierto)) {
    if (!seguir()) return null;
    const codigo = await leerCandidata(candidata);
    if (codigo) return codigo;
  }
  return null;
};
