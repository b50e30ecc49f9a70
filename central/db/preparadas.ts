import type { CompiledQuery, InsertQueryBuilder, InsertResult, Kysely, Transaction } from 'kysely';
import type { EsquemaCentral } from './esquema.ts';

/** Rows of one statement at most: within the number of bound parameters that every database takes. */
const MAXIMO_FILAS = 128;

type Db = Kysely<EsquemaCentral>;
type Tx = Transaction<EsquemaCentral>;
type Tabla = keyof EsquemaCentral;
type ConConflicto<T extends Tabla> = (b: InsertQueryBuilder<EsquemaCentral, T, InsertResult>) => InsertQueryBuilder<EsquemaCentral, T, InsertResult>;

/** Up to these, a group of the intake, there is a statement of each size. */
const MAXIMO_EXACTO = 16;

/** In groups of 128, 64, 32, and what is left in one of up to 16: few different statements, each of which is written and prepared once. */
export const enTamanos = <T>(lista: readonly T[]): T[][] => {
  const grupos: T[][] = [];
  for (let i = 0, n = MAXIMO_FILAS; i < lista.length;) {
    const quedan = lista.length - i;
    while (n > quedan && n > MAXIMO_EXACTO) n /= 2;
    grupos.push(lista.slice(i, i + Math.min(n, quedan)));
    i += n;
  }
  return grupos;
};

/** In groups of 128 and a last one whose keys are made up to a power of two with the last of them: a key that is asked for twice is found once. */
const conRelleno = (claves: readonly string[]): string[][] => {
  const grupos: string[][] = [];
  for (let i = 0; i < claves.length; i += MAXIMO_FILAS) {
    const grupo = claves.slice(i, i + MAXIMO_FILAS);
    const ultima = grupo.at(-1)!;
    while ((grupo.length & (grupo.length - 1)) !== 0) grupo.push(ultima);
    grupos.push(grupo);
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
    for (const grupo of enTamanos(filas)) {
      const parameters: unknown[] = [];
      for (const f of grupo) for (const c of columnas) parameters.push(f[c]);
      await tx.executeQuery({ ...(compiladas.get(grupo.length) ?? compilar(grupo.length)), parameters });
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
    for (const grupo of conRelleno(claves)) {
      const consulta = compilada(grupo.length);
      filas.push(...(await tx.executeQuery<F>({ ...consulta, parameters: [...grupo, ...consulta.parameters.slice(grupo.length)] })).rows);
    }
    return filas;
  };
};
