import type { ReactNode } from 'react';
import css from './Vacio.module.css';

/** Nothing to do here, and what to do about it. */
export const Vacio = ({ icono, titulo, texto, children }: { readonly icono?: ReactNode; readonly titulo: string; readonly texto?: string; readonly children?: ReactNode }) => (
  <div className={css['vacio']}>
    {icono}
    <p className={css['titulo']}>{titulo}</p>
    {texto === undefined ? null : <p className={css['texto']}>{texto}</p>}
    {children}
  </div>
);
