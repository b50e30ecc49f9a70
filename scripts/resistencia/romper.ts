import { closeSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import type { Azar } from '#electron/papel/azar.ts';

/** Changes bytes of a file where it is. */
export const romper = (archivo: string, desde: number, bytes: Uint8Array): void => {
  const f = openSync(archivo, 'r+');
  writeSync(f, bytes, 0, bytes.length, desde);
  closeSync(f);
};
/** Changes one bit of it. */
export const voltear = (archivo: string, lugar: number, bit: number): void => {
  const f = openSync(archivo, 'r+');
  const uno = Buffer.alloc(1);
  readSync(f, uno, 0, 1, lugar);
  writeSync(f, Buffer.from([uno[0]! ^ (1 << bit)]), 0, 1, lugar);
  closeSync(f);
};
export const azarosos = (azar: Azar, n: number): Buffer => Buffer.from(Array.from({ length: n }, () => azar.entero(0, 255)));

export const PAGINA_BYTES = 4096;
/** Where in a page to do harm: half of a page of a young database is empty, and there it does none. */
const lugarEscrito = (azar: Azar, base: string, pagina: number): number => {
  const bytes = readFileSync(base).subarray(pagina * PAGINA_BYTES, (pagina + 1) * PAGINA_BYTES);
  const escritos = [...bytes.keys()].filter((i) => i < PAGINA_BYTES - 64 && bytes[i] !== 0);
  return escritos.length === 0 ? 0 : azar.elegir(escritos);
};

/** Changes 8 to 64 bytes of any page of a database. Gives which, from 1, and of how many. */
export const romperPagina = (azar: Azar, base: string): { readonly pagina: number; readonly paginas: number } => {
  const paginas = statSync(base).size / PAGINA_BYTES;
  const pagina = azar.entero(0, paginas - 1);
  romper(base, pagina * PAGINA_BYTES + lugarEscrito(azar, base, pagina), azarosos(azar, azar.entero(8, 64)));
  return { pagina: pagina + 1, paginas };
};
