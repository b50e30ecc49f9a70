/** Abbreviation of each federal entity by its ID_ENTIDAD (Anexo 18.10), as the names of PREP packages use them (domain: 2.1). */
const ABREVIATURAS = [
  'AGS', 'BC', 'BCS', 'CAMP', 'COAH', 'COL', 'CHIS', 'CHIH', 'CDMX', 'DGO', 'GTO', 'GRO', 'HGO', 'JAL', 'MEX', 'MICH',
  'MOR', 'NAY', 'NL', 'OAX', 'PUE', 'QRO', 'QROO', 'SLP', 'SIN', 'SON', 'TAB', 'TAMS', 'TLAX', 'VER', 'YUC', 'ZAC',
] as const;

/** `23` → `QROO`; `E99` for an id that is of no entity. */
export const abreviaturaDe = (entidadId: string): string => ABREVIATURAS[Number(entidadId) - 1] ?? `E${entidadId}`;
