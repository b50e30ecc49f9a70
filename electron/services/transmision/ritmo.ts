/** A link that carries less is narrow: what waits before it, in the router's queue or in ours, makes data wait for seconds. */
const ESTRECHO = 32;
/** What is on its way at any moment takes about this long to pass: over a narrow link data wait behind it; over another one they go beside it, and long parts fill it better. */
const EN_CAMINO_ESTRECHO_MS = 1_800;
const EN_CAMINO_MS = 3_500;
/** The same of what goes little by little, besides the piece that is over it. */
const EN_MARCHA_MS = 3_300;
/** A smaller part would be mostly headers; what a cut costs at most is one larger than this. */
const MINIMO_PARTE = 8 * 1000;
const MAXIMO_PARTE = 1_000 * 1000;
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
/** One request that goes little by little takes no longer: the central, and whatever is before it, gives none all the time that there is. */
const TIRADA_MS = 60_000;
/** Weight of the newest measure. */
const PESO = 0.5;
/** Of a part's time, what at most is believed to be the way there and back and not the link's rate. */
const MAXIMA_VUELTA = 0.75;

export type Ritmo = {
  /** Whether images stand still while data are on their way. */
  readonly estrecho: () => boolean;
  /** Bytes of the next part of each image, when so many images go at once. */
  readonly parte: (aLaVez: number) => number;
  /** How many images go at once. */
  readonly simultaneas: () => number;
  /** Bytes that may be on their way of each of so many images that go little by little, and bytes that one request takes of it. */
  readonly ventana: (aLaVez: number) => number;
  readonly tirada: () => number;
  /** How long to wait for the answer to a part of so many bytes. */
  readonly esperaMs: (bytes: number) => number;
  /** After how long the answer to a lote of so many bytes is late: what was on its way before it passed, and it there and back; null while the link is not known. */
  readonly esperaLoteMs: (bytes: number) => number | null;
  /** A part was acknowledged: its time, and the bytes of all images that were acknowledged in that time, its own included. */
  readonly acuse: (bytes: number, ms: number) => void;
  /** A piece of what goes little by little arrived: as `acuse`, with the link never idle meanwhile. */
  readonly llego: (bytes: number, ms: number) => void;
  /** A small request was answered in this time: the way there and back takes no longer. */
  readonly vuelta: (ms: number) => void;
  /** A part was lost: smaller ones until the link shows that it can carry more. */
  readonly tropiezo: () => void;
  /** Bytes per second of the whole link as measured; null before the first answer. */
  readonly bytesPorSegundo: () => number | null;
};

/**
 * The pace of the link, from answers only: bytes that the system took into its buffers say nothing of what arrived.
 * Two images at least go at once, so that the link is not idle while an answer comes back; what a small request takes is
 * not counted as the link's slowness, or a fast link far away would be found out little by little.
 */
export const crearRitmo = (): Ritmo => {
  /** Bytes per ms of all that goes at once. */
  let ritmo: number | null = null;
  let menorVuelta = 0;
  const estrecho = (): boolean => (ritmo ?? 0) < ESTRECHO;
  const enCaminoMs = (): number => (estrecho() ? EN_CAMINO_ESTRECHO_MS : EN_CAMINO_MS);
  const simultaneas = (): number => Math.min(MAXIMO_SIMULTANEAS, MINIMO_SIMULTANEAS + Math.floor((ritmo ?? 0) / BYTES_POR_MS_CADA_UNA));
  const medir = (medido: number): void => { ritmo = ritmo === null ? medido : ritmo + PESO * (medido - ritmo); };
  return {
    estrecho, simultaneas,
    parte: (aLaVez) => (ritmo === null ? PRIMERA_PARTE : Math.round(Math.min(MAXIMO_PARTE, Math.max(MINIMO_PARTE, (ritmo * enCaminoMs()) / aLaVez)))),
    esperaMs: (bytes) => (ritmo === null ? ESPERA_INICIAL_MS : Math.min(60_000, ESPERA_MINIMA_MS + Math.round((PACIENCIA * bytes * simultaneas()) / Math.max(ritmo, 1)))),
    esperaLoteMs: (bytes) => (ritmo === null ? null : Math.round(EN_CAMINO_ESTRECHO_MS + bytes / ritmo + menorVuelta)),
    ventana: (aLaVez) => ((ritmo ?? 0) * EN_MARCHA_MS) / aLaVez,
    tirada: () => Math.max(PRIMERA_PARTE, Math.round((ritmo ?? 0) * TIRADA_MS)),
    acuse: (bytes, ms) => medir(bytes / Math.max(ms - Math.min(menorVuelta, ms * MAXIMA_VUELTA), 1)),
    llego: (bytes, ms) => medir(bytes / Math.max(ms, 1)),
    vuelta: (ms) => { menorVuelta = menorVuelta === 0 ? ms : Math.min(menorVuelta, ms); },
    tropiezo: () => { if (ritmo !== null) ritmo /= 2; },
    bytesPorSegundo: () => (ritmo === null ? null : Math.round(ritmo * 1000)),
  };
};
