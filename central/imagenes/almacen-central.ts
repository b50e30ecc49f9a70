import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAXIMO_BYTES_IMAGEN } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { sincronizarCarpeta } from '#central/archivo-durable.ts';
import { crearAgrupador } from '#central/ingesta/agrupar.ts';
import { rutaEnCentral } from './carpetas-imagenes.ts';

export type Parte = {
  readonly imagen: string;
  /** Who brings it. */
  readonly quien: string;
  /** Place of the first byte of this part. */
  readonly desde: number;
  /** Whether the image ends with this part. */
  readonly ultima: boolean;
  /** SHA-256 of this part, base64; null when its sender did not say. */
  readonly sha256: string | null;
};
/** Hears how much of the image came, while it comes: it is not on the disk yet. */
export type AlLlegar = (bytes: number) => void;
export type Avance = { readonly bytes: number; readonly completa: boolean };

/** Asked twice with every part: not worth a turn of the thread pool, where the syncs are. */
const tamano = (ruta: string): number | null => statSync(ruta, { throwIfNoEntry: false })?.size ?? null;

/** What is written at a time of what comes; less of what comes little by little, or a crash would cost minutes of it. */
const BYTES_POR_ESCRITURA = 256 * 1024;
const POCOS_BYTES = 16 * 1024;
/** Images that are named together at most. */
const MAXIMO_GRUPO = 64;

/** Writes what comes from `lugar` on, several pieces at a time; what came before a cut too. Gives where it ends. */
const verter = async (archivo: FileHandle, lugar: number, flujo: AsyncIterable<Uint8Array>, visto: (trozo: Uint8Array) => void, alLlegar?: AlLlegar): Promise<number> => {
  let trozos: Uint8Array[] = [];
  let [escrito, juntos] = [lugar, 0];
  const escribir = async (): Promise<void> => {
    if (juntos === 0) return;
    await archivo.writev(trozos, escrito);
    [escrito, juntos, trozos] = [escrito + juntos, 0, []];
  };
  try {
    for await (const trozo of flujo) {
      if (escrito + juntos + trozo.length > MAXIMO_BYTES_IMAGEN) throw new AppError('imagen_muy_grande', { maximo: MAXIMO_BYTES_IMAGEN });
      visto(trozo);
      trozos.push(trozo);
      juntos += trozo.length;
      alLlegar?.(escrito + juntos);
      if (juntos >= (alLlegar === undefined ? BYTES_POR_ESCRITURA : POCOS_BYTES)) await escribir();
    }
  } finally {
    await escribir();
  }
  return escrito;
};

/**
 * Appends what comes to the file. What was cut in the middle is kept for the next part; what does not have its digest is
 * taken away again. Only the last part waits for the disk: of an image without its name, a power cut may take what it
 * wants, since the hash of the whole tells.
 */
const anexar = async (ruta: string, { desde, ultima, sha256 }: Parte, flujo: AsyncIterable<Uint8Array>, alLlegar?: AlLlegar): Promise<{ readonly bytes: number; readonly sha256: string | null }> => {
  const archivo = await open(ruta, desde === 0 ? 'w' : 'r+', 0o640);
  const esEntera = desde === 0 && ultima;
  const digesto = sha256 === null && !esEntera ? null : createHash('sha256');
  let lugar: number;
  let suma: Buffer | null;
  try {
    lugar = await verter(archivo, desde, flujo, (trozo) => digesto?.update(trozo), alLlegar);
    suma = digesto?.digest() ?? null;
    if (sha256 !== null && suma?.toString('base64') !== sha256) {
      await archivo.truncate(desde);
      throw new AppError('parte_danada');
    }
    if (ultima) await archivo.sync();
  } finally {
    await archivo.close();
  }
  return { bytes: lugar, sha256: esEntera ? suma?.toString('hex') ?? null : null };
};

/** An image as one station brings it. */
type Suya = Pick<Parte, 'imagen' | 'quien'>;

