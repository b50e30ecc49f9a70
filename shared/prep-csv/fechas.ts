/** `(UTC-6)`, `(UTC-05:30)`, `UTC-6` → minutes from UTC; null when there is none. */
export const leerZona = (texto: string): number | null => {
  const m = /UTC\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?/i.exec(texto);
  if (m === null) return null;
  const minutos = Number(m[2]) * 60 + Number(m[3] ?? 0);
  return m[1] === '-' ? -minutos : minutos;
};

const dos = (n: number): string => String(n).padStart(2, '0');

/** `-360` → `-06:00`. */
export const desfase = (zonaMinutos: number): string => {
  const minutos = Math.abs(zonaMinutos);
  return `${zonaMinutos < 0 ? '-' : '+'}${dos(Math.floor(minutos / 60))}:${dos(minutos % 60)}`;
};

/** What may follow the time: fractions, then an hour of 12 (`p. m.`), a zone or both. Anything else is not a date that we understand. */
const FECHA = /^(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})[-/](\d{1,2})[-/](\d{4}))[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([AP])\.?\s*M\.?)?(?:\s*(\(?UTC.*|HRS?\.?|H))?$/i;
/** Hour of the day, 0 to 23, of one with or without `a. m.` or `p. m.`; null when a 12-hour clock has no such hour. */
const horaDe24 = (hora: number, mitad: string | undefined): number | null => {
  if (mitad === undefined) return hora;
  if (hora < 1 || hora > 12) return null;
  return (hora % 12) + (mitad.toUpperCase() === 'P' ? 12 : 0);
};
const DIAS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A published date and time (`2019-06-03 02:45:00`, `07/06/2021 01:51:00`, `02/06/2024 20:00:00 (UTC-6)`) as ISO 8601
 * with offset. The zone of the text wins over `zonaMinutos`. Null when it is not a date.
 */
export const leerFecha = (texto: string, zonaMinutos: number): string | null => {
  const m = FECHA.exec(texto);
  if (m === null) return null;
  const anio = m[1] ?? m[6] ?? '';
  const mes = Number(m[2] ?? m[5]);
  const dia = Number(m[3] ?? m[4]);
  const hora = horaDe24(Number(m[7]), m[10]);
  const minuto = m[8] ?? '';
  const segundo = m[9] ?? '00';
  if (mes < 1 || mes > 12 || dia < 1 || dia > (DIAS[mes - 1] ?? 0) || hora === null || hora > 23 || Number(minuto) > 59 || Number(segundo) > 59) return null;
  const zona = leerZona(m[11] ?? '') ?? zonaMinutos;
  return `${anio}-${dos(mes)}-${dos(dia)}T${dos(hora)}:${minuto}:${segundo}${desfase(zona)}`;
};

/** Line 2 of the file: `2019/06/03 05:47 (UTC-5)`, `12/05/2024 21:20(UTC-6)`. Null when it is not a date. */
export const leerCorte = (texto: string): { readonly iso: string; readonly zonaMinutos: number | null } | null => {
  const zonaMinutos = leerZona(texto);
  const iso = leerFecha(texto.replace(/\s*\(.*$/, '').trim(), zonaMinutos ?? 0);
  return iso === null ? null : { iso, zonaMinutos };
};

type Partes = { readonly anio: string; readonly mes: string; readonly dia: string; readonly hora: string; readonly minuto: string; readonly segundo: string };

const ISO_CON_DESFASE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)$/;

/** Local parts of an instant in a zone. Throws RangeError when the text is not an ISO 8601 instant. */
export const partesLocales = (iso: string, zonaMinutos: number): Partes => {
  // Almost every time of a file is already in its zone: no need of a calendar, which costs more than the rest of the row.
  const yaLocal = ISO_CON_DESFASE.exec(iso)?.[2] === desfase(zonaMinutos);
  const ms = yaLocal ? 0 : Date.parse(iso);
  if (Number.isNaN(ms)) throw new RangeError(`fecha: ${iso}`);
  const local = yaLocal ? iso : new Date(ms + zonaMinutos * 60_000).toISOString();
  return {
    anio: local.slice(0, 4), mes: local.slice(5, 7), dia: local.slice(8, 10), hora: local.slice(11, 13), minuto: local.slice(14, 16), segundo: local.slice(17, 19),
  };
};

/** `-360` → `(UTC-6)`, as issuers write it. */
const rotuloZona = (zonaMinutos: number): string => {
  const horas = Math.floor(Math.abs(zonaMinutos) / 60);
  const resto = Math.abs(zonaMinutos) % 60;
  return `(UTC${zonaMinutos < 0 ? '-' : '+'}${horas}${resto === 0 ? '' : `:${dos(resto)}`})`;
};

/** The cut's line in the layout's form, in the official zone. */
export const escribirCorte = (iso: string, zonaMinutos: number, estilo: 'aaaa/mm/dd' | 'dd/mm/aaaa'): string => {
  const p = partesLocales(iso, zonaMinutos);
  const fecha = estilo === 'aaaa/mm/dd' ? `${p.anio}/${p.mes}/${p.dia}` : `${p.dia}/${p.mes}/${p.anio}`;
  return `${fecha} ${p.hora}:${p.minuto} ${rotuloZona(zonaMinutos)}`;
};

/** A time of a row in the layout's form, in the official zone. */
export const escribirFecha = (iso: string, zonaMinutos: number, estilo: 'aaaa-mm-dd' | 'dd/mm/aaaa'): string => {
  const p = partesLocales(iso, zonaMinutos);
  const fecha = estilo === 'aaaa-mm-dd' ? `${p.anio}-${p.mes}-${p.dia}` : `${p.dia}/${p.mes}/${p.anio}`;
  return `${fecha} ${p.hora}:${p.minuto}:${p.segundo}`;
};
