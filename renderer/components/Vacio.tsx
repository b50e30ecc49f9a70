import { useEffect, type ReactNode } from 'react';
import { retomarFoco } from '#renderer/teclado/retomar-foco.ts';
import css from './Vacio.module.css';

/** Nothing to do here, and what to do about it. `pantalla` names the screen when this is all there is on it. */
export const Vacio = ({ pantalla, icono, titulo, texto, children }: { readonly pantalla?: string; readonly icono?: ReactNode; readonly titulo: string; readonly texto?: string; readonly children?: ReactNode }) => {
  useEffect(retomarFoco, []);
  return (
    <div className={css['vacio']}>
      {pantalla === undefined ? null : <h1 className="oculto-visual">{pantalla}</h1>}
      {icono}
      <p className={css['titulo']}>{titulo}</p>
      {texto === undefined ? null : <p className={css['texto']}>{texto}</p>}
      {children}
    </div>
  );
};
