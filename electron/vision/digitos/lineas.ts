import type { Rect } from '#shared/domain/plantilla.ts';
import { PX_MM } from './franja.ts';

type Campo = { readonly datos: Float32Array; readonly ancho: number; readonly alto: number; readonly cajas: readonly Rect[] };

/** How far from where the alignment says the printed boxes may be, in pixels. */
const BUSQUEDA = Math.round(1.3 * PX_MM);
/** Share of a line that a scanner may lose. The foot of a 2 or the stem of a 1 leave more of a side bare. */
const HUECOS = 0.15;
/** Widest printed line, in pixels. */
const GRUESO = 4;

/** A run of pixels of a row or a column. */
type Tramo = { readonly enX: boolean; readonly desde: number; readonly hasta: number };

const VALORES = new Float32Array(4096);

/** Copies the pixels of a run into VALORES; returns how many. */
const reunir = ({ datos, ancho, alto }: Campo, en: number, { enX, desde, hasta }: Tramo): number => {
  const [a, b] = [Math.max(0, Math.round(desde)), Math.min(enX ? ancho : alto, Math.round(hasta))];
  if (en < 0 || en >= (enX ? alto : ancho)) return 0;
  for (let k = a; k < b; k++) VALORES[k - a] = datos[enX ? en * ancho + k : k * ancho + en]!;
  return Math.max(0, b - a);
};

/** The value of one place of VALORES's first `n`, if they were in order (quickselect). */
const enOrden = (n: number, lugar: number): number => {
  let [a, b] = [0, n - 1];
  while (a < b) {
    const pivote = VALORES[(a + b) >> 1]!;
    let [i, j] = [a, b];
    while (i <= j) {
      while (VALORES[i]! < pivote) i++;
      while (VALORES[j]! > pivote) j--;
      if (i > j) break;
      [VALORES[i], VALORES[j]] = [VALORES[j]!, VALORES[i]!];
      i++;
      j--;
    }
    if (lugar <= j) b = j;
    else if (lugar >= i) a = i;
    else break;
  }
  return n === 0 ? 0 : VALORES[lugar]!;
};

/** How dark the line is almost all along: high for a printed line, low for a digit. */
const firmeza = (campo: Campo, en: number, tramo: Tramo, huecos = HUECOS): number => {
  const n = reunir(campo, en, tramo);
  return enOrden(n, Math.floor(n * huecos));
};

/** A printed line: the rows or columns that it takes, and how dark each is. */
type Linea = { readonly tramo: Tramo; readonly desde: number; readonly tonos: readonly number[] };

/** The line at `en` with all its width. */
const medir = (campo: Campo, en: number, tramo: Tramo, minimo: number): Linea => {
  const pico = firmeza(campo, en, tramo);
  const esLinea = (k: number): boolean => firmeza(campo, k, tramo) > Math.max(minimo * 0.4, pico * 0.2);
  let [a, b] = [en, en];
  while (b - a < GRUESO && esLinea(a - 1)) a--;
  while (b - a < GRUESO && esLinea(b + 1)) b++;
  return { tramo, desde: a, tonos: Array.from({ length: b - a + 1 }, (_, k) => firmeza(campo, a + k, tramo, 0.45)) };
};

/** Takes lines out, in place, and then closes what they cut: ink on both sides of a line went across it. */
const borrar = ({ datos, ancho, alto }: Campo, lineas: readonly Linea[]): void => {
  const pasos = (enX: boolean): readonly [number, number, number] => (enX ? [ancho, 1, alto] : [1, ancho, ancho]);
  const largo = ({ enX, desde, hasta }: Tramo): readonly [number, number] => [Math.max(0, Math.round(desde) - 1), Math.min(enX ? ancho : alto, Math.round(hasta) + 1)];
  const menos = new Float32Array(datos.length);
  for (const { tramo, desde, tonos } of lineas) {
    const [paso, salto] = pasos(tramo.enX);
    const [inicio, fin] = largo(tramo);
    tonos.forEach((tono, k) => {
      for (let p = inicio; p < fin; p++) menos[(desde + k) * paso + p * salto] = Math.max(menos[(desde + k) * paso + p * salto]!, 1.15 * tono);
    });
  }
  for (let i = 0; i < datos.length; i++) datos[i] = Math.max(0, datos[i]! - menos[i]!);
  for (const { tramo, desde, tonos } of lineas) {
    const [paso, salto, limite] = pasos(tramo.enX);
    const [inicio, fin] = largo(tramo);
    const hasta = desde + tonos.length - 1;
    for (let p = inicio; p < fin; p++) {
      const valor = (k: number): number => (k < 0 || k >= limite ? 0 : datos[k * paso + p * salto]!);
      const cruza = Math.min(Math.max(valor(desde - 1), valor(desde - 2)), Math.max(valor(hasta + 1), valor(hasta + 2)));
      for (let k = desde; k <= hasta; k++) if (cruza > valor(k)) datos[k * paso + p * salto] = cruza;
    }
  }
};

