import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype, { type Font, type Path } from 'opentype.js';

const ARCHIVOS = {
  normal: '@fontsource/open-sans/files/open-sans-latin-400-normal.woff',
  fuerte: '@fontsource/open-sans/files/open-sans-latin-700-normal.woff',
  manoSuelta: '@fontsource/caveat/files/caveat-latin-500-normal.woff',
  manoRedonda: '@fontsource/kalam/files/kalam-latin-300-normal.woff',
} as const;
/** Open Sans for what is printed, Caveat and Kalam for what people write (OFL). Drawn as outlines: no font of the system is used. */
export type Fuente = keyof typeof ARCHIVOS;

// Not named `require`: the bundler puts a `require` of its own in each chunk.
const requerir = createRequire(import.meta.url);
const abiertas = new Map<Fuente, Font>();

export const abrirFuente = (fuente: Fuente): Font => {
  const abierta = abiertas.get(fuente);
  if (abierta) return abierta;
  const bytes = readFileSync(requerir.resolve(ARCHIVOS[fuente]));
  const nueva = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  abiertas.set(fuente, nueva);
  return nueva;
};

/** Path data of outlines. Not opentype's own `toPathData`, which writes NaN for some coordinates (2.0.0). */
export const datosTrazo = (trazo: Path): string => {
  const n = (valor: number): string => String(Math.round(valor * 1000) / 1000);
  return trazo.commands
    .map((c) => {
      if (c.type === 'Z') return 'Z';
      const fin = `${n(c.x)} ${n(c.y)}`;
      if (c.type === 'C') return `C${n(c.x1)} ${n(c.y1)} ${n(c.x2)} ${n(c.y2)} ${fin}`;
      return c.type === 'Q' ? `Q${n(c.x1)} ${n(c.y1)} ${fin}` : `${c.type}${fin}`;
    })
    .join('');
};

/** Width of a text, in the unit of `cuerpo` (the size of the type). */
export const anchoTexto = (fuente: Fuente, texto: string, cuerpo: number): number => abrirFuente(fuente).getAdvanceWidth(texto, cuerpo);

export type OpcionesTexto = {
  readonly fuente?: Fuente;
  readonly color?: string;
  readonly ancla?: 'inicio' | 'medio' | 'fin';
  /** The type is made smaller until the text fits. */
  readonly anchoMaximo?: number;
};

/** A line of text as an SVG path; `y` is its baseline. */
export const textoSvg = (texto: string, x: number, y: number, cuerpo: number, opciones: OpcionesTexto = {}): string => {
  const { fuente = 'normal', color = '#222', ancla = 'inicio', anchoMaximo } = opciones;
  const natural = anchoTexto(fuente, texto, cuerpo);
  const real = anchoMaximo !== undefined && natural > anchoMaximo ? (cuerpo * anchoMaximo) / natural : cuerpo;
  const ancho = anchoTexto(fuente, texto, real);
  const inicio = ancla === 'inicio' ? x : ancla === 'medio' ? x - ancho / 2 : x - ancho;
  return `<path fill="${color}" d="${datosTrazo(abrirFuente(fuente).getPath(texto, inicio, y, real))}"/>`;
};

/** A paragraph, broken by words at `ancho`; returns its SVG and the baseline of the line that would follow. */
export const parrafoSvg = (texto: string, x: number, y: number, ancho: number, cuerpo: number, opciones: OpcionesTexto = {}): { readonly svg: string; readonly y: number } => {
  const lineas: string[] = [];
  for (const palabra of texto.split(' ')) {
    const ultima = lineas.at(-1);
    const junta = ultima === undefined ? palabra : `${ultima} ${palabra}`;
    if (ultima !== undefined && anchoTexto(opciones.fuente ?? 'normal', junta, cuerpo) <= ancho) lineas[lineas.length - 1] = junta;
    else lineas.push(palabra);
  }
  const paso = cuerpo * 1.3;
  return { svg: lineas.map((l, i) => textoSvg(l, x, y + i * paso, cuerpo, opciones)).join(''), y: y + lineas.length * paso };
};
