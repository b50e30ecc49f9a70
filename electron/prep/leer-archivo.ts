import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCandidaturas, type FilaCandidatura } from '#shared/prep-csv/candidaturas.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import type { CabeceraPrep, CeldaRara } from '#shared/prep-csv/leer.ts';
import { crearSeparador } from '#shared/prep-csv/registros.ts';
import { abrirPrep, type ArchivoCsv } from './abrir-prep.ts';
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

/** The rows of a candidacies CSV, UTF-8 or Latin-1. Throws AppError `archivo_no_encontrado` or `prep_ilegible`. */
export const leerArchivoCandidaturas = async (ruta: string): Promise<FilaCandidatura[]> => {
  const contenido = await abrirPrep(ruta);
  try {
    const [archivo] = contenido.candidaturas.length > 0 ? contenido.candidaturas : contenido.resultados;
    if (archivo === undefined) return [];
    const bytes = await buffer(await archivo.abrir());
    const texto = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
    const delimitador = /^[^\r\n]*\|/.test(texto) ? '|' : ',';
    return leerCandidaturas(registrosDe(texto, delimitador));
  } finally {
    contenido.cerrar();
  }
};
