import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ActaResumen } from '#shared/api/contrato-estacion.ts';
import { puede, type Permiso } from '#shared/domain/permisos.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { useAcopio } from './acopio-store.ts';
import { porCasilla, type PaqueteCasilla } from './paquete.ts';

export const useTexto = (): string => useAcopio((s) => s.texto);
export const useBuscado = (): string | null => useAcopio((s) => s.buscado);
export const useCasilla = (): string | null => useAcopio((s) => s.casilla);
export const useTraslado = () => useAcopio((s) => s.traslado);
export const useDocumento = () => useAcopio((s) => s.documento);
export const useOcupadoAcopio = (): boolean => useAcopio((s) => s.ocupado);
export const useDialogoAcopio = () => useAcopio((s) => s.dialogo);
export const useRecientes = () => useAcopio((s) => s.recientes);
export const useHayPapeles = (): boolean => useAcopio((s) => (s.avance.datos?.papeles.length ?? 0) > 0);
export const useAvance = () => useAcopio((s) => s.avance);
export const usePorConfirmar = () => useAcopio((s) => s.porConfirmar);
export const usePaquetes = (): readonly PaqueteCasilla[] => {
  const resultados = useAcopio((s) => s.resultados);
  return useMemo(() => porCasilla(resultados), [resultados]);
};
export const useActasDelPaquete = (): readonly ActaResumen[] => useAcopio(useShallow((s) => s.resultados.filter((a) => a.casilla === s.casilla)));
export const usePuedo = (permiso: Permiso): boolean => useSesion((s) => puede(s.persona?.roles ?? [], permiso));
