/** Ways in which sheets reach a station. `recuperadas`: those that an interrupted scan left finished. */
export const TIPOS_ESCANER = ['carpeta', 'sane', 'escl', 'comando', 'virtual', 'recuperadas'] as const;
export type TipoEscaner = (typeof TIPOS_ESCANER)[number];
