import { necesitaMotivo } from './decision.ts';
import { useVerificacion } from './verificacion-store.ts';

export const useDiscrepancia = () => useVerificacion((s) => s.trabajo);
export const useDecision = () => useVerificacion((s) => s.decision);
export const useEstadoVerificacion = () => useVerificacion((s) => s.estado);
export const useErrorVerificacion = () => useVerificacion((s) => s.error);
export const useOcupadoVerificacion = (): boolean => useVerificacion((s) => s.ocupado);
export const useRechazando = (): boolean => useVerificacion((s) => s.rechazando);
export const useMotivo = (): string => useVerificacion((s) => s.motivo);
export const useFaltaMotivo = (): boolean => useVerificacion((s) => s.faltaMotivo);
export const usePideMotivo = (): boolean => useVerificacion((s) => s.decision !== null && necesitaMotivo(s.decision));
