import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The operators' manual: Markdown in Spanish, one file for each role. */
export const CARPETA_MANUAL = fileURLToPath(new URL('../../docs/manual/', import.meta.url));

/** File name → text of each page of the manual. */
export const leerManual = async (): Promise<ReadonlyMap<string, string>> => {
  const archivos = (await readdir(CARPETA_MANUAL)).filter((f) => f.endsWith('.md'));
  return new Map(await Promise.all(archivos.map(async (f) => [f, await readFile(path.join(CARPETA_MANUAL, f), 'utf8')] as const)));
};

/** The scenes whose picture the manual shows, as `pantallas/NAME.webp`. */
export const imagenesDelManual = async (): Promise<string[]> => {
  const textos = [...(await leerManual()).values()];
  return [...new Set(textos.flatMap((t) => [...t.matchAll(/\]\(pantallas\/([\w-]+)\.webp\)/g)].map((m) => m[1] ?? '')))];
};
