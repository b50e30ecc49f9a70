/** Channels between a window and the main process. */
export const CANAL_LLAMAR = 'api:llamar';
export const CANAL_CAMBIO = 'api:cambio';
export const CANAL_LECTURA = 'api:lectura';
