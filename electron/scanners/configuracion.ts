import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { es } from 'zod/locales';
import { AppError } from '#shared/errors/app-error.ts';
import { codigoDeSistema } from './carpeta-archivos.ts';
import { escaneresSchema, type ConfiguracionEscaneres } from './perfil.ts';

export const ARCHIVO_ESCANERES = 'escaneres.json';
const enEspanol = es().localeError;

/** Where JSON.parse stopped, which it only says in its message. */
const lugarDeSintaxis = (error: unknown): string => {
  const m = /\(line (\d+) column (\d+)\)/.exec(error instanceof Error ? error.message : '');
  return m ? `la línea ${m[1]}, columna ${m[2]}` : 'el final del archivo';
};

/** `escaneres[1].perfil.color (mfp)`: the field, and the scanner's id where it has one. */
const lugarDeCampo = (ruta: readonly PropertyKey[], dato: unknown): string => {
  const campo = ruta.reduce<string>((texto, parte) => (typeof parte === 'number' ? `${texto}[${parte}]` : texto === '' ? String(parte) : `${texto}.${String(parte)}`), '');
  const lista = ruta[0] === 'escaneres' && typeof ruta[1] === 'number' && typeof dato === 'object' && dato !== null && 'escaneres' in dato && Array.isArray(dato.escaneres) ? (dato.escaneres as unknown[]) : [];
  const escaner = lista[Number(ruta[1])];
  const id = typeof escaner === 'object' && escaner !== null && 'id' in escaner && typeof escaner.id === 'string' ? ` (${escaner.id})` : '';
  return `${campo === '' ? 'el documento' : campo}${id}`;
};

/** The configuration in the text of an `escaneres.json`. Throws AppError `escaneres_invalido` that names the line or the field. */
export const interpretarEscaneres = (texto: string, archivo: string = ARCHIVO_ESCANERES): ConfiguracionEscaneres => {
  let dato: unknown;
  try {
    // Windows' editors put a mark before the text.
    dato = JSON.parse(texto.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError('escaneres_invalido', { archivo, lugar: lugarDeSintaxis(error), detalle: 'no es JSON válido' });
  }
  const r = escaneresSchema.safeParse(dato, { error: enEspanol });
  if (r.success) return r.data;
  const [falla] = r.error.issues;
  throw new AppError('escaneres_invalido', { archivo, lugar: lugarDeCampo(falla?.path ?? [], dato), detalle: falla?.message ?? 'no se entiende' });
};

/** The scanners that IT has set up for a station's work folder; null without the file. Throws AppError `escaneres_invalido` or `archivo_inaccesible`. */
export const leerEscaneres = async (carpeta: string): Promise<ConfiguracionEscaneres | null> => {
  const archivo = join(carpeta, ARCHIVO_ESCANERES);
  const texto = await readFile(archivo, 'utf8').catch((error: unknown) => {
    if (codigoDeSistema(error) === 'ENOENT') return null;
    throw new AppError('archivo_inaccesible', { archivo, detalle: codigoDeSistema(error) ?? 'no se puede leer' });
  });
  return texto === null ? null : interpretarEscaneres(texto, archivo);
};
