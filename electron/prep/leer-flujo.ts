import type { Readable } from 'node:stream';
import { AppError } from '#shared/errors/app-error.ts';
import { crearLector, detectarDelimitador, type Receptor } from '#shared/prep-csv/leer.ts';
import { crearSeparador, type Separador } from '#shared/prep-csv/registros.ts';
import { crearDecodificador, type Codificacion } from './codificacion.ts';
import { FlujoComprobado } from './flujo-comprobado.ts';

/** Bytes looked at before deciding what the file is: the header of any layout fits many times. */
const BYTES_DE_PRUEBA = 8192;

export type ResumenLectura = { readonly codificacion: Codificacion; readonly bytes: number };

/** Text has no NUL; UTF-16 does, and so does almost any binary file. */
const exigirTexto = (inicio: Buffer): void => {
  if (inicio.includes(0)) throw new AppError('prep_ilegible', { causa: 'no_es_texto', detalle: 'no es un archivo de texto en UTF-8 o Latin-1' });
};

/** Delimiter by the first bytes. A file that has neither `sep=` nor the 13 names is read as commas: the reader then says what it is. */
const delimitadorDe = (inicio: Buffer): string => detectarDelimitador(inicio.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '')) ?? ',';

/** The chunks of the stream; when the disk fails that is said as a file that cannot be read. */
async function* trozos(flujo: Readable): AsyncGenerator<Buffer> {
  try {
    // Left open when the reader stops: what is left may have to be read to its end.
    yield* flujo.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('prep_ilegible', { causa: 'lectura', detalle: 'el disco no lo deja leer entero; copie el archivo de nuevo' });
  }
}

/** The chunks with at least `BYTES_DE_PRUEBA` in the first. */
async function* conInicio(flujo: Readable): AsyncGenerator<Buffer> {
  let inicio: Buffer | null = Buffer.alloc(0);
  for await (const trozo of trozos(flujo)) {
    if (inicio === null) yield trozo;
    else {
      inicio = Buffer.concat([inicio, trozo]);
      if (inicio.length < BYTES_DE_PRUEBA) continue;
      yield inicio;
      inicio = null;
    }
  }
  if (inicio !== null) yield inicio;
}

/**
 * Reads a PREP file from a stream of bytes: decodes, splits into records and hands each to the reader
 * (shared/prep-csv/leer.ts). Holds no more than a chunk. Throws AppError `prep_ilegible` when it is no PREP file, and
 * `prep_danado` when its bytes are not those that its ZIP says.
 */
export const leerFlujo = async (flujo: Readable, receptor: Receptor): Promise<ResumenLectura> => {
  const lector = crearLector(receptor);
  const decodificador = crearDecodificador();
  const separadorDe = (inicio: Buffer): Separador => {
    exigirTexto(inicio);
    return crearSeparador(delimitadorDe(inicio), {
      registro: lector.registro,
      sinCerrar: (renglon) => receptor.raro({ renglon, columna: '', valor: '', codigo: 'comillas_sin_cerrar' }),
    });
  };
  let separador: Separador | null = null;
  let bytes = 0;
  try {
    for await (const trozo of conInicio(flujo)) {
      bytes += trozo.length;
      separador ??= separadorDe(trozo);
      separador.texto(decodificador.pasar(trozo, false));
    }
  } catch (error) {
    // Of what is damaged, that is what is said, and not what its bytes look like.
    if (flujo instanceof FlujoComprobado) await flujo.agotar();
    throw error;
  } finally {
    flujo.destroy();
  }
  separador?.texto(decodificador.pasar(Buffer.alloc(0), true));
  separador?.fin();
  const codificacion = decodificador.codificacion();
  if (codificacion === 'mixta') receptor.raro({ renglon: 0, columna: '', valor: '', codigo: 'codificacion_mixta' });
  lector.fin();
  return { codificacion, bytes };
};
