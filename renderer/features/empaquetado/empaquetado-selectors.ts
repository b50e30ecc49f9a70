import { useEmpaquetado } from './empaquetado-store.ts';

export const usePorEmpacar = () => useEmpaquetado((s) => s.pendientes);
export const useEstaElegida = (acta: string): boolean => useEmpaquetado((s) => s.elegidas.has(acta));
export const useElegidas = (): number => useEmpaquetado((s) => s.elegidas.size);
export const useConfirmando = (): boolean => useEmpaquetado((s) => s.confirmando);
export const useOcupadoEmpaque = (): boolean => useEmpaquetado((s) => s.ocupado);
