import { useMemo } from 'react';
import { notaSuma } from '#shared/domain/inconsistencias.ts';
import { es } from '#renderer/i18n/es.ts';
import { necesitaMotivo, valoresResueltos } from './decision.ts';
import { useVerificacion } from './verificacion-store.ts';

export const useDiscrepancia = () => useVerificacion((s) => s.trabajo);
export const useDecision = () => useVerificacion((s) => s.decision);
export const useEstadoVerificacion = () => useVerificacion((s) => s.estado);
export const useErrorVerificacion = () => useVerificacion((s) => s.error);
export const useOcupadoVerificacion = (): boolean => useVerificacion((s) => s.ocupado);
export const useRechazando = (): boolean => useVerificacion((s) => s.rechazando);
export const useMotivo = (): string => useVerificacion((s) => s.motivo);
export const useFaltaMotivo = (): boolean => useVerificacion((s) => s.faltaMotivo);
export const useOtraVentana = (): boolean => useVerificacion((s) => s.otraVentana);
export const usePideMotivo = (): boolean => useVerificacion((s) => s.decision !== null && necesitaMotivo(s.decision));

/** Whose votes do not add up to the total that is written: what is decided, once it is; before, each reading. */
export const useNotasSuma = (): readonly string[] => {
  const trabajo = useDiscrepancia();
  const decision = useDecision();
  return useMemo(() => {
    if (!trabajo || !decision) return [];
    const claves = trabajo.campos.flatMap((c) => (c.grupo === 'votos' ? [c.clave] : []));
    const decididos = valoresResueltos(decision, trabajo.capturas[0]);
    const [a, b] = trabajo.capturas;
    const casos = decididos ? [[es.verificacion.loDecidido, decididos] as const] : [[es.verificacion.lectura.a, a] as const, [es.verificacion.lectura.b, b] as const];
    return casos.flatMap(([de, valores]) => {
      const nota = notaSuma(valores, claves);
      return nota === null ? [] : [es.verificacion.notaSuma(de, nota.suma, nota.asentado)];
    });
  }, [trabajo, decision]);
};
