import { access, copyFile, link, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sincronizarCarpeta } from '#central/archivo-durable.ts';

export type ImagenPublicada = { readonly ruta: string; readonly tipo: string };

const TIPOS: readonly { readonly inicio: readonly number[]; readonly extension: string; readonly tipo: string }[] = [
  { inicio: [0xff, 0xd8, 0xff], extension: 'jpg', tipo: 'image/jpeg' },
  { inicio: [0x89, 0x50, 0x4e, 0x47], extension: 'png', tipo: 'image/png' },
  { inicio: [0x49, 0x49, 0x2a, 0x00], extension: 'tif', tipo: 'image/tiff' },
  { inicio: [0x4d, 0x4d, 0x00, 0x2a], extension: 'tif', tipo: 'image/tiff' },
  { inicio: [0x25, 0x50, 0x44, 0x46], extension: 'pdf', tipo: 'application/pdf' },
];

const tipoDe = async (ruta: string): Promise<{ extension: string; tipo: string }> => {
  const archivo = await open(ruta, 'r');
  try {
    const { buffer } = await archivo.read(Buffer.alloc(4), 0, 4, 0);
    return TIPOS.find((t) => t.inicio.every((b, i) => buffer[i] === b)) ?? { extension: 'bin', tipo: 'application/octet-stream' };
  } finally {
    await archivo.close();
  }
};

const existe = (ruta: string): Promise<boolean> => access(ruta).then(() => true, () => false);

/** The published folder may lie on another disk: a copy then, under its name only once it is whole. */
const enlazar = (de: string, a: string): Promise<void> => link(de, a).catch(async () => {
  await copyFile(de, `${a}.tmp`);
  await rename(`${a}.tmp`, a);
});

/**
 * Puts images among the published files, the scanner's bytes untouched: `actas/ab/<sha256>.<ext>`. A hard link where
 * the disk allows it. Remembers what it did, so that a cut only touches what is new.
 */
export const crearImagenesPublicadas = (carpeta: string, rutaDe: (imagen: string) => string) => {
  const hechas = new Map<string, ImagenPublicada>();
  return async (imagenes: readonly string[]): Promise<ReadonlyMap<string, ImagenPublicada>> => {
    const carpetas = new Set<string>();
    for (const imagen of imagenes) {
      if (hechas.has(imagen)) continue;
      const { extension, tipo } = await tipoDe(rutaDe(imagen));
      const ruta = `actas/${imagen.slice(0, 2)}/${imagen}.${extension}`;
      const destino = join(carpeta, ruta);
      if (!await existe(destino)) {
        await mkdir(dirname(destino), { recursive: true });
        await enlazar(rutaDe(imagen), destino);
        carpetas.add(dirname(destino));
      }
      hechas.set(imagen, { ruta, tipo });
    }
    for (const c of carpetas) await sincronizarCarpeta(c);
    return hechas;
  };
};
