import { useId, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { retomarFoco } from '#renderer/teclado/retomar-foco.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { Boton } from './Boton.tsx';
import css from './Dialogo.module.css';

type Props = {
  readonly titulo: string;
  readonly texto?: string;
  readonly atajos?: readonly Atajo[];
  readonly ancho?: 'normal' | 'amplio' | 'completo';
  /** The focus begins at the title and not at the first answer: an Enter that is held down, or comes late, answers nothing. */
  readonly enTitulo?: boolean;
  readonly alCerrar: () => void;
  readonly children: ReactNode;
};

const SIN_ATAJOS: readonly Atajo[] = [];

/** A window over the screen. The browser keeps the focus inside; it goes back to where it was. Escape closes. */
export const Dialogo = ({ titulo, texto, atajos = SIN_ATAJOS, ancho = 'normal', enTitulo = false, alCerrar, children }: Props) => {
  const ref = useRef<HTMLDialogElement>(null);
  const cabeza = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const todos = useMemo<readonly Atajo[]>(() => [...atajos, { teclas: ['Escape'], grupo: 'dialogo', texto: es.app.cerrar, accion: alCerrar, enCampos: true }], [atajos, alCerrar]);
  useAtajos(todos, true);
  useLayoutEffect(() => {
    const dialogo = ref.current;
    const antes = document.activeElement;
    dialogo?.showModal();
    if (enTitulo) cabeza.current?.focus();
    return () => {
      dialogo?.close();
      if (antes instanceof HTMLElement) antes.focus();
      retomarFoco();
    };
  }, [enTitulo]);
  // Another question in the same window: the answer that had the focus is gone.
  useLayoutEffect(() => {
    const dialogo = ref.current;
    if (enTitulo) cabeza.current?.focus();
    else if (dialogo && !dialogo.contains(document.activeElement)) dialogo.querySelector<HTMLElement>('button, input')?.focus();
  }, [titulo, enTitulo]);
  return (
    <dialog ref={ref} className={`${css['dialogo'] ?? ''} ${css[ancho] ?? ''}`} aria-labelledby={id} onCancel={alCerrar}>
      <h2 ref={cabeza} id={id} className={css['titulo']} tabIndex={-1}>
        {titulo}
      </h2>
      {texto === undefined ? null : <p className={css['texto']}>{texto}</p>}
      {children}
      {/* Last in the order of Tab: the answers come first. */}
      <Boton className={css['cerrar']} variante="discreto" icono={<X size={20} aria-hidden />} aria-label={es.app.cerrar} title={es.app.cerrar} onClick={alCerrar} />
    </dialog>
  );
};
