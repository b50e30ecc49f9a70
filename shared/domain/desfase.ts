/** How far ahead of the central's clock the station's is, as it was measured, give or take `margenMs`. */
export type Desfase = { readonly ms: number; readonly margenMs: number };

/** Less than this nobody notices, and the event of the journal neither. */
const DESFASE_NOTABLE_MS = 1_000;

/** Whether the two clocks differ by more than a measurement may be wrong. */
export const esDesfaseNotable = ({ ms, margenMs }: Desfase): boolean => Math.abs(ms) > DESFASE_NOTABLE_MS + margenMs;
