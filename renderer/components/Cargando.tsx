import { useEffect, useState } from 'react';
import { es } from '#renderer/i18n/es.ts';
import css from './Cargando.module.css';

/** Shown only when the wait is long enough to be noticed: a flash of text is worse than a pause. */
const DEMORA_MS = 250;

export const Cargando = ({ texto = es.app.cargando }: { readonly texto?: string }) => {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const reloj = setTimeout(() => setVisible(true), DEMORA_MS);
    return () => clearTimeout(reloj);
  }, []);
  return (
    <div className={css['cargando']} role="status">
      {visible ? texto : ''}
    </div>
  );
};
