import { escanerActual, hojaActual, hojasDe, useDigitalizacion, vistaDe } from './digitalizacion-store.ts';

export const useVista = () => useDigitalizacion(vistaDe);
export const useBandeja = () => useDigitalizacion((s) => s.bandeja);
export const usePorIdentificar = () => useDigitalizacion((s) => s.porIdentificar);
export const useHojas = () => useDigitalizacion((s) => hojasDe(s, vistaDe(s)));
export const useHojaActual = () => useDigitalizacion((s) => hojaActual(s, vistaDe(s)));
export const useEscanerActual = () => useDigitalizacion(escanerActual);
export const useComparando = (): boolean => useDigitalizacion((s) => s.comparando);
export const useTextoSeccion = (): string => useDigitalizacion((s) => s.texto);
export const useBuscadoSeccion = () => useDigitalizacion((s) => s.buscado);
export const useFolio = (): string => useDigitalizacion((s) => s.folio);
/** Whether acopio numbered papers that nobody has named yet. */
export const useHayPapeles = (): boolean => useDigitalizacion((s) => (s.papeles.datos?.length ?? 0) > 0);
export const useResultados = () => useDigitalizacion((s) => s.resultados);
export const useIndice = (): number => useDigitalizacion((s) => s.indice);
export const useDialogoDigitalizacion = () => useDigitalizacion((s) => s.dialogo);
export const useOcupadoDigitalizacion = (): boolean => useDigitalizacion((s) => s.ocupado);
