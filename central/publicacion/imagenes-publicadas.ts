import { access, copyFile, link, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Cripto } from '#shared/sync/cripto.ts';
import { sincronizarCarpeta } from '#central/archivo-durable.ts';
import type { Registro } from '#central/puertos.ts';

export type ImagenPublicada = { readonly ruta: string; readonly tipo: string };
type Tipo = { readonly extension: string; readonly tipo: string };

const TIPOS: readonly (Tipo & { readonly inicio: readonly number[] })[] = [
  { inicio: [0xff, 0xd8, 0xff], extension: 'jpg', tipo: 'image/jpeg' },
  { inicio: [0x89, 0x50, 0x4e, 0x47], extension: 'png', tipo: 'image/png' },
  { inicio: [0x49, 0x49, 0x2a, 0x00], extension: 'tif', tipo: 'image/tiff' },
  { inicio: [0x4d, 0x4d, 0x00, 0x2a], extension: 'tif', tipo: 'image/tiff' },
  { inicio: [0x25, 0x50, 0x44, 0x46], extension: 'pdf', tipo: 'application/pdf' },
];

const tipoDe = async (ruta: string): Promise<Tipo> => {
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

type Partes = {
  readonly carpeta: string;
  /** Where the bytes of an image lie. */
  readonly rutaDe: (imagen: string) => string;
  readonly cripto: Pick<Cripto, 'sha256'>;
  /** The bytes are not there, or are not what their name says. */
  readonly alPerderse: (imagen: string) => Promise<void>;
  readonly registro: Registro;
};

/**
 * Puts images among the published files, the scanner's bytes untouched: `actas/ab/<sha256>.<ext>`. A hard link where
 * the disk allows it. Each is read and held against its name before it is published for the first time. Remembers what it
 * did, so that a cut only touches what is new. One that cannot be published is said and left for another cut: the others
 * and the figures do not wait for it.
 */
export const crearImagenesPublicadas = ({ carpeta, rutaDe, cripto, alPerderse, registro }: Partes) => {
  const hechas = new Map<string, ImagenPublicada>();
  /** What kind of image it is; null when it is not the one that it was. */
  const probar = async (imagen: string): Promise<Tipo | null> => {
    try {
      return cripto.sha256(await readFile(rutaDe(imagen))) === imagen ? await tipoDe(rutaDe(imagen)) : null;
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EIO')) return null;
      throw error;
    }
  };
  const rutaCon = (imagen: string, { extension }: Tipo): string => `actas/${imagen.slice(0, 2)}/${imagen}.${extension}`;
  /** Where it lies from an earlier opening; null when it was not published yet. */
  const deAntes = async (imagen: string): Promise<ImagenPublicada | null> => {
    const tipo = await tipoDe(rutaDe(imagen)).catch(() => null);
    return tipo !== null && await existe(join(carpeta, rutaCon(imagen, tipo))) ? { ruta: rutaCon(imagen, tipo), tipo: tipo.tipo } : null;
  };
  /** The folder that got a new name; null when none did. */
  const publicar = async (imagen: string): Promise<string | null> => {
    const estaba = await deAntes(imagen);
    const tipo = estaba === null ? await probar(imagen) : null;
    if (tipo === null) {
      if (estaba !== null) hechas.set(imagen, estaba);
      else await alPerderse(imagen);
      return null;
    }
    const ruta = rutaCon(imagen, tipo);
    const destino = join(carpeta, ruta);
    await mkdir(dirname(destino), { recursive: true });
    await enlazar(rutaDe(imagen), destino);
    hechas.set(imagen, { ruta, tipo: tipo.tipo });
    return dirname(destino);
  };
  return async (imagenes: readonly string[]): Promise<ReadonlyMap<string, ImagenPublicada>> => {
    const carpetas = new Set<string>();
    for (const imagen of imagenes) {
      if (hechas.has(imagen)) continue;
      try {
        const nueva = await publicar(imagen);
        if (nueva !== null) carpetas.add(nueva);
      } catch (error) {
        registro.error('image not published', { imagen, error: String(error) });
      }
    }
    for (const c of carpetas) await sincronizarCarpeta(c);
    return hechas;
  };
};
