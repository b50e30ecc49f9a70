import { desfase } from '#shared/prep-csv/fechas.ts';

/** An instant as ISO 8601 in the official zone of the election: `2027-06-06T20:00:00.000-06:00`. */
export const horaIso = (ms: number, zonaMinutos: number): string => new Date(ms + zonaMinutos * 60_000).toISOString().slice(0, -1) + desfase(zonaMinutos);
