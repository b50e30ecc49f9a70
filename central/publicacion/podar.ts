import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { documentoFirmadoSchema } from '#shared/sync/firma.ts';

/** The last cuts, whose every file stays: an hour of them, at one each five minutes, for whoever is in the middle of reading one. */
const CORTES_ENTEROS = 12;

const contenidoSchema = z.object({ archivos: z.array(z.object({ ruta: z.string() })) });

const tieneLista = (carpeta: string, corte: string): Promise<boolean> => stat(join(carpeta, 'cortes', corte, 'corte.json')).then(() => true, () => false);

/** Names of the files in `datos` that the signed list of a cut says. */
const datosDe = async (carpeta: string, corte: string): Promise<string[]> => {
  const { contenido } = documentoFirmadoSchema.parse(JSON.parse(await readFile(join(carpeta, 'cortes', corte, 'corte.json'), 'utf8')));
  return contenidoSchema.parse(JSON.parse(contenido)).archivos.map((a) => a.ruta).filter((ruta) => ruta.startsWith('datos/')).map((ruta) => ruta.slice('datos/'.length));
};

const carpetasEn = async (ruta: string): Promise<string[]> => (await readdir(ruta, { withFileTypes: true })).filter((d) => d.isDirectory()).map((d) => d.name);

/** Of an old cut stay its signed list and its ZIPs, which hold the files that go. */
const podarCorte = async (ruta: string): Promise<void> => {
  for (const eleccion of await carpetasEn(ruta)) await rm(join(ruta, eleccion), { recursive: true });
};

/**
 * Takes away what only old cuts need, after the cut `numero` was published: loose files whose ZIP stays, and data that no
 * recent cut names. So a night of cuts does not fill the disk, and each of them can still be downloaded and proved. Throws when
 * a list cannot be read; then no data went.
 */
export const podarCortes = async (carpeta: string, numero: number): Promise<void> => {
  const cortes = (await carpetasEn(join(carpeta, 'cortes'))).filter((c) => /^\d{6,}$/.test(c)).sort();
  const viejos = cortes.filter((c) => Number(c) <= numero - CORTES_ENTEROS);
  for (const corte of viejos) await podarCorte(join(carpeta, 'cortes', corte));
  if (viejos.length === 0) return;
  // The folder of a cut that a crash left half written has no list, and nobody was shown it.
  const conLista = await Promise.all(cortes.filter((c) => !viejos.includes(c)).map(async (c) => ((await tieneLista(carpeta, c)) ? [c] : [])));
  const nombrados = new Set((await Promise.all(conLista.flat().map((c) => datosDe(carpeta, c)))).flat());
  for (const archivo of await readdir(join(carpeta, 'datos'))) if (!nombrados.has(archivo)) await rm(join(carpeta, 'datos', archivo), { force: true });
};
