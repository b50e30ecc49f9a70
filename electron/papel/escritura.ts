import sharp from 'sharp';
import type { Azar } from './azar.ts';
import { LADO_DIGITO, type Digito } from './digitos.ts';
import { abrirFuente, anchoTexto, datosTrazo, type Fuente } from './fuentes.ts';
import { entintar, trazar, type Color, type Lienzo, type Mancha } from './lienzo.ts';

const ALFABETO = "ABCDEFGHIJKLMNOPQRSTUVWXYZÁÉÍÓÚÜÑabcdefghijklmnopqrstuvwxyzáéíóúüñ0123456789.,-·()'/";

/** The letters of a typeface at one size, as ink, with the point of the baseline where each begins. */
export type Letras = { readonly cuerpo: number; readonly fuente: Fuente; readonly letras: ReadonlyMap<string, Mancha & { readonly ox: number; readonly oy: number }> };

const juegos = new Map<string, Promise<Letras>>();

const hacerLetras = async (fuente: Fuente, cuerpo: number): Promise<Letras> => {
  const tipo = abrirFuente(fuente);
  const lado = Math.ceil(cuerpo * 2);
  const porFila = 12;
  const [ox, oy] = [Math.round(cuerpo * 0.5), Math.round(cuerpo * 1.3)];
  const simbolos = ALFABETO.split('');
  const [ancho, alto] = [porFila * lado, Math.ceil(simbolos.length / porFila) * lado];
  const trazos = simbolos.map((s, i) => datosTrazo(tipo.getPath(s, (i % porFila) * lado + ox, Math.floor(i / porFila) * lado + oy, cuerpo)));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${ancho}" height="${alto}"><rect width="100%" height="100%" fill="#000"/><path fill="#fff" d="${trazos.join('')}"/></svg>`;
  const hoja = await sharp(Buffer.from(svg)).extractChannel(0).raw().toBuffer();
  const letras = new Map<string, Mancha & { ox: number; oy: number }>();
  simbolos.forEach((s, i) => {
    const tinta = new Uint8Array(lado * lado);
    const inicio = Math.floor(i / porFila) * lado * ancho + (i % porFila) * lado;
    for (let y = 0; y < lado; y++) tinta.set(hoja.subarray(inicio + y * ancho, inicio + y * ancho + lado), y * lado);
    letras.set(s, { tinta, ancho: lado, alto: lado, ox, oy });
  });
  return { cuerpo, fuente, letras };
};

/** The letters of a typeface at a size in pixels: drawn once, kept. */
export const prepararLetras = (fuente: Fuente, cuerpo: number): Promise<Letras> => {
  const entero = Math.max(6, Math.round(cuerpo));
  const clave = `${fuente}:${entero}`;
  const hecho = juegos.get(clave) ?? hacerLetras(fuente, entero);
  juegos.set(clave, hecho);
  return hecho;
};

/** Sizes come in few steps, so that a night of actas draws each alphabet once. */
const enPasos = (cuerpo: number): number => (cuerpo < 24 ? Math.floor(cuerpo) : Math.floor(cuerpo / 3) * 3);

/** The largest step up to `cuerpo` at which the text is not wider than `ancho`. */
export const cuerpoQueCabe = (fuente: Fuente, texto: string, cuerpo: number, ancho: number): number =>
  enPasos(Math.min(cuerpo, (cuerpo * ancho) / Math.max(1, anchoTexto(fuente, texto, cuerpo))));

/** Sets a line in straight printed letters; `y` is the baseline. */
export const imprimirLinea = (lienzo: Lienzo, letras: Letras, texto: string, x: number, y: number, color: Color): void => {
  let pluma = x;
  for (const letra of texto) {
    const mancha = letras.letras.get(letra);
    if (mancha) entintar(lienzo, mancha, pluma - mancha.ox, y - mancha.oy, color);
    pluma += anchoTexto(letras.fuente, letra, letras.cuerpo);
  }
};

/** Writes a line as a hand does: the baseline climbs or falls and each letter is a little off it. */
export const escribirLinea = (lienzo: Lienzo, letras: Letras, texto: string, x: number, y: number, color: Color, azar: Azar): void => {
  const pendiente = azar.entre(-0.02, 0.012);
  const soltura = letras.cuerpo * 0.025;
  let pluma = x;
  for (const letra of texto) {
    const mancha = letras.letras.get(letra);
    const alto = y + (pluma - x) * pendiente + azar.entre(-soltura, soltura);
    if (mancha) entintar(lienzo, mancha, pluma - mancha.ox, alto - mancha.oy, color);
    pluma += anchoTexto(letras.fuente, letra, letras.cuerpo) + azar.entre(-soltura, soltura) * 0.6;
  }
};

/** A handwritten digit at `lado` pixels: bilinear, then sharpened, since ink has edges that 20 × 20 pixels have not. */
export const ampliarDigito = (digito: Digito, lado: number): Mancha => {
  const tinta = new Uint8Array(lado * lado);
  const escala = LADO_DIGITO / lado;
  const en = (x: number, y: number): number => (x < 0 || y < 0 || x >= LADO_DIGITO || y >= LADO_DIGITO ? 0 : (digito[y * LADO_DIGITO + x] ?? 0));
  for (let j = 0; j < lado; j++) {
    const v = (j + 0.5) * escala - 0.5;
    const [v0, fv] = [Math.floor(v), v - Math.floor(v)];
    for (let i = 0; i < lado; i++) {
      const u = (i + 0.5) * escala - 0.5;
      const [u0, fu] = [Math.floor(u), u - Math.floor(u)];
      const arriba = en(u0, v0) * (1 - fu) + en(u0 + 1, v0) * fu;
      const abajo = en(u0, v0 + 1) * (1 - fu) + en(u0 + 1, v0 + 1) * fu;
      const t = Math.max(0, Math.min(1, ((arriba * (1 - fv) + abajo * fv) / 255 - 0.3) / 0.4));
      tinta[j * lado + i] = t * t * (3 - 2 * t) * 235;
    }
  }
  return { tinta, ancho: lado, alto: lado };
};

type Caja = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/** Corners cut twice (Chaikin): a hand does not turn at a point. */
const suavizar = (puntos: readonly (readonly [number, number])[]): [number, number][] => {
  let curva = puntos.map(([x, y]): [number, number] => [x, y]);
  for (let vez = 0; vez < 2; vez++) {
    curva = curva.slice(1).flatMap(([bx, by], i): [number, number][] => {
      const [ax, ay] = curva[i] ?? [bx, by];
      return [
        [ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25],
        [ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75],
      ];
    });
  }
  return curva;
};

/** A scribble over a rectangle (pixels): what is under it, or was meant to be, cannot be read. */
export const garabatear = (lienzo: Lienzo, { x, y, w, h }: Caja, radio: number, color: Color, azar: Azar): void => {
  const vueltas = Math.max(10, Math.round((w / h) * 7));
  const puntos: [number, number][] = [];
  for (let pasada = 0; pasada < 2; pasada++)
    for (let i = 0; i <= vueltas; i++) {
      const avance = (pasada === 0 ? i : vueltas - i) / vueltas;
      const arriba = i % 2 === 0;
      puntos.push([x + w * avance + azar.entre(-0.35, 0.35) * h, y + h * (arriba ? azar.entre(-0.1, 0.3) : azar.entre(0.7, 1.1))]);
    }
  trazar(lienzo, suavizar(puntos), radio, color);
};
