const dos = (n: number): string => String(n).padStart(2, '0');

/** `-06:00` for -360 minutes. */
const desfase = (minutos: number): string => {
  const abs = Math.abs(minutos);
  return `${minutos < 0 ? '-' : '+'}${dos(Math.floor(abs / 60))}:${dos(abs % 60)}`;
};

/** Milliseconds since 1970 as ISO 8601 with the offset of the election's official zone: `2027-06-06T20:41:07.123-06:00`. */
export const horaLocal = (ms: number, zonaMinutos: number): string =>
  new Date(ms + zonaMinutos * 60_000).toISOString().replace('Z', desfase(zonaMinutos));