/**
 * The images of the central, named by their SHA-256. What is half received lies in `parciales/`, that of each station apart,
 * so that none spoils what another brings of an image whose name everybody may know; and it only takes its
 * name once its hash agrees, so that a file with a name is always the right one. Callers hold the turn of the image, and made
 * the folders (`prepararCarpetas`).
 */
export const crearAlmacenCentral = (carpeta: string, cripto: Cripto) => {
  const ruta = (imagen: string): string => rutaEnCentral(carpeta, imagen);
  const etiquetas = new Map<string, string>();
  /** A station as part of a file's name, whatever it is called. */
  const etiquetaDe = (quien: string): string => {
    const etiqueta = etiquetas.get(quien) ?? cripto.sha256(quien).slice(0, 16);
    etiquetas.set(quien, etiqueta);
    return etiqueta;
  };
  const parcial = ({ imagen, quien }: Suya): string => join(carpeta, 'parciales', `${imagen}-${etiquetaDe(quien)}`);
  mkdirSync(join(carpeta, 'parciales'), { recursive: true });
  // Of images that came whole by another station meanwhile.
  for (const nombre of readdirSync(join(carpeta, 'parciales'))) if (existsSync(ruta(nombre.slice(0, 64)))) rmSync(join(carpeta, 'parciales', nombre));
  /** Gives their names to images that are whole and synced. Those that wait share the fsync of the folders: the first one takes all to the disk. */
  const nombrar = crearAgrupador<Suya, true>({
    elegir: (esperan) => esperan.slice(0, MAXIMO_GRUPO),
    guardar: async (imagenes) => {
      for (const traida of imagenes) await rename(parcial(traida), ruta(traida.imagen));
      await Promise.all([...new Set(imagenes.map((i) => dirname(ruta(i.imagen))))].map(sincronizarCarpeta));
      return imagenes.map(() => true as const);
    },
  });

  /** `sha256` of all its bytes, where they came in one part; else they are read again. */
  const terminar = async (suya: Suya, sha256: string | null): Promise<void> => {
    if ((sha256 ?? cripto.sha256(await readFile(parcial(suya)))) !== suya.imagen) {
      await rm(parcial(suya), { force: true });
      throw new AppError('imagen_hash');
    }
    await nombrar(suya);
  };

  return {
    ruta,
    /** Puts away bytes that are not those of their name, so that the image may come again. */
    apartar: async (imagen: string): Promise<void> => {
      await mkdir(join(carpeta, 'danadas'), { recursive: true });
      await rename(ruta(imagen), join(carpeta, 'danadas', imagen));
    },
    /** How much of the image is held: whole, or what this station brought of it. */
    avance: (suya: Suya): Avance => {
      const entera = tamano(ruta(suya.imagen));
      return entera === null ? { bytes: tamano(parcial(suya)) ?? 0, completa: false } : { bytes: entera, completa: true };
    },
    /**
     * Takes one part. Throws AppError: imagen_desplazada (param bytes) when it does not start where what is held ends,
     * parte_danada when its bytes are not those of its digest, imagen_muy_grande, imagen_hash when the whole is not what its name says; then what was held is thrown away.
     */
    escribir: async (parte: Parte, flujo: AsyncIterable<Uint8Array>, alLlegar?: AlLlegar): Promise<Avance> => {
      const { imagen, desde } = parte;
      const entera = tamano(ruta(imagen));
      if (entera !== null) return { bytes: entera, completa: true };
      const tenemos = tamano(parcial(parte)) ?? 0;
      if (tenemos !== desde) throw new AppError('imagen_desplazada', { bytes: tenemos });
      const { bytes, sha256 } = await anexar(parcial(parte), parte, flujo, alLlegar);
      if (!parte.ultima) return { bytes, completa: false };
      await terminar(parte, sha256);
      return { bytes, completa: true };
    },
  };
};
export type AlmacenCentral = ReturnType<typeof crearAlmacenCentral>;
