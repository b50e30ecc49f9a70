/** What is on its way at any moment takes about this long to arrive: data that come meanwhile wait no longer behind it. */
const EN_CAMINO_MS = 2_600;
/** A smaller part would be mostly headers; what a cut costs at most is one larger than this. */
const MINIMO_PARTE = 8 * 1000;
const MAXIMO_PARTE = 256 * 1000;
/** Before anything was measured. */
const PRIMERA_PARTE = 12 * 1000;
const MINIMO_SIMULTANEAS = 2;
const MAXIMO_SIMULTANEAS = 6;
/** One image more for each 48 kB/s: a connection that loses packets carries little more by itself. */
const BYTES_POR_MS_CADA_UNA = 48;
/** A part without its answer after so many times what it should take is lost, plus what a slow round trip takes. */
const PACIENCIA = 4;
const ESPERA_MINIMA_MS = 6_000;
const ESPERA_INICIAL_MS = 20_000;
/** Weight of the newest measure. */
const PESO = 0.3;

export type Ritmo = {
  /** Bytes of the next part of each image. */
  readonly parte: () => number;
  /** How many images go at once. */
  readonly simultaneas: () => number;
  /** How long to wait for the answer to a part of so many bytes. */
  readonly esperaMs: (bytes: number) => number;
  /** A part was acknowledged: its bytes, its time, and how many went at once. */
  readonly acuse: (bytes: number, ms: number, aLaVez: number) => void;
  /** A part was lost: smaller ones until the link shows that it can carry more. */
  readonly tropiezo: () => void;
  /** Bytes per second of the whole link as measured; null before the first answer. */
  readonly bytesPorSegundo: () => number | null;
};

/**
 * The pace of the link, from answers only: bytes that the system took into its buffers say nothing of what arrived.
 * Two images at least go at once, so that the link is not idle while an answer comes back.
 */
export const crearRitmo = (): Ritmo => {
  /** Bytes per ms of all that goes at once. */
  let ritmo: number | null = null;
  const simultaneas = (): number => Math.min(MAXIMO_SIMULTANEAS, MINIMO_SIMULTANEAS + Math.floor((ritmo ?? 0) / BYTES_POR_MS_CADA_UNA));
  return {
    simultaneas,
    parte: () => (ritmo === null ? PRIMERA_PARTE : Math.round(Math.min(MAXIMO_PARTE, Math.max(MINIMO_PARTE, (ritmo * EN_CAMINO_MS) / simultaneas())))),
    esperaMs: (bytes) => (ritmo === null ? ESPERA_INICIAL_MS : Math.min(60_000, ESPERA_MINIMA_MS + Math.round((PACIENCIA * bytes * simultaneas()) / Math.max(ritmo, 1)))),
    acuse: (bytes, ms, aLaVez) => {
      const medido = (bytes / Math.max(ms, 1)) * aLaVez;
      ritmo = ritmo === null ? medido : ritmo + PESO * (medido - ritmo);
    },
    tropiezo: () => { if (ritmo !== null) ritmo /= 2; },
    bytesPorSegundo: () => (ritmo === null ? null : Math.round(ritmo * 1000)),
  };
};
