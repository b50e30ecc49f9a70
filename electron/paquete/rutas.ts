import type { Casilla } from '#shared/domain/casilla.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerTexto } from './archivo-llave.ts';

/** Route by CLAVE_CASILLA or by section: what is said of a casilla goes before what is said of its section. */
export type Rutas = ReadonlyMap<string, string>;

const invalida = (detalle: string): AppError => new AppError('opcion_invalida', { opcion: '--rutas', detalle });
const celdasDe = (renglon: string): string[] => renglon.split(',').map((c) => c.trim().replace(/^"(.*)"$/, '$1'));

/**
 * The routes of the collection (CRyT, DAT), which no published PREP file has: a CSV with a column RUTA and one of
 * CLAVE_CASILLA or SECCION. Throws AppError `opcion_invalida`.
 */
export const leerRutas = (texto: string): Rutas => {
  const [cabeza = '', ...renglones] = texto.replace(/^\uFEFF/, '').split(/\r?\n/).filter((r) => r.trim() !== '');
  const nombres = celdasDe(cabeza).map((n) => n.toUpperCase());
  const [clave, ruta] = [nombres.findIndex((n) => n === 'CLAVE_CASILLA' || n === 'SECCION'), nombres.indexOf('RUTA')];
  if (clave < 0 || ruta < 0) throw invalida('el archivo debe tener las columnas RUTA y CLAVE_CASILLA o SECCION');
  const deSeccion = nombres[clave] === 'SECCION';
  return new Map(renglones.map((renglon, i) => {
    const celdas = celdasDe(renglon);
    const [de = '', nombre = ''] = [celdas[clave], celdas[ruta]];
    if (de === '' || nombre === '') throw invalida(`al renglón ${i + 2} le falta un dato`);
    return [deSeccion ? de.padStart(4, '0') : de.toUpperCase(), nombre];
  }));
};

/** As `leerRutas`, of a file. Throws AppError `archivo_no_encontrado` too. */
export const leerArchivoRutas = async (archivo: string): Promise<Rutas> =>
  leerRutas(await leerTexto(archivo));

/** The casillas with their route; one of which nothing is said has none. Throws AppError when the routes name nothing of this catalogue. */
export const conRutas = (casillas: readonly Casilla[], rutas: Rutas): Casilla[] => {
  const con = casillas.map((c) => {
    const ruta = rutas.get(c.clave) ?? rutas.get(c.seccion);
    return ruta === undefined ? c : { ...c, ruta };
  });
  if (con.every((c) => c.ruta === undefined)) throw invalida('ninguna casilla del catálogo está en el archivo');
  return con;
};
