import { useCotejo } from './cotejo-store.ts';

export const useTrabajoCotejo = () => useCotejo((s) => s.trabajo);
export const useEstadoCotejo = () => useCotejo((s) => s.estado);
export const useErrorCotejo = () => useCotejo((s) => s.error);
export const useEnEsperaCotejo = (): number => useCotejo((s) => s.enEspera);
export const usePidiendo = () => useCotejo((s) => s.pidiendo);
export const usePuedeAceptar = (): boolean => useCotejo((s) => s.vista && !s.ocupado);
