import type { PaginaGris } from '../decodificar.ts';

const deLado = (d: Uint8Array, desde: number, salto: number, n: number): number => {
  let suma = 0;
  for (let j = 0, i = desde; j < n; j++, i += salto) for (let k = i; k < i + n; k++) suma += d[k]!;
  return suma;
};

/** A row of blocks of n × n pixels, the first at `desde`, from the block `x` on. */
const reducirFila = ({ datos: d, ancho: w }: PaginaGris, desde: number, n: number, salida: Uint8Array, x = 0): void => {
  const area = n * n;
  for (let i = desde + x * n; x < salida.length; x++, i += n) salida[x] = (n === 2 ? d[i]! + d[i + 1]! + d[i + w]! + d[i + w + 1]! : deLado(d, i, w, n)) / area;
};

/** Every second byte of a word: two sums of up to 257 levels each fit in one. */
const PARES = 0x00ff00ff;
const BAJO = 0xffff;
/** A ninth of a sum of nine levels, in 65,536ths: exact when what is left is cut off. */
const NOVENO = 7282;

/** The same for blocks of three, which a page at 300 dpi has: twelve columns at a time, by words of four. Gives how many blocks it did. */
const reducirDeTres = ({ datos, ancho: w }: PaginaGris, desde: number, salida: Uint8Array): number => {
  const v = new DataView(datos.buffer, datos.byteOffset, datos.byteLength);
  const hasta = salida.length & ~3;
  for (let x = 0, i = desde; x < hasta; x += 4, i += 12) {
    const j = i + w;
    const k = j + w;
    const a = v.getInt32(i, true);
    const b = v.getInt32(j, true);
    const c = v.getInt32(k, true);
    const d = v.getInt32(i + 4, true);
    const e = v.getInt32(j + 4, true);
    const f = v.getInt32(k + 4, true);
    const g = v.getInt32(i + 8, true);
    const h = v.getInt32(j + 8, true);
    const l = v.getInt32(k + 8, true);
    // Sums of the columns 0 and 2, 1 and 3; 4 and 6, 5 and 7; 8 and 10, 9 and 11.
    const p = (a & PARES) + (b & PARES) + (c & PARES);
    const q = ((a >>> 8) & PARES) + ((b >>> 8) & PARES) + ((c >>> 8) & PARES);
    const r = (d & PARES) + (e & PARES) + (f & PARES);
    const s = ((d >>> 8) & PARES) + ((e >>> 8) & PARES) + ((f >>> 8) & PARES);
    const t = (g & PARES) + (h & PARES) + (l & PARES);
    const u = ((g >>> 8) & PARES) + ((h >>> 8) & PARES) + ((l >>> 8) & PARES);
    salida[x] = (((p & BAJO) + (q & BAJO) + (p >>> 16)) * NOVENO) >>> 16;
    salida[x + 1] = (((q >>> 16) + (r & BAJO) + (s & BAJO)) * NOVENO) >>> 16;
    salida[x + 2] = (((r >>> 16) + (s >>> 16) + (t & BAJO)) * NOVENO) >>> 16;
    salida[x + 3] = (((u & BAJO) + (t >>> 16) + (u >>> 16)) * NOVENO) >>> 16;
  }
  return hasta;
};

/** Averages blocks of n × n pixels; what does not fill a block at the right and the foot is left out. */
export const reducir = (p: PaginaGris, n: number): PaginaGris => {
  if (n <= 1) return p;
  const [ancho, alto] = [Math.floor(p.ancho / n), Math.floor(p.alto / n)];
  const datos = new Uint8Array(ancho * alto);
  for (let y = 0; y < alto; y++) {
    const [desde, fila] = [y * n * p.ancho, datos.subarray(y * ancho, (y + 1) * ancho)];
    reducirFila(p, desde, n, fila, n === 3 ? reducirDeTres(p, desde, fila) : 0);
  }
  return { datos, ancho, alto };
};
