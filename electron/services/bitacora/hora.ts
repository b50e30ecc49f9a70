const dos = (n: number): string => String(n).padStart(2, '0');

/** `-06:00` for -360 minutes. */
const desfase = (minutos: number): string => {
  const abs = Math.abs(minutos);
  return `${minutos < 0 ? '-' : '+'}${dos(Math.floor(abs / 60))}:${dos(abs % 60)}`;
};

let ultima = { ms: NaN, zona: NaN, texto: '' };

/**
 * Milliseconds since 1970 as ISO 8601 with the offset of the election's official zone: `2027-06-06T20:41:07.123-06:00`.
 * The last one is kept: a transaction asks for its hour several times.
 */
export const horaLocal = (ms: number, zonaMinutos: number): string => {
  if (ultima.ms !== ms || ultima.zona !== zonaMinutos) {
    ultima = { ms, zona: zonaMinutos, texto: new Date(ms + zonaMinutos * 60_000).toISOString().slice(0, -1) + desfase(zonaMinutos) };
  }
  return ultima.texto;
};
