/** Families of printed forms: `estandar` is ours, `cdmx-2024` the one of the acta A02 of Mexico City in 2023-2024. */
export const PLANTILLAS = ['estandar', 'cdmx-2024'] as const;
export type Familia = (typeof PLANTILLAS)[number];

/** On the paper, not in PREP: persons + representatives, box 5 of the form. */
export const SUMA_PERSONAS_REP = 'SUMA_PERSONAS_REP';
