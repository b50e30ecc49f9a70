import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import { documentoFirmadoSchema, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { criptoNode } from './cripto-node.ts';
import { crearMedioUsb } from './medio-usb.ts';
import type { AlmacenAjenos, LoteAjeno } from './puertos-usb.ts';

const sha = z.string().regex(/^[0-9a-f]{64}$/);
const llegadaSchema = z.object({
  estacion: z.string(),
  /** When it was taken from the medium. */
  hora: z.string(),
  lotes: z.array(z.object({ sha256: sha, lote: sha, epoca: z.string(), desde: z.number().int(), hasta: z.number().int(), cabeza: z.string(), imagenes: z.array(sha) })),
});
/** What one medium brought, as it was proved. */
export type Llegada = z.infer<typeof llegadaSchema>;

const RUTAS = {
  lote: (sha256: string) => `lotes/${sha256}.lote.gz`,
  imagen: (imagen: string) => `imagenes/${imagen}`,
  acuse: (sha256: string) => `acuses/${sha256}.json`,
  llegada: (id: string) => `llegadas/${id}.json`,
} as const;

/** The same faults, of the station's own disk. */
const DEL_DISCO: Readonly<Record<string, 'disco_lleno' | 'disco_solo_lectura'>> = { usb_lleno: 'disco_lleno', usb_solo_lectura: 'disco_solo_lectura' };

/**
 * Lotes and images that came by USB from other stations, apart from this one's journal, in files that are named by their
 * SHA-256: taken twice they are the same. Another process may add to it meanwhile. What is not there yet is no fault.
 * Throws AppError `disco_lleno`, `disco_solo_lectura`.
 */
export const crearAlmacenAjenos = (carpeta: string): AlmacenAjenos & AjenosParaTraer => {
  const disco = crearMedioUsb(carpeta, criptoNode.sha256);
  const guardar = (archivo: string, bytes: Uint8Array): Promise<void> => disco.escribir(archivo, bytes).catch((error: unknown) => {
    const suyo = error instanceof AppError ? DEL_DISCO[error.codigo] : undefined;
    throw suyo === undefined ? error : new AppError(suyo);
  });
  const conocidas = new Map<string, Llegada>();
  const acuses = new Map<string, DocumentoFirmado>();

  /** Null for one that the disk does not give back as it was: its medium, taken again, writes it anew. */
  const leerLlegada = (archivo: string): Llegada | null => {
    try {
      return llegadaSchema.parse(JSON.parse(readFileSync(join(carpeta, 'llegadas', archivo), 'utf8')));
    } catch {
      return null;
    }
  };
  /** Arrivals are written once and never change. */
  const repasar = (): void => {
    let archivos: string[];
    try {
      archivos = readdirSync(join(carpeta, 'llegadas'));
    } catch {
      return;
    }
    for (const archivo of archivos) {
      if (archivo.startsWith('.') || conocidas.has(archivo)) continue;
      const llegada = leerLlegada(archivo);
      if (llegada !== null) conocidas.set(archivo, llegada);
    }
  };
  const acuseDe = (sha256: string): DocumentoFirmado | null => {
    const sabido = acuses.get(sha256);
    if (sabido) return sabido;
    try {
      const doc = documentoFirmadoSchema.parse(JSON.parse(readFileSync(join(carpeta, RUTAS.acuse(sha256)), 'utf8')));
      acuses.set(sha256, doc);
      return doc;
    } catch {
      return null;
    }
  };

  return {
    lotes: () => {
      repasar();
      const todos = new Map<string, LoteAjeno>();
      for (const { estacion, hora, lotes } of conocidas.values()) for (const l of lotes) todos.set(l.sha256, { ...l, estacion, hora });
      return [...todos.values()];
    },
    acuse: acuseDe,
    leerLote: (sha256) => disco.leer(RUTAS.lote(sha256)),
    leerImagen: (imagen) => disco.leer(RUTAS.imagen(imagen)),
    imagenes: async () => new Set(await readdir(join(carpeta, 'imagenes')).catch((): string[] => [])),
    guardarAcuse: async (sha256, doc) => {
      await guardar(RUTAS.acuse(sha256), Buffer.from(`${JSON.stringify(doc)}\n`));
      acuses.set(sha256, doc);
    },
    tieneLote: (sha256) => disco.tiene(RUTAS.lote(sha256), sha256),
    guardarLote: (sha256, bytes) => guardar(RUTAS.lote(sha256), bytes),
    tieneImagen: (imagen) => disco.tiene(RUTAS.imagen(imagen), imagen),
    guardarImagen: (imagen, bytes) => guardar(RUTAS.imagen(imagen), bytes),
    anotarLlegada: async (id, llegada) => {
      if (leerLlegada(`${id}.json`) !== null) return;
      await guardar(RUTAS.llegada(id), Buffer.from(`${JSON.stringify(llegada)}\n`));
    },
  };
};

/** The side that fills it. */
export type AjenosParaTraer = {
  readonly tieneLote: (sha256: string) => Promise<boolean>;
  readonly guardarLote: (sha256: string, bytes: Uint8Array) => Promise<void>;
  readonly tieneImagen: (imagen: string) => Promise<boolean>;
  readonly guardarImagen: (imagen: string, bytes: Uint8Array) => Promise<void>;
  /** Says that a medium was taken whole: last, so that what it names is here. */
  readonly anotarLlegada: (id: string, llegada: Llegada) => Promise<void>;
};
