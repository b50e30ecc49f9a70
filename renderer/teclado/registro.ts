import { create } from 'zustand';
import type { GrupoAtajos } from '../i18n/es.ts';
import { nombreTecla } from './tecla.ts';

export type Atajo = {
  readonly teclas: readonly string[];
  /** What the help shows instead of each key: «0 a 9». */
  readonly rotulo?: string;
  readonly grupo: GrupoAtajos;
  /** What it does, for the help. */
  readonly texto: string;
  /** Absent: a field of the screen handles the key itself, and this only documents it. */
  readonly accion?: (tecla: string) => void;
  /** Also while a text is being written. Function keys and Alt combinations always do. */
  readonly enCampos?: boolean;
  /** Also when the key is held down. */
  readonly repite?: boolean;
};

/** A set of shortcuts of one part of the screen. A modal one hides those under it. */
export type Capa = { readonly atajos: readonly Atajo[]; readonly modal: boolean };

export const useTeclado = create<{ readonly capas: readonly Capa[] }>()(() => ({ capas: [] }));

/** Adds shortcuts on top of those there are. Gives back how to take them away. */
export const registrar = (atajos: readonly Atajo[], modal = false): (() => void) => {
  const capa: Capa = { atajos, modal };
  useTeclado.setState(({ capas }) => ({ capas: [...capas, capa] }));
  return () => useTeclado.setState(({ capas }) => ({ capas: capas.filter((c) => c !== capa) }));
};

/** The shortcuts that work now: those of the topmost modal layer, or all. */
export const atajosActivos = (capas: readonly Capa[]): readonly Atajo[] => {
  const tope = capas.findLastIndex((c) => c.modal);
  return (tope < 0 ? capas : capas.slice(tope)).flatMap((c) => c.atajos);
};

/** Whether a text is written there: digit fields, whose keys the form handles, are not. */
export const esCampoDeTexto = (blanco: EventTarget | null): boolean => {
  if (!(blanco instanceof HTMLElement) || blanco.closest('[data-atajos="todos"]')) return false;
  if (blanco instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(blanco.type);
  return blanco instanceof HTMLTextAreaElement || blanco instanceof HTMLSelectElement || blanco.isContentEditable;
};

/** Enter and Space on a button or a link are that button's. */
const esDelControl = (blanco: EventTarget | null, tecla: string): boolean =>
  (tecla === 'Enter' || tecla === ' ') && blanco instanceof HTMLElement && blanco.closest('button, a, summary, select') !== null;

/** The action for a key press, or null. The topmost layer wins. Pure but for reading the target. */
export const atajoPara = (capas: readonly Capa[], evento: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'target'>): Atajo | null => {
  const tecla = nombreTecla(evento);
  const siempre = /^(F\d+|(Ctrl\+|Alt\+).+)$/.test(tecla);
  const escribiendo = !siempre && esCampoDeTexto(evento.target);
  const candidatos = atajosActivos(capas).filter(
    (a) => a.accion !== undefined && a.teclas.includes(tecla) && (!escribiendo || a.enCampos === true) && (!evento.repeat || a.repite === true),
  );
  return esDelControl(evento.target, tecla) ? null : (candidatos.at(-1) ?? null);
};

/** The one listener of the window. */
export const escucharTeclado = (ventana: Window): (() => void) => {
  const oir = (evento: KeyboardEvent): void => {
    if (evento.defaultPrevented || evento.isComposing) return;
    const atajo = atajoPara(useTeclado.getState().capas, evento);
    if (!atajo?.accion) return;
    evento.preventDefault();
    atajo.accion(nombreTecla(evento));
  };
  ventana.addEventListener('keydown', oir);
  return () => ventana.removeEventListener('keydown', oir);
};
