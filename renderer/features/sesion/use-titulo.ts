import { useEffect } from 'react';
import { es } from '#renderer/i18n/es.ts';

/** Names the window after its screen, for who has several and for who hears them. */
export const useTitulo = (pantalla: string): void => {
  useEffect(() => {
    document.title = `${pantalla} · ${es.app.nombre}`;
  }, [pantalla]);
};
