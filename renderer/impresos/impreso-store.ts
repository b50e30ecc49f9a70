import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { crearAlmacen } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciarError } from '#renderer/features/resultado/resultado-store.ts';

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

/** What the journal is told of a document. */
const notaDe = (d: Documento): { documento: 'etiqueta' | 'sin_identificar' | 'caja' | 'entrega'; actas: string[]; folio: string | null } => {
  switch (d.tipo) {
    case 'etiquetas':
      return { documento: 'etiqueta', actas: d.etiquetas.map((e) => e.acta), folio: null };
    case 'sin_identificar':
      return { documento: 'sin_identificar', actas: [], folio: d.folio };
    case 'caja':
      return { documento: 'caja', actas: [], folio: d.caja.caja };
    case 'entrega':
      return { documento: 'entrega', actas: [], folio: null };
  }
};

/** To the printer, once the journal has it, through the browser's own dialog: the same in Electron and in a browser. The style sheet leaves only the document on the paper. */
export const imprimir = async (): Promise<void> => {
  const { documento } = useImpreso.getState();
  if (documento === null) return;
  const r = await api()['impresos.anotar'](notaDe(documento));
  if (r.ok) window.print();
  else anunciarError(r.error);
};
