import type { Rect } from '#shared/domain/plantilla.ts';
import { PX_MM } from './franja.ts';
import type { Tinta } from './tinta.ts';

/** Side of what the network looks at. */
export const LADO = 24;
const UMBRAL = 0.33;
/** Less ink than this, in pixels, is a speck. */
const MANCHA_MINIMA = Math.round(0.16 * PX_MM * PX_MM);

/** Joined pixels of ink, by their place in the strip. */
type Trozo = { readonly pixeles: readonly number[]; readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };
/** What may be one digit. */
export type Cifra = { readonly trozos: readonly Trozo[]; readonly caja: number; readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };

const limites = (trozos: readonly Omit<Trozo, 'pixeles'>[]) => ({
  x0: Math.min(...trozos.map((t) => t.x0)),
  x1: Math.max(...trozos.map((t) => t.x1)),
  y0: Math.min(...trozos.map((t) => t.y0)),
  y1: Math.max(...trozos.map((t) => t.y1)),
});

const trozoDe = (pixeles: readonly number[], ancho: number): Trozo => {
  let [x0, x1, y0, y1] = [Infinity, -1, Infinity, -1];
  for (const p of pixeles) {
    const [x, y] = [p % ancho, Math.floor(p / ancho)];
    [x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x), Math.min(y0, y), Math.max(y1, y)];
  }
  return { pixeles, x0, x1, y0, y1 };
};

/** Joined pieces of ink of the strip, corners joined too. */
const trozos = ({ datos, ancho, alto }: Tinta): Trozo[] => {
  const visto = new Uint8Array(datos.length);
  const todos: Trozo[] = [];
  for (let inicio = 0; inicio < datos.length; inicio++) {
    if (visto[inicio] || datos[inicio]! < UMBRAL) continue;
    const pixeles = [inicio];
    visto[inicio] = 1;
    // It grows while it is walked.
    for (const p of pixeles) {
      const [x, y] = [p % ancho, Math.floor(p / ancho)];
      for (let j = Math.max(0, y - 1); j <= Math.min(alto - 1, y + 1); j++)
        for (let i = Math.max(0, x - 1); i <= Math.min(ancho - 1, x + 1); i++) {
          const q = j * ancho + i;
          if (visto[q] || datos[q]! < UMBRAL) continue;
          visto[q] = 1;
          pixeles.push(q);
        }
    }
    todos.push(trozoDe(pixeles, ancho));
  }
  return todos;
};

/** Middle of the gap between each box and the next. */
const fronteras = (cajas: readonly Rect[]): number[] => cajas.slice(1).map((c, i) => (c.x + (cajas[i]?.x ?? 0) + (cajas[i]?.w ?? 0)) / 2);

const cajaDe = (x: number, limitesX: readonly number[]): number => limitesX.filter((l) => x >= l).length;

/** Digits that touch across two boxes are cut where the ink is thinnest, near the middle of the gap. */
const partir = (trozo: Trozo, tinta: Tinta, cortes: readonly number[]): Trozo[] => {
  const paso = (tinta.cajas[1]?.x ?? 0) - (tinta.cajas[0]?.x ?? 0);
  if (trozo.x1 - trozo.x0 < 1.12 * paso) return [trozo];
  const columnas = new Map<number, number>();
  for (const p of trozo.pixeles) columnas.set(p % tinta.ancho, (columnas.get(p % tinta.ancho) ?? 0) + 1);
  const donde = cortes.flatMap((corte) => {
    if (corte - trozo.x0 < 0.3 * paso || trozo.x1 - corte < 0.3 * paso) return [];
    let mejor = Math.round(corte);
    const costo = (x: number): number => (columnas.get(x) ?? 0) + Math.abs(x - corte) * 0.15;
    for (let x = Math.round(corte - 0.22 * paso); x <= corte + 0.22 * paso; x++) if (costo(x) < costo(mejor)) mejor = x;
    return [mejor];
  });
  const partes = Array.from({ length: donde.length + 1 }, (): number[] => []);
  for (const p of trozo.pixeles) partes[cajaDe(p % tinta.ancho, donde)]?.push(p);
  return partes.filter((p) => p.length >= MANCHA_MINIMA / 2).map((p) => trozoDe(p, tinta.ancho));
};

const dentro = (t: Trozo, cajas: readonly Rect[]): boolean => {
  const [primera, ultima] = [cajas[0], cajas.at(-1)];
  if (!primera || !ultima || t.pixeles.length < MANCHA_MINIMA) return false;
  const [cx, cy] = [(t.x0 + t.x1) / 2, (t.y0 + t.y1) / 2];
  const alto = primera.h;
  return cx > primera.x - 0.35 * PX_MM && cx < ultima.x + ultima.w + 0.35 * PX_MM && cy > primera.y - 0.12 * alto && cy < primera.y + 1.06 * alto;
};

