import { escritoEn, escritosDe, type Escrito } from './formulario.ts';
import { useCaptura } from './captura-store.ts';

export const useTrabajo = () => useCaptura((s) => s.trabajo);
export const useEstadoCaptura = () => useCaptura((s) => s.estado);
export const useErrorCaptura = () => useCaptura((s) => s.error);
export const useEnEspera = (): number => useCaptura((s) => s.enEspera);
export const useOcupado = (): boolean => useCaptura((s) => s.ocupado);
export const useDialogo = () => useCaptura((s) => s.dialogo);
export const useEscrito = (clave: string): Escrito => useCaptura((s) => (s.formulario ? escritoEn(s.formulario, clave) : ''));
export const useTieneFoco = (indice: number): boolean => useCaptura((s) => s.formulario?.foco === indice);
export const useFoco = (): number => useCaptura((s) => s.formulario?.foco ?? 0);
export const useFalta = (clave: string): boolean => useCaptura((s) => s.formulario?.falta === clave);
export const useEscritos = (): number => useCaptura((s) => (s.formulario ? escritosDe(s.formulario) : 0));
export const useDeOtros = (): boolean => useCaptura((s) => s.deOtros);
export const useOtraVentana = (): boolean => useCaptura((s) => s.otraVentana);
