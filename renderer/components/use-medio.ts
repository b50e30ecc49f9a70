import { useCallback, useSyncExternalStore } from 'react';

/** Whether the window is as a media query says, now and as it changes. */
export const useMedio = (consulta: string): boolean => {
  const suscribir = useCallback((avisar: () => void) => {
    const medio = matchMedia(consulta);
    medio.addEventListener('change', avisar);
    return () => medio.removeEventListener('change', avisar);
  }, [consulta]);
  return useSyncExternalStore(suscribir, () => matchMedia(consulta).matches);
};
