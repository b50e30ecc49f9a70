import type { Page } from 'playwright-core';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import type { Seccion } from '#renderer/i18n/es.ts';
import type { Centro } from '#tests/e2e/sala/centro.ts';
import type { Programa } from '#tests/e2e/sala/programa.ts';

/** What a scene has at hand. */
export type EnEscena = {
  readonly pagina: Page;
  readonly centro: Centro;
  readonly programa: Programa;
  /** Presses these keys, one after another. */
  readonly teclas: (...teclas: readonly string[]) => Promise<void>;
  readonly escribir: (texto: string) => Promise<void>;
  /** Waits until this text is on the screen. */
  readonly verse: (texto: string | RegExp) => Promise<void>;
  /** Waits until every picture on the screen is drawn. */
  readonly imagenes: () => Promise<void>;
  /** From here on the station does not answer this window. */
  readonly cortarRed: () => Promise<void>;
  /** From here on the station answers this call with that error. */
  readonly fallar: (metodo: keyof ContratoEstacion, error: ErrorApi) => Promise<void>;
  /** From here on what the station answers to this call is changed on its way to the window. */
  readonly alterar: <M extends keyof ContratoEstacion>(metodo: M, cambiar: (salida: Salida<ContratoEstacion, M>) => Salida<ContratoEstacion, M>) => Promise<void>;
  readonly irA: (seccion: Seccion) => Promise<void>;
};

/**
 * One screen in one state. Scenes do not need each other: each begins in a new window on a station that is just opened
 * (`vacio`; `escaner` is another one, whose packages have arrived and whose scanner is used), in the middle of its night (`lleno`; `largo` is another one,
 * of the longest names), or at the server that the posts of the room reach (`sala`).
 */
export type Escena = {
  /** screen-state: the name of its picture. */
  readonly nombre: string;
  readonly centro: 'vacio' | 'escaner' | 'lleno' | 'largo' | 'sala';
  /** Who signs in before; nobody when missing. */
  readonly usuario?: string;
  readonly seccion?: Seccion;
  /** With the guide of who signs in for the first time; elsewhere it was left out before. */
  readonly conGuia?: boolean;
  readonly hacer?: (e: EnEscena) => Promise<void>;
};

/** So that what a scene does is typed where it is written. */
export const enEscena = (hacer: (e: EnEscena) => Promise<void>) => hacer;
