import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { AppError } from '#shared/errors/app-error.ts';
import { FlujoComprobado } from './flujo-comprobado.ts';

/** A CSV inside what was opened: its name (with those of the ZIPs around it) and its bytes. */
export type ArchivoCsv = { readonly nombre: string; readonly abrir: () => Promise<Readable> };
export type ContenidoPrep = {
  /** Results files, one per election. */
  readonly resultados: readonly ArchivoCsv[];
  readonly candidaturas: readonly ArchivoCsv[];
  readonly cerrar: () => void;
};

/** A ZIP inside the ZIP is held in memory: the federal one of 2024 is 30 MB. */
const MAXIMO_ZIP_INTERIOR = 512 * 1024 * 1024;
/** The whole country's file is under 100 MB: more is a file made to fill the disk or the memory. */
const MAXIMO_CSV = 4 * 1024 * 1024 * 1024;
/** Federal 2024 has two levels: the ZIP of all and one of each election. */
const MAXIMA_PROFUNDIDAD = 3;

/** What a ZIP's library says of the damage is in English and of no use to who has to download it again. */
const danado = (archivo: string): AppError => new AppError('prep_danado', { archivo });
const noSeLee = (detalle: string): AppError => new AppError('prep_ilegible', { causa: 'zip', detalle });

const entradas = (zip: ZipFile, nombreZip: string): Promise<Entry[]> =>
  new Promise((resolver, rechazar) => {
    const todas: Entry[] = [];
    zip.on('entry', (entrada: Entry) => {
      todas.push(entrada);
      zip.readEntry();
    });
    zip.on('end', () => resolver(todas));
    zip.on('error', () => rechazar(danado(nombreZip)));
    zip.readEntry();
  });

const OPCIONES = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const;
const abrirZip = (ruta: string): Promise<ZipFile> => yauzl.openPromise(ruta, OPCIONES).catch(() => { throw danado(path.basename(ruta)); });
const abrirInterior = (bytes: Buffer, nombre: string): Promise<ZipFile> => yauzl.fromBufferPromise(bytes, OPCIONES).catch(() => { throw danado(nombre); });

const GUARDADO = 0;
const DEFLATE = 8;

/** The bytes of an entry, which fail at their end when they are not those that the ZIP was made of. */
const flujoDe = async (zip: ZipFile, entrada: Entry, nombre: string): Promise<FlujoComprobado> => {
  if (entrada.uncompressedSize > MAXIMO_CSV) throw noSeLee(`${nombre} mide ${entrada.uncompressedSize} bytes`);
  if (entrada.isEncrypted()) throw noSeLee(`${nombre} tiene contraseña; extráigalo y verifique lo extraído`);
  if (entrada.compressionMethod !== GUARDADO && entrada.compressionMethod !== DEFLATE) throw noSeLee(`${nombre} está comprimido de un modo poco común; extráigalo y verifique lo extraído`);
  const fuente = await zip.openReadStreamPromise(entrada).catch(() => { throw danado(nombre); });
  return new FlujoComprobado(fuente, { crc32: entrada.crc32, bytes: entrada.uncompressedSize }, () => danado(nombre));
};

/** What a Mac adds beside each file of a ZIP: `__MACOSX/._DIP_LOC_2024.csv`, which is no CSV. */
const DE_MACOS = /^__MACOSX\/|(^|\/)\._/;

type Hallado = { resultados: ArchivoCsv[]; candidaturas: ArchivoCsv[]; abiertos: ZipFile[] };

const recorrer = async (zip: ZipFile, nombreZip: string, prefijo: string, profundidad: number, hallado: Hallado): Promise<void> => {
  hallado.abiertos.push(zip);
  for (const entrada of await entradas(zip, nombreZip)) {
    const nombre = prefijo + entrada.fileName;
    if (DE_MACOS.test(entrada.fileName)) continue;
    if (/\.zip$/i.test(nombre) && profundidad < MAXIMA_PROFUNDIDAD) {
      if (entrada.uncompressedSize > MAXIMO_ZIP_INTERIOR) throw noSeLee(`${nombre} es demasiado grande`);
      const bytes = await buffer(await flujoDe(zip, entrada, nombre));
      await recorrer(await abrirInterior(bytes, nombre), nombre, `${nombre}/`, profundidad + 1, hallado);
    } else if (/\.csv$/i.test(nombre)) {
      const lista = /CANDIDAT/i.test(path.posix.basename(entrada.fileName)) ? hallado.candidaturas : hallado.resultados;
      lista.push({ nombre, abrir: () => flujoDe(zip, entrada, nombre) });
    }
  }
};

/** First bytes of a ZIP: of its first file, or of the end of one that has none. */
const FIRMAS_ZIP: ReadonlySet<number> = new Set([0x04034b50, 0x06054b50]);

const esZip = async (ruta: string): Promise<boolean> => {
  const archivo = await open(ruta, 'r').catch((e: unknown) => { throw new AppError('archivo_inaccesible', { archivo: ruta, detalle: (e as NodeJS.ErrnoException).code === 'EACCES' ? 'no hay permiso para leerlo' : 'el disco no lo deja abrir' }); });
  try {
    const { buffer: inicio, bytesRead } = await archivo.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && FIRMAS_ZIP.has(inicio.readUInt32LE(0));
  } finally {
    await archivo.close();
  }
};

/**
 * Opens a published PREP file: a CSV, or a ZIP with one or several elections, ZIPs inside it included. What it is is
 * told by its bytes, not by its name. Throws AppError `archivo_no_encontrado`, `archivo_inaccesible`, `prep_danado` or `prep_ilegible`.
 */
export const abrirPrep = async (ruta: string): Promise<ContenidoPrep> => {
  const datos = await stat(ruta).catch(() => null);
  if (datos === null) throw new AppError('archivo_no_encontrado', { archivo: ruta });
  if (!datos.isFile()) throw new AppError('prep_ilegible', { causa: 'otro_archivo', detalle: datos.isDirectory() ? 'es una carpeta; indique el CSV o el ZIP' : 'no es un archivo; guárdelo antes en el disco' });
  if (!(await esZip(ruta))) {
    const unico: ArchivoCsv = { nombre: ruta, abrir: () => Promise.resolve(createReadStream(ruta)) };
    return { resultados: [unico], candidaturas: [], cerrar: () => undefined };
  }
  const hallado: Hallado = { resultados: [], candidaturas: [], abiertos: [] };
  const cerrar = (): void => { for (const zip of hallado.abiertos) zip.close(); };
  try {
    await recorrer(await abrirZip(ruta), path.basename(ruta), '', 1, hallado);
    if (hallado.resultados.length === 0) throw noSeLee('el ZIP no tiene ningún CSV de resultados');
  } catch (error) {
    cerrar();
    throw error;
  }
  return { resultados: hallado.resultados, candidaturas: hallado.candidaturas, cerrar };
};
