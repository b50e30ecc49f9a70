/** The port of every scanner driver, and the sheet that it gives. */
export type { Escaner, Hoja } from '#electron/station/puertos.ts';