/** What is no part of the digit of a box: what is left of a printed side, thin and along it, and what lies beside the field, if it is little. */
const esResto = (t: Trozo, { x, y, w, h }: Rect, afuera: Pick<Trozo, 'x0' | 'x1'>, mayor: number): boolean => {
  if (t.pixeles.length === mayor) return false;
  const cx = (t.x0 + t.x1) / 2;
  if (cx < afuera.x0 - 0.1 * PX_MM || cx > afuera.x1 + 0.1 * PX_MM) return true;
  if (t.pixeles.length > 0.35 * mayor) return false;
  const cerca = (a: number, b: number, lado: number): boolean => Math.max(Math.abs(a - lado), Math.abs(b - lado)) <= 0.55 * PX_MM;
  return cerca(t.x0, t.x1, x) || cerca(t.x0, t.x1, x + w) || cerca(t.y0, t.y1, y) || cerca(t.y0, t.y1, y + h);
};

/** Pieces one above another, or small beside large, are of one digit. */
const juntar = (todos: readonly Trozo[], caja: number, cajas: readonly Rect[]): Cifra[] => {
  const [rect, ultima] = [cajas[caja]!, cajas.at(-1)!];
  const afuera = { x0: cajas[0]!.x, x1: ultima.x + ultima.w };
  const mayor = Math.max(...todos.map((t) => t.pixeles.length));
  const lista = todos.filter((t) => !esResto(t, rect, afuera, mayor));
  const altura = Math.max(...lista.map((t) => t.y1 - t.y0));
  const grupos: Trozo[][] = [];
  for (const t of [...lista].sort((a, b) => b.y1 - b.y0 - (a.y1 - a.y0))) {
    const cerca = grupos.find((g) => {
      const l = limites(g);
      const hueco = Math.max(t.x0 - l.x1, l.x0 - t.x1);
      return hueco <= 0.25 * PX_MM || t.y1 - t.y0 < 0.5 * altura;
    });
    if (cerca) cerca.push(t);
    else grupos.push([t]);
  }
  return grupos.map((g) => ({ trozos: g, caja, ...limites(g) })).sort((a, b) => a.x0 - b.x0);
};

/** One digit made of those of a box, when they were taken for several. */
export const unir = (cifras: readonly Cifra[]): Cifra => ({ trozos: cifras.flatMap((c) => c.trozos), caja: cifras[0]?.caja ?? 0, ...limites(cifras) });

/** What may be digits, by box and from the left. A box may have none, or several where the writer did not keep to it. */
export const separarCifras = (tinta: Tinta): Cifra[][] => {
  const cortes = fronteras(tinta.cajas);
  const porCaja = tinta.cajas.map((): Trozo[] => []);
  for (const trozo of trozos(tinta).filter((t) => dentro(t, tinta.cajas)))
    for (const parte of partir(trozo, tinta, cortes)) porCaja[cajaDe((parte.x0 + parte.x1) / 2, cortes)]?.push(parte);
  return porCaja.map((lista, i) => (lista.length === 0 ? [] : juntar(lista, i, tinta.cajas)));
};

/** The ink of one digit and nothing else, centred, 24 × 24, its longer side 20. */
export const encuadrar = ({ datos, ancho, alto, cajas }: Tinta, cifra: Cifra): Float32Array => {
  const mascara = new Uint8Array(datos.length);
  for (const { pixeles } of cifra.trozos)
    for (const p of pixeles) {
      const [x, y] = [p % ancho, Math.floor(p / ancho)];
      for (let j = Math.max(0, y - 1); j <= Math.min(alto - 1, y + 1); j++) for (let i = Math.max(0, x - 1); i <= Math.min(ancho - 1, x + 1); i++) mascara[j * ancho + i] = 1;
    }
  const [w, h] = [cifra.x1 - cifra.x0 + 1, cifra.y1 - cifra.y0 + 1];
  const escala = Math.max(w, h, 0.3 * (cajas[0]?.h ?? 0)) / (LADO - 4);
  const [cx, cy] = [(cifra.x0 + cifra.x1 + 1) / 2, (cifra.y0 + cifra.y1 + 1) / 2];
  const en = (x: number, y: number): number => (x < 0 || y < 0 || x >= ancho || y >= alto || mascara[y * ancho + x] === 0 ? 0 : datos[y * ancho + x]!);
  const bilineal = (x: number, y: number): number => {
    const i = Math.floor(x);
    const j = Math.floor(y);
    const fx = x - i;
    const fy = y - j;
    return (en(i, j) * (1 - fx) + en(i + 1, j) * fx) * (1 - fy) + (en(i, j + 1) * (1 - fx) + en(i + 1, j + 1) * fx) * fy;
  };
  const salida = new Float32Array(LADO * LADO);
  for (let v = 0; v < LADO; v++)
    for (let u = 0; u < LADO; u++) {
      let suma = 0;
      for (let s = 0; s < 4; s++) {
        const x = cx + (u + 0.25 + 0.5 * (s & 1) - LADO / 2) * escala - 0.5;
        const y = cy + (v + 0.25 + 0.5 * (s >> 1) - LADO / 2) * escala - 0.5;
        suma += bilineal(x, y);
      }
      salida[v * LADO + u] = suma / 4;
    }
  return salida;
};
