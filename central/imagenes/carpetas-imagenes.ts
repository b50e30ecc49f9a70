import { mkdirSync, readdirSync } from 'node:fs';
import { readdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sincronizarCarpeta } from '#central/archivo-durable.ts';

/** Where the central keeps an image: `imagenes/ab/<sha256>`. */
export const rutaEnCentral = (carpeta: string, imagen: string): string => join(carpeta, 'imagenes', imagen.slice(0, 2), imagen);

/** Images used to lie one folder deeper, `imagenes/ab/cd/`. A move that is cut goes on at the next opening. */
const subir = async (carpeta: string): Promise<void> => {
  const hondas = readdirSync(carpeta, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => join(carpeta, e.name));
  if (hondas.length === 0) return;
  for (const honda of hondas) for (const nombre of await readdir(honda)) await rename(join(honda, nombre), join(carpeta, nombre));
  await sincronizarCarpeta(carpeta);
  for (const honda of hondas) await rmdir(honda);
};

/** Makes the 256 folders of images, so that an image that takes its name waits for its own folder only, and brings there what older versions kept deeper. */
export const prepararCarpetas = async (carpeta: string): Promise<void> => {
  const raiz = join(carpeta, 'imagenes');
  const carpetas = Array.from({ length: 256 }, (_, i) => join(raiz, i.toString(16).padStart(2, '0')));
  for (const c of carpetas) mkdirSync(c, { recursive: true });
  await sincronizarCarpeta(raiz);
  await sincronizarCarpeta(carpeta);
  for (const c of carpetas) await subir(c);
};
