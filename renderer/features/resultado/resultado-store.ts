import { create } from 'zustand';
import { mensaje } from '#shared/errors/mensajes.ts';
import type { ErrorApi } from '#shared/errors/result.ts';

export type TipoResultado = 'bien' | 'aviso' | 'mal' | 'dato';
export type Resultado = { readonly tipo: TipoResultado; readonly texto: string; readonly n: number };

/** What happened to the last step: one place, in large words, on every screen. */
export const useResultado = create<{ readonly ultimo: Resultado | null }>()(() => ({ ultimo: null }));

/** Says how a step ended. */
export const anunciar = (tipo: TipoResultado, texto: string): void =>
  useResultado.setState(({ ultimo }) => ({ ultimo: { tipo, texto, n: (ultimo?.n ?? 0) + 1 } }));

/** Spanish text of an error that came from the station. */
export const textoDeError = (error: ErrorApi): string => mensaje(error.codigo, error.traza === undefined ? error.parametros : { ...error.parametros, traza: error.traza });

export const anunciarError = (error: ErrorApi): void => anunciar('mal', textoDeError(error));
export const limpiarResultado = (): void => useResultado.setState({ ultimo: null });
