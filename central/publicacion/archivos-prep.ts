import { utf8 } from '#shared/sync/bytes.ts';
import { escribirCandidaturas } from '#shared/prep-csv/candidaturas.ts';
import { CLAVES_ENCABEZADO } from '#shared/prep-csv/encabezado-prep.ts';
import { escribirPrep, type ArchivoPrep } from '#shared/prep-csv/escribir.ts';
import { FORMATOS } from '#shared/prep-csv/formatos.ts';
import { escribirLeeme } from '#shared/prep-csv/leeme.ts';
import { nombresPrep, type NombresPrep } from '#shared/prep-csv/nombres.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Consolidado } from '#central/consolidacion/filas.ts';
import { crearZip } from './zip.ts';

export type ArchivosPrep = {
  readonly nombres: NombresPrep;
  /** The 13 figures under the names that the file gives them. */
  readonly encabezado: Readonly<Record<string, string>>;
  readonly csv: Uint8Array;
  readonly candidaturas: Uint8Array;
  readonly leeme: Uint8Array;
  readonly zip: Uint8Array;
};

/** Title of the file. A simulacro says so: the file must not pass for a result. */
const tituloDe = (paquete: Paquete, titulo: string): string => (paquete.modo === 'simulacro' ? `${titulo} - SIMULACRO` : titulo);

/** The downloadable files of one election in the package's layout, and their ZIP. `corte` is ISO 8601. */
export const archivosPrep = async (paquete: Paquete, consolidado: Consolidado, corte: string): Promise<ArchivosPrep> => {
  const formato = FORMATOS[paquete.formatoCsv];
  const { eleccion, ambito, encabezado, filas } = consolidado;
  const archivo: ArchivoPrep = { titulo: tituloDe(paquete, eleccion.titulo), corte, zonaMinutos: paquete.zonaMinutos, ambito, columnas: eleccion.columnas, encabezado };
  const nombres = nombresPrep({ eleccion: eleccion.id, abreviatura: paquete.entidad.abreviatura, anio: paquete.anio, corte, zonaMinutos: paquete.zonaMinutos }, formato);
  const csv = utf8([...escribirPrep(archivo, filas.map((f) => f.fila), formato)].join(''));
  const ambitoCandidaturas = eleccion.ambito === 'entidad' ? null : eleccion.ambito;
  const candidaturas = utf8([...escribirCandidaturas(eleccion.id, paquete.candidaturas, paquete.entidad.id, ambitoCandidaturas, formato)].join(''));
  const leeme = utf8(escribirLeeme(archivo, nombres, formato));
  const zip = await crearZip([
    { nombre: nombres.csv, contenido: csv }, { nombre: nombres.candidaturas, contenido: candidaturas }, { nombre: nombres.leeme, contenido: leeme },
  ]);
  const cifras = Object.fromEntries(formato.encabezado.map((nombre, i) => [nombre, String(encabezado[CLAVES_ENCABEZADO[i]!])]));
  return { nombres, encabezado: cifras, csv, candidaturas, leeme, zip };
};
