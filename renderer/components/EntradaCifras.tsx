import { useEffect, useRef, type KeyboardEvent } from 'react';
import { ILEGIBLE, SIN_DATO } from '#shared/domain/valor.ts';
import { es } from '#renderer/i18n/es.ts';
import css from './EntradaCifras.module.css';

type Props = {
  readonly id: string;
  readonly escrito: string;
  readonly conFoco: boolean;
  readonly falta?: boolean;
  readonly describe?: string;
  /** True when the key was of the form. */
  readonly alTeclear: (tecla: string) => boolean;
  readonly alEnfocar: () => void;
};

const prohibir = (evento: { preventDefault: () => void }): void => evento.preventDefault();
const sinCambio = (): void => undefined;

/** How much of what comes after a field is seen with it. */
const DESPUES_PX = 96;
/**
 * Brings a field into view. The form stands still while the field and what follows it are seen, and then goes on by
 * nearly a screenful: drawing it anew at each field costs as much as everything else that a key does.
 */
const aLaVista = (campo: HTMLElement): void => {
  const lista = campo.closest('[data-lista]');
  if (lista) {
    const [caja, { top, bottom, height }] = [lista.getBoundingClientRect(), campo.getBoundingClientRect()];
    const orilla = Math.max(0, Math.min(DESPUES_PX, (caja.height - height) / 2));
    if (top < caja.top) lista.scrollBy({ top: bottom + orilla - caja.bottom });
    else if (bottom + orilla > caja.bottom) lista.scrollBy({ top: top - orilla - caja.top });
  }
  // Where the whole window scrolls, as a narrow one does.
  campo.scrollIntoView({ block: 'nearest' });
};

/**
 * A number as the paper has it. Only keys write in it: nothing can be pasted, dropped or completed, and what is
 * shown is what the form holds. It scrolls the element around it that has `data-lista`.
 */
export const EntradaCifras = ({ id, escrito, conFoco, falta = false, describe, alTeclear, alEnfocar }: Props) => {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!conFoco) return;
    ref.current?.focus({ preventScroll: true });
    if (ref.current) aLaVista(ref.current);
  }, [conFoco]);
  const teclear = (evento: KeyboardEvent<HTMLInputElement>): void => {
    if (evento.ctrlKey || evento.altKey || evento.metaKey || evento.nativeEvent.isComposing) return;
    // A key held down would run through the fields.
    if (evento.repeat && !evento.key.startsWith('Arrow')) return evento.preventDefault();
    if (alTeclear(evento.key)) evento.preventDefault();
  };
  const marca = escrito === ILEGIBLE || escrito === SIN_DATO;
  return (
    <input
      ref={ref}
      id={id}
      data-atajos="todos"
      className={`${css['entrada'] ?? ''} ${marca ? (css['marca'] ?? '') : ''}`}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      value={marca ? es.valores[escrito] : escrito}
      aria-invalid={falta}
      aria-describedby={describe}
      onChange={sinCambio}
      onBeforeInput={prohibir}
      onPaste={prohibir}
      onDrop={prohibir}
      onFocus={alEnfocar}
      onKeyDown={teclear}
    />
  );
};
