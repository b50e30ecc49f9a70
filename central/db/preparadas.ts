import type { CompiledQuery, InsertQueryBuilder, InsertResult, Kysely, Transaction } from 'kysely';
import type { EsquemaCentral } from './esquema.ts';

/** Rows of one statement at most: within the number of bound parameters that every database takes. */
const MAXIMO_FILAS = 128;

type Db = Kysely<EsquemaCentral>;
type Tx = Transaction<EsquemaCentral>;
type Tabla = keyof EsquemaCentral;
type ConConflicto<T extends Tabla> = (b: InsertQueryBuilder<EsquemaCentral, T, InsertResult>) => InsertQueryBuilder<EsquemaCentral, T, InsertResult>;

/** In groups of 128, 64, 32… 1: few different statements, each of which is written and prepared once. */
export const enPotencias = <T>(lista: readonly T[]): T[][] => {
  const grupos: T[][] = [];
  for (let i = 0, n = MAXIMO_FILAS; i < lista.length;) {
    while (n > lista.length - i) n /= 2;
    grupos.push(lista.slice(i, i + n));
    i += n;
  }
  return grupos;
};

/**
 * Inserts many rows of one table. Kysely writes a statement anew each time that it is asked, which costs several times
 * what the database does with it: here it is asked once for each number of rows.
 */
export const crearInsercion = <T extends Tabla>(db: Db, tabla: T, columnas: readonly (keyof EsquemaCentral[T] & string)[], conConflicto: ConConflicto<T> = (b) => b) => {
  const compiladas = new Map<number, CompiledQuery>();
  const compilar = (filas: number): CompiledQuery => {
    const vacias = Array.from({ length: filas }, () => Object.fromEntries(columnas.map((c) => [c, ''])));
    const compilada = conConflicto(db.insertInto(tabla).values(vacias as never)).compile();
    compiladas.set(filas, compilada);
    return compilada;
  };
  return async (tx: Tx, filas: readonly EsquemaCentral[T][]): Promise<void> => {
    for (const grupo of enPotencias(filas)) {
      await tx.executeQuery({ ...(compiladas.get(grupo.length) ?? compilar(grupo.length)), parameters: grupo.flatMap((f) => columnas.map((c) => f[c])) });
    }
  };
};

/**
 * A query about any number of keys, written once for each power of two. `armar` binds its keys before anything else, so
 * that they are its first parameters.
 */
export const crearConsulta = <F>(armar: (claves: string[]) => { compile: () => CompiledQuery<F> }) => {
  const compiladas = new Map<number, CompiledQuery<F>>();
  const compilada = (claves: number): CompiledQuery<F> => {
    const hecha = compiladas.get(claves) ?? armar(Array.from({ length: claves }, () => '')).compile();
    compiladas.set(claves, hecha);
    return hecha;
  };
  return async (tx: Tx, claves: readonly string[]): Promise<F[]> => {
    const filas: F[] = [];
    for (const grupo of enPotencias(claves)) {
      const consulta = compilada(grupo.length);
      filas.push(...(await tx.executeQuery<F>({ ...consulta, parameters: [...grupo, ...consulta.parameters.slice(grupo.length)] })).rows);
    }
    return filas;
  };
};
