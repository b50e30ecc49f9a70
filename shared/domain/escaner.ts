/** Ways in which sheets reach a station. */
export const TIPOS_ESCANER = ['carpeta', 'sane', 'escl', 'comando', 'virtual'] as const;
export type TipoEscaner = (typeof TIPOS_ESCANER)[number];
