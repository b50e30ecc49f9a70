import type { ComponentProps, ReactNode } from 'react';
import { Tecla } from './Tecla.tsx';
import css from './Boton.module.css';

type Props = ComponentProps<'button'> & {
  readonly variante?: 'primario' | 'secundario' | 'peligro' | 'discreto';
  /** Shortcut shown on the button; the keyboard registry is what makes it work. */
  readonly tecla?: string;
  readonly icono?: ReactNode;
};

export const Boton = ({ variante = 'secundario', tecla, icono, children, className, ...resto }: Props) => (
  <button type="button" className={`${css['boton'] ?? ''} ${css[variante] ?? ''} ${className ?? ''}`} aria-keyshortcuts={tecla} {...resto}>
    {icono}
    <span className={css['texto']}>{children}</span>
    {tecla === undefined ? null : <Tecla tecla={tecla} />}
  </button>
);
