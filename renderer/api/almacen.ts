import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ErrorApi, Result } from '#shared/errors/result.ts';
import { compartir } from './compartir.ts';
import { vigilarPendiente } from './pendientes.ts';

export type EstadoCarga = 'idle' | 'loading' | 'ready' | 'error';
/** What a screen loaded from the station, and how that went. */
export type Carga<T> = { readonly estado: EstadoCarga; readonly datos: T | null; readonly error: ErrorApi | null };

/** Nothing asked for yet. */
export const cargaInicial = <T>(): Carga<T> => ({ estado: 'idle', datos: null, error: null });

/** The carga after an answer. A failed reload keeps what was there, and what came again unchanged is the same object. */
export const cargaCon = <T>(antes: Carga<T>, r: Result<T>): Carga<T> =>
  r.ok ? { estado: 'ready', datos: compartir(antes.datos, r.valor), error: null } : { ...antes, estado: 'error', error: r.error };

const reinicios = new Set<() => void>();
let generacion = 0;

/** A store that goes back to its beginning when the person leaves, who waits while it is `ocupado`. */
export const crearAlmacen = <S extends object>(inicial: () => S): UseBoundStore<StoreApi<S>> => {
  const almacen = create<S>()(inicial);
  reinicios.add(() => almacen.setState(inicial(), true));
  vigilarPendiente(() => (almacen.getState() as { readonly ocupado?: unknown }).ocupado === true);
  return almacen;
};

/** Forgets all that was loaded or written: nothing of one person stays for the next. */
export const reiniciarAlmacenes = (): void => {
  generacion += 1;
  reinicios.forEach((reiniciar) => reiniciar());
};

/** Whether the person who asked now is still there when the answer comes: what one asked for is not shown to the next. */
export const mismaPersona = (): (() => boolean) => {
  const mia = generacion;
  return () => mia === generacion;
};

/**
 * A reload that may be asked for often: while one is under way, a single further one is kept for after it.
 * Answers that come after the person left are dropped.
 */
export const crearRecarga = <T>(pedir: () => Promise<Result<T>>, aplicar: (r: Result<T>) => void): (() => Promise<void>) => {
  let enCurso: Promise<void> | null = null;
  let otraVez = false;
  const una = async (): Promise<void> => {
    do {
      otraVez = false;
      const sigue = mismaPersona();
      const r = await pedir();
      if (sigue()) aplicar(r);
      // `otraVez` is set by other calls while this one waits.
    } while (otraVez as boolean);
  };
  return () => {
    if (enCurso) {
      otraVez = true;
      return enCurso;
    }
    enCurso = una().finally(() => {
      enCurso = null;
    });
    return enCurso;
  };
};
