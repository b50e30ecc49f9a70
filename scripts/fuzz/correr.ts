import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crearAzar } from '#electron/papel/azar.ts';
import type { Blanco } from './blancos.ts';
import { mutar } from './mutar.ts';

/** Inputs that once failed, and odd ones written by hand: a folder for each target, always tried first. */
export const CORPUS = fileURLToPath(new URL('../../tests/fuzz/corpus/', import.meta.url));

export type OpcionesFuzz = {
  readonly ciclos: number;
  readonly semilla: string;
  /** Growth of the process's memory over a run that counts as a leak. */
  readonly memoriaMb: number;
  /** Where failing inputs are kept; null keeps none. */
  readonly guardarEn: string | null;
  readonly avisar: (texto: string) => void;
};

export type FallaFuzz = { readonly blanco: string; readonly entrada: string; readonly error: string };

const delCorpus = async (carpeta: string): Promise<readonly { readonly nombre: string; readonly bytes: Uint8Array }[]> => {
  const nombres = await readdir(carpeta).catch((): string[] => []);
  return Promise.all(nombres.toSorted().map(async (nombre) => ({ nombre, bytes: await readFile(path.join(carpeta, nombre)) })));
};

const guardar = async (carpeta: string, bytes: Uint8Array): Promise<string> => {
  const nombre = `falla-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.bin`;
  await mkdir(carpeta, { recursive: true });
  await writeFile(path.join(carpeta, nombre), bytes);
  return nombre;
};

const memoriaMb = (): number => process.memoryUsage().rss / 1024 / 1024;

/** Cycles after which memory is what it will be, if nothing leaks. */
const CALENTAMIENTO = 20;

/** Tries the corpus and then spoiled inputs of one target; gives what failed. The same seed tries the same. */
export const correrFuzz = async (blanco: Blanco, { ciclos, semilla, memoriaMb: limite, guardarEn, avisar }: OpcionesFuzz): Promise<FallaFuzz[]> => {
  const fallas: FallaFuzz[] = [];
  const probar = async (bytes: Uint8Array, nombre: string | null): Promise<void> => {
    try {
      await blanco.probar(bytes);
    } catch (error) {
      const guardado = nombre ?? (guardarEn === null ? `${bytes.length} bytes` : await guardar(path.join(guardarEn, blanco.nombre), bytes));
      const falla = { blanco: blanco.nombre, entrada: guardado, error: error instanceof Error ? error.message : String(error) };
      fallas.push(falla);
      avisar(`${falla.blanco}: ${falla.entrada}: ${falla.error}`);
    }
  };
  const corpus = await delCorpus(path.join(CORPUS, blanco.nombre));
  for (const { nombre, bytes } of corpus) await probar(bytes, nombre);
  const semillas = [...await blanco.semillas(), ...corpus.map((c) => c.bytes)];
  const azar = crearAzar(`${semilla}:${blanco.nombre}`);
  let caliente = memoriaMb();
  for (let i = 0; i < ciclos * blanco.peso; i++) {
    await probar(mutar(azar.elegir(semillas), azar.elegir(semillas), azar), null);
    if (i === CALENTAMIENTO) caliente = memoriaMb();
  }
  const crecio = memoriaMb() - caliente;
  if (crecio > limite) fallas.push({ blanco: blanco.nombre, entrada: `${ciclos} ciclos`, error: `la memoria creció ${crecio.toFixed(0)} MB` });
  return fallas;
};
