import { useCallback, useState } from 'react';
import type { Medida } from './encuadre.ts';

export const SIN_MEDIDA: Medida = { ancho: 0, alto: 0 };

/** The size of an element, kept up to date: `[ref, medida]`. */
export const useMedida = (): [(nodo: HTMLElement | null) => (() => void) | undefined, Medida] => {
  const [medida, setMedida] = useState(SIN_MEDIDA);
  const ref = useCallback((nodo: HTMLElement | null) => {
    if (!nodo) return undefined;
    const observador = new ResizeObserver(() => setMedida({ ancho: nodo.clientWidth, alto: nodo.clientHeight }));
    observador.observe(nodo);
    return () => observador.disconnect();
  }, []);
  return [ref, medida];
};
