import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { crearAlmacen } from '#renderer/api/almacen.ts';

export type Etiqueta = Salida<ContratoEstacion, 'acopio.etiquetas'>[number];
export type Caja = Salida<ContratoEstacion, 'empaquetado.caja'>;
export type Entrega = Salida<ContratoEstacion, 'empaquetado.cajas'>;
export type Documento =
  | { readonly tipo: 'etiquetas'; readonly etiquetas: readonly Etiqueta[] }
  | { readonly tipo: 'sin_identificar'; readonly folio: string; readonly hora: string }
  | { readonly tipo: 'caja'; readonly caja: Caja }
  | { readonly tipo: 'entrega'; readonly entrega: Entrega };

/** The document that is shown before it is printed; one at a time, on any screen. */
export const useImpreso = crearAlmacen<{ readonly documento: Documento | null }>(() => ({ documento: null }));

export const mostrarImpreso = (documento: Documento): void => useImpreso.setState({ documento });
export const cerrarImpreso = (): void => useImpreso.setState({ documento: null });

/** To the printer, through the browser's own dialog: the same in Electron and in a browser. The style sheet leaves only the document on the paper. */
export const imprimir = (): void => window.print();
