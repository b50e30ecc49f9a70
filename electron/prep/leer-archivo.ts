import { isUtf8 } from 'node:buffer';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCandidaturas, type FilaCandidatura } from '#shared/prep-csv/candidaturas.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import type { CabeceraPrep, CeldaRara } from '#shared/prep-csv/leer.ts';
import { crearSeparador } from '#shared/prep-csv/registros.ts';
import { abrirPrep, type ArchivoCsv, type ContenidoPrep } from './abrir-prep.ts';
import { leerFlujo } from './leer-flujo.ts';

export type ArchivoLeido = { readonly nombre: string; readonly cabecera: CabeceraPrep; readonly filas: readonly FilaPrep[]; readonly raras: readonly CeldaRara[] };

const leerUno = async (archivo: ArchivoCsv): Promise<ArchivoLeido> => {
  const filas: FilaPrep[] = [];
  const raras: CeldaRara[] = [];
  const cabeceras: CabeceraPrep[] = [];
  await leerFlujo(await archivo.abrir(), { cabecera: (c) => cabeceras.push(c), fila: (f) => filas.push(f), raro: (r) => raras.push(r) });
  const [cabecera] = cabeceras;
  if (cabecera === undefined) throw new AppError('prep_ilegible', { causa: 'vacio', detalle: 'no tiene encabezado' });
  return { nombre: archivo.nombre, cabecera, filas, raras };
};

/**
 * A whole PREP file in memory, for what needs all its rows at once (making a package, a drill): one entry per election
 * that the CSV or ZIP holds. To recompute a file use `verificarArchivo`, which streams.
 */
export const leerArchivoPrep = async (ruta: string): Promise<ArchivoLeido[]> => {
  const contenido = await abrirPrep(ruta);
  try {
    const leidos: ArchivoLeido[] = [];
    for (const archivo of contenido.resultados) leidos.push(await leerUno(archivo));
    return leidos;
  } finally {
    contenido.cerrar();
  }
};

/** The one election of a PREP file, or the one asked for when there are several. Throws AppError `opcion_invalida`. */
export const leerUnaEleccion = async (ruta: string, eleccion?: TipoEleccion): Promise<ArchivoLeido> => {
  const leidos = await leerArchivoPrep(ruta);
  const posibles = eleccion === undefined ? leidos : leidos.filter((l) => l.cabecera.eleccion === eleccion);
  const [primero] = posibles;
  if (primero !== undefined && posibles.length === 1) return primero;
  throw new AppError('opcion_invalida', { opcion: '--eleccion', detalle: `el archivo tiene ${leidos.map((l) => l.cabecera.titulo).join(', ')}` });
};

const registrosDe = (texto: string, delimitador: string): string[][] => {
  const registros: string[][] = [];
  const separador = crearSeparador(delimitador, { registro: (celdas) => registros.push(celdas), sinCerrar: () => undefined });
  separador.texto(texto);
  separador.fin();
  return registros;
};

const DELIMITADORES = [',', '|', ';', '\t'] as const;
const LINEA_SEP = /^\uFEFF?sep=.[\r\n]+/i;

/** The one that the line of names has most of: a candidacies file says it nowhere else. */
const delimitadorDe = (texto: string): string => {
  const nombres = /[^\r\n]+/.exec(texto)?.[0] ?? '';
  const veces = (d: string): number => nombres.split(d).length;
  return [...DELIMITADORES].sort((a, b) => veces(b) - veces(a))[0] ?? ',';
};

const leerCsvCandidaturas = async (archivo: ArchivoCsv): Promise<FilaCandidatura[]> => {
  const bytes = await buffer(await archivo.abrir());
  const texto = (isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1')).replace(LINEA_SEP, '');
  return leerCandidaturas(registrosDe(texto, delimitadorDe(texto)));
};

/** The rows of a candidacies CSV, UTF-8 or Latin-1, or of the only one in a ZIP. Throws AppError `archivo_no_encontrado`, `prep_danado` or `candidaturas_ilegible`. */
export const leerArchivoCandidaturas = async (ruta: string): Promise<FilaCandidatura[]> => {
  const contenido = await abrirPrep(ruta);
  try {
    const [archivo, otro] = contenido.candidaturas.length > 0 ? contenido.candidaturas : contenido.resultados;
    if (otro !== undefined) throw new AppError('opcion_invalida', { opcion: '--candidaturas', detalle: `${ruta} trae varios archivos; indique el CSV de cada elección` });
    return archivo === undefined ? [] : await leerCsvCandidaturas(archivo);
  } finally {
    contenido.cerrar();
  }
};

/** How issuers call each election in the names of their files (domain: 2.1). */
const NOMBRES_DE_ELECCION: readonly RegExp[] = [/DIP/i, /GUB|GOB|JEF/i, /AYUN|ALC|MUN|JUN/i];
const eleccionDelNombre = (nombre: string): number => NOMBRES_DE_ELECCION.findIndex((patron) => patron.test(path.posix.basename(nombre)));

/** The candidacies that came in the ZIP with a results file: of its folder or inner ZIP, and of its election where there are several. */
const candidaturasDe = ({ nombre }: ArchivoCsv, { resultados, candidaturas }: ContenidoPrep): ArchivoCsv | undefined => {
  const carpeta = path.posix.dirname(nombre);
  const cerca = candidaturas.filter((c) => path.posix.dirname(c.nombre) === carpeta);
  const posibles = cerca.length > 0 ? cerca : candidaturas;
  const hermanos = resultados.filter((r) => cerca.length === 0 || path.posix.dirname(r.nombre) === carpeta);
  if (posibles.length === 1 && hermanos.length === 1) return posibles[0];
  const suyas = posibles.filter((c) => eleccionDelNombre(c.nombre) === eleccionDelNombre(nombre));
  return suyas.length === 1 ? suyas[0] : undefined;
};

/** Each election of a PREP file with the candidacies that came in its ZIP; null where there are none that can be told to be its own. */
export const leerConCandidaturas = async (ruta: string): Promise<{ readonly archivo: ArchivoLeido; readonly candidaturas: FilaCandidatura[] | null }[]> => {
  const contenido = await abrirPrep(ruta);
  try {
    const leidos: { archivo: ArchivoLeido; candidaturas: FilaCandidatura[] | null }[] = [];
    for (const resultado of contenido.resultados) {
      const candidaturas = candidaturasDe(resultado, contenido);
      leidos.push({ archivo: await leerUno(resultado), candidaturas: candidaturas === undefined ? null : await leerCsvCandidaturas(candidaturas) });
    }
    return leidos;
  } finally {
    contenido.cerrar();
  }
};
