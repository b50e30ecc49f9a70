import type { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import { AppError } from '#shared/errors/app-error.ts';
import { crearLector, detectarDelimitador, type Receptor } from '#shared/prep-csv/leer.ts';
import { crearTranscodificador, type Codificacion } from './codificacion.ts';

/** Bytes looked at before deciding what the file is: the header of any layout fits many times. */
const BYTES_DE_PRUEBA = 8192;
/** A longer record is a quote that was never closed: no acta has so many characters. */
const MAXIMO_RENGLON = 262_144;

export type ResumenLectura = { readonly codificacion: Codificacion; readonly bytes: number };

/** Text has no NUL; UTF-16 does, and so does almost any binary file. */
const exigirTexto = (inicio: Buffer): void => {
  if (inicio.includes(0)) throw new AppError('prep_ilegible', { causa: 'no_es_texto', detalle: 'no es un archivo de texto en UTF-8 o Latin-1' });
};

/** The CSV library set to take any real file: any end of line, loose quotes, rows of any length, empty lines kept so that lines count. */
const crearParser = (delimitador: string, registro: (celdas: string[], renglon: number) => void): Parser =>
  parse({
    delimiter: delimitador, bom: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'], max_record_size: MAXIMO_RENGLON,
    on_record: (celdas: string[], contexto) => {
      registro(celdas, contexto.lines);
      return null;
    },
  });

/** Delimiter by the first bytes. A file that has neither `sep=` nor the 13 names is read as commas: the reader then says what it is. */
const delimitadorDe = (inicio: Buffer): string => detectarDelimitador(inicio.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '')) ?? ',';

/** The parser as a plain function of bytes. Records are handed over while it runs, so nothing piles up; its errors are thrown here. */
const crearTubo = (delimitador: string, registro: (celdas: string[], renglon: number) => void): { pasar: (utf8: Buffer) => void; cerrar: () => Promise<void> } => {
  const parser = crearParser(delimitador, registro);
  const fallas: Error[] = [];
  parser.on('error', (error: Error) => fallas.push(error));
  const revisar = (): void => {
    const falla = fallas[0] ?? parser.errored;
    if (falla) throw falla;
  };
  return {
    pasar: (utf8) => {
      if (utf8.length > 0) parser.write(utf8);
      revisar();
    },
    cerrar: async () => {
      if (!parser.destroyed) {
        await new Promise<void>((resolver) => {
          parser.once('close', resolver);
          parser.resume();
          parser.end();
        });
      }
      revisar();
    },
  };
};

/** The chunks of the stream; when it fails (disk, or a ZIP cut short) that is said as a file that cannot be read. */
async function* trozos(flujo: Readable): AsyncGenerator<Buffer> {
  try {
    yield* flujo as AsyncIterable<Buffer>;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('prep_ilegible', { causa: 'lectura', detalle: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * Reads a PREP file from a stream of bytes: decodes, splits with csv-parse and hands each record to the reader
 * (shared/prep-csv/leer.ts). Holds no more than a chunk. Throws AppError `prep_ilegible` when it is no PREP file.
 */
export const leerFlujo = async (flujo: Readable, receptor: Receptor): Promise<ResumenLectura> => {
  const lector = crearLector(receptor);
  const transcodificador = crearTranscodificador();
  let ultimoRenglon = 0;
  let bytes = 0;
  const abrir = (inicio: Buffer): ReturnType<typeof crearTubo> => {
    exigirTexto(inicio);
    const tubo = crearTubo(delimitadorDe(inicio), (celdas, renglon) => {
      ultimoRenglon = renglon;
      lector.registro(celdas, renglon);
    });
    tubo.pasar(transcodificador.pasar(inicio, false));
    return tubo;
  };

  try {
    let inicio: Buffer = Buffer.alloc(0);
    let tubo: ReturnType<typeof crearTubo> | undefined;
    for await (const trozo of trozos(flujo)) {
      bytes += trozo.length;
      if (tubo !== undefined) tubo.pasar(transcodificador.pasar(trozo, false));
      else {
        inicio = Buffer.concat([inicio, trozo]);
        if (inicio.length >= BYTES_DE_PRUEBA) tubo = abrir(inicio);
      }
    }
    tubo ??= abrir(inicio);
    tubo.pasar(transcodificador.pasar(Buffer.alloc(0), true));
    await tubo.cerrar();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    receptor.raro({ renglon: ultimoRenglon + 1, columna: '', valor: '', codigo: 'comillas_sin_cerrar' });
  } finally {
    flujo.destroy();
  }
  const codificacion = transcodificador.codificacion();
  if (codificacion === 'mixta') receptor.raro({ renglon: 0, columna: '', valor: '', codigo: 'codificacion_mixta' });
  lector.fin();
  return { codificacion, bytes };
};