const cercana = (campo: Campo, centro: number, radio: number, tramo: Tramo): { readonly en: number; readonly valor: number } => {
  let mejor = { en: Math.round(centro), valor: 0 };
  for (let k = Math.round(centro) - radio; k <= Math.round(centro) + radio; k++) {
    const valor = firmeza(campo, k, tramo);
    if (valor > mejor.valor) mejor = { en: k, valor };
  }
  return mejor;
};

/** The shift, along one axis, that lays most of the boxes' sides on printed lines. */
const desplazar = (campo: Campo, lados: readonly { readonly en: number; readonly tramo: Tramo }[], minimo: number): number => {
  let mejor = { d: 0, valor: minimo * lados.length * 0.6 };
  // Each side counts up to the tone of a pale line: a digit's stroke is worth no more.
  const filas = lados.map(({ en, tramo }) => {
    const base = Math.round(en) - BUSQUEDA - 1;
    return Array.from({ length: 2 * BUSQUEDA + 3 }, (_, k) => Math.min(firmeza(campo, base + k, tramo), minimo * 1.5));
  });
  for (let d = -BUSQUEDA; d <= BUSQUEDA; d++) {
    const i = d + BUSQUEDA + 1;
    const valor = filas.reduce((s, f) => s + Math.max(f[i - 1]!, f[i]!, f[i + 1]!), 0) * (1 - (0.6 * Math.abs(d)) / BUSQUEDA);
    if (valor > mejor.valor) mejor = { d, valor };
  }
  return mejor.d;
};

/**
 * Takes the printed lines out of a strip, in place: the sides of the boxes, looked for around where the alignment puts them,
 * and the lines of the form that cross the whole strip. Returns the boxes where they were found, and how dark their sides were.
 */
export const quitarLineas = (campo: Campo, minimo: number): { readonly cajas: Rect[]; readonly tono: number } => {
  const { ancho, alto, cajas } = campo;
  const largas = [true, false].flatMap((enX) => {
    const todo = { enX, desde: 0, hasta: enX ? ancho : alto };
    const lugares = Array.from({ length: enX ? alto : ancho }, (_, k) => k).filter((k) => firmeza(campo, k, todo) > minimo);
    return lugares.map((k) => medir(campo, k, todo, minimo));
  });
  borrar(campo, largas);
  // Looked for by the middle of the sides, which is on paper wherever the boxes are; taken out along all of them once found.
  const alMedio = (c: Rect): Tramo => ({ enX: false, desde: c.y + 0.42 * c.h, hasta: c.y + 0.84 * c.h });
  const dx = desplazar(campo, cajas.flatMap((c) => [{ en: c.x, tramo: alMedio(c) }, { en: c.x + c.w, tramo: alMedio(c) }]), minimo);
  const dy = desplazar(campo, cajas.map((c) => ({ en: c.y + c.h, tramo: { enX: true, desde: c.x + dx + 0.06 * c.w, hasta: c.x + dx + 0.94 * c.w } })), minimo);
  const movidas = cajas.map((c) => ({ ...c, x: c.x + dx, y: c.y + dy }));
  const vertical = (c: Rect): Tramo => ({ enX: false, desde: c.y + 0.26 * c.h, hasta: c.y + 0.96 * c.h });
  const halladas = movidas.flatMap((c) => {
    const lados = [
      [c.x, vertical(c), { ...vertical(c), desde: c.y }],
      [c.x + c.w, vertical(c), { ...vertical(c), desde: c.y }],
      [c.y + c.h, { enX: true, desde: c.x, hasta: c.x + c.w }, null],
      [c.y, { enX: true, desde: c.x, hasta: c.x + c.w }, null],
    ] as const;
    return lados.flatMap(([en, tramo, completo]): Linea[] => {
      const linea = cercana(campo, en, 2, tramo);
      return linea.valor > minimo ? [{ ...medir(campo, linea.en, tramo, minimo), ...(completo ? { tramo: completo } : {}) }] : [];
    });
  });
  // All sides are printed alike: what is darker than most of them is somebody's stroke upon one.
  const picos = halladas.map((l) => Math.max(...l.tonos)).sort((a, b) => a - b);
  const tono = picos[picos.length >> 1] ?? 0;
  const tope = 1.5 * tono;
  borrar(campo, halladas.map((l) => ({ ...l, tonos: l.tonos.map((t) => Math.min(t, tope)) })));
  return { cajas: movidas, tono };
};
