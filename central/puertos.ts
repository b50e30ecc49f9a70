/** Wall clock, milliseconds since 1970. */
export type Reloj = { readonly ahora: () => number };

/** Structured log: ids, kinds, counts and milliseconds, never what people typed. */
export type Registro = {
  readonly info: (mensaje: string, datos?: Readonly<Record<string, unknown>>) => void;
  readonly error: (mensaje: string, datos?: Readonly<Record<string, unknown>>) => void;
};
