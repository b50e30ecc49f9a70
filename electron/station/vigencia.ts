import type { Paquete } from '#shared/domain/paquete.ts';

const DIA_MS = 24 * 3_600_000;
/** A station is tried with its central well before the window opens. */
const ANTES_MS = 30 * DIA_MS;
/** What a center without network or without power recorded may reach the central days after the window closed. */
const DESPUES_MS = 30 * DIA_MS;

/** From when until when the certificate of a station holds: longer than the window in which it may register, on both sides. */
export const vigenciaDe = ({ inicio, fin }: Paquete['ventana']): { readonly desde: string; readonly hasta: string } =>
  ({ desde: new Date(Date.parse(inicio) - ANTES_MS).toISOString(), hasta: new Date(Date.parse(fin) + DESPUES_MS).toISOString() });
