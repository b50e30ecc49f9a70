/** What the central says of how much of an image it holds. */
export type AvanceImagen = { readonly bytes: number; readonly completa: boolean };

/** The central did not take it, and says why: a code of shared/errors, or a newer one that this version does not know. */
export type RechazoCentral = { readonly tipo: 'rechazo'; readonly codigo: string; readonly detalle: string };

/**
 * The road to the central. A road that is broken, slow or leads somewhere else (a login page) throws AppError
 * `central_inalcanzable`; what the central itself refuses comes back as a value.
 */
export type RedCentral = {
  /** Posts a lote, compressed. `acuse` is whatever came with a 200: the caller proves it. */
  readonly enviarLote: (gzip: Uint8Array) => Promise<{ readonly tipo: 'acuse'; readonly documento: unknown } | RechazoCentral>;
  readonly avanceImagen: (imagen: string) => Promise<{ readonly tipo: 'avance'; readonly avance: AvanceImagen } | RechazoCentral>;
  readonly enviarParte: (imagen: string, parte: { readonly desde: number; readonly ultima: boolean; readonly bytes: Uint8Array }) =>
    Promise<{ readonly tipo: 'avance'; readonly avance: AvanceImagen } | RechazoCentral>;
  /** Resolves when the central answers: the road is open. */
  readonly saludar: () => Promise<void>;
  /** Cuts what is under way; it fails as a broken road does. */
  readonly cancelar: () => void;
};
