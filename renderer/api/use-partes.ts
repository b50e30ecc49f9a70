import { useEffect } from 'react';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import { alCambiar } from './conexion.ts';

/** Loads at once and again when the station announces one of `partes`. Both arguments must be constant (module level). */
export const usePartes = (partes: readonly Parte[], cargar: () => Promise<void>): void => {
  useEffect(() => {
    void cargar();
    return alCambiar(partes, () => void cargar());
  }, [partes, cargar]);
};
