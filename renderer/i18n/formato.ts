const LOCAL = 'es-MX';
const enteros = new Intl.NumberFormat(LOCAL, { maximumFractionDigits: 0 });
const bytes = new Intl.NumberFormat(LOCAL, { maximumFractionDigits: 1 });
const porCientos = new Intl.NumberFormat(LOCAL, { style: 'percent', maximumFractionDigits: 1 });
const zonas = new Map<string, { readonly hora: Intl.DateTimeFormat; readonly corta: Intl.DateTimeFormat; readonly dia: Intl.DateTimeFormat; readonly fecha: Intl.DateTimeFormat }>();

/** Offset written in an ISO time (`-06:00`), or UTC. */
const zonaDe = (iso: string): string => /[+-]\d{2}:\d{2}$/.exec(iso)?.[0] ?? 'UTC';

const formatosDe = (zona: string) => {
  const hechos = zonas.get(zona);
  if (hechos) return hechos;
  const base = { timeZone: zona, hourCycle: 'h23' } as const;
  const nuevos = {
    hora: new Intl.DateTimeFormat(LOCAL, { ...base, hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    corta: new Intl.DateTimeFormat(LOCAL, { ...base, hour: '2-digit', minute: '2-digit' }),
    dia: new Intl.DateTimeFormat(LOCAL, { timeZone: zona, weekday: 'short', day: 'numeric', month: 'short' }),
    fecha: new Intl.DateTimeFormat(LOCAL, { timeZone: zona, dateStyle: 'long' }),
  };
  zonas.set(zona, nuevos);
  return nuevos;
};

/** `1,284`. */
export const numero = (n: number): string => enteros.format(n);

/** `1 acta`, `12 actas`. */
export const cuantos = (n: number, uno: string, varios: string): string => `${numero(n)} ${n === 1 ? uno : varios}`;

/** A time that somebody must act on: `45 segundos`, `12 minutos`, `3 horas`. */
export const duracion = (segundos: number): string =>
  segundos < 90 ? cuantos(Math.round(segundos), 'segundo', 'segundos') : segundos < 5_400 ? cuantos(Math.round(segundos / 60), 'minuto', 'minutos') : cuantos(Math.round(segundos / 3_600), 'hora', 'horas');

/** A share for progress bars and their labels; not a PREP percentage (those are truncated, shared/domain/porcentaje.ts). */
export const parte = (n: number, total: number): string => porCientos.format(total > 0 ? n / total : 0);

/** `21:04:11`, in the zone that the time itself names: the official one, whatever the machine's. */
export const hora = (iso: string): string => formatosDe(zonaDe(iso)).hora.format(new Date(iso));
export const horaCorta = (iso: string): string => formatosDe(zonaDe(iso)).corta.format(new Date(iso));
/** `6 de junio de 2027`: on what is signed and kept. */
export const fecha = (iso: string): string => formatosDe(zonaDe(iso)).fecha.format(new Date(iso));
export const dia = (iso: string): string => formatosDe(zonaDe(iso)).dia.format(new Date(iso));

/** The hour of the clock on the wall: now, shown in the zone of `iso`. */
export const horaDeReloj = (ms: number, iso: string): string => formatosDe(zonaDe(iso)).corta.format(ms);

/** `850 kB`, `3.4 MB`, `1.4 GB`. */
export const tamano = (n: number): string => {
  if (n < 1_000_000) return `${bytes.format(n / 1000)} kB`;
  return n < 1_000_000_000 ? `${bytes.format(n / 1_000_000)} MB` : `${bytes.format(n / 1_000_000_000)} GB`;
};
