import { useShallow } from 'zustand/react/shallow';
import type { Seccion } from '#renderer/i18n/es.ts';
import { useTablero } from './tablero-store.ts';

/** What waits in each section, for the marks on the rail. */
export const usePendientes = (): Readonly<Partial<Record<Seccion, number>>> =>
  useTablero(
    useShallow((s): Partial<Record<Seccion, number>> => {
      const p = s.resumen.datos?.pendientes;
      return p ? { acopio: p.sinActa, digitalizacion: p.identificar, captura: p.captura, verificacion: p.discrepancia, cotejo: p.cotejo, empaquetado: p.empaquetado } : {};
    }),
  );

export const useResumen = () => useTablero((s) => s.resumen);
export const useEnviando = (): boolean => useTablero((s) => s.enviando);
