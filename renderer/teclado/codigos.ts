import { useEffect } from 'react';
import { useTeclado } from './registro.ts';

type Recibir = (codigo: string) => void;
const receptores: Recibir[] = [];
/** Each gives back how to put its part of the screen as it was. */
const retratos = new Set<() => () => void>();

/** Takes the codes that a hand reader reads while the screen is shown; the last one on the screen wins. `recibir` must be constant. */
export const useCodigos = (recibir: Recibir): void => {
  useEffect(() => {
    receptores.push(recibir);
    return () => void receptores.splice(receptores.lastIndexOf(recibir), 1);
  }, [recibir]);
};

/** Gives a code to the screen in use. False: no screen takes codes now, or a dialog is over it. */
export const entregarCodigo = (codigo: string): boolean => {
  const recibir = receptores.at(-1);
  if (!recibir || useTeclado.getState().capas.some((c) => c.modal)) return false;
  recibir(codigo);
  return true;
};

/**
 * Keeps what is written safe from a reader that types: `retratar` is called before a key that may be the first of a code,
 * and what it gives back puts things as they were once it is known to be one.
 */
export const protegerDeLector = (retratar: () => () => void): void => void retratos.add(retratar);
export const retratarTodo = (): (() => void) => {
  const volver = [...retratos].map((retratar) => retratar());
  return () => volver.forEach((v) => v());
};

/** Longer than a reader takes from one character to the next (rafaga.ts), shorter than anybody notices. */
const ESPERA_MS = 50;
let enEspera: ReturnType<typeof setTimeout> | undefined;
/** What waits was asked for by a reader, or by a question that is no longer there: it is not done. */
export const desistir = (): void => clearTimeout(enEspera);
/** Does at a key what cannot be taken back, once it is known that the key was no reader's: codes begin with digits, and digits answer questions. */
export const trasLector = (hacer: () => void): void => {
  desistir();
  enEspera = setTimeout(hacer, ESPERA_MS);
};
