import { es } from '#renderer/i18n/es.ts';

/** Usual reasons to scan again, for the dialogs that ask for one. */
export const MOTIVOS_IMAGEN: readonly { readonly valor: string; readonly texto: string }[] = es.digitalizacion.motivos.map((m) => ({ valor: m, texto: m }));
