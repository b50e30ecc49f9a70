/** States of an acta (official names of INE's "Estatus del Acta PREP" where there is one; domain: 8(b)). */
export const ESTADOS = [
  'esperada', 'acopiada', 'digitalizada', 'redigitalizar', 'por_identificar', 'en_captura', 'discrepancia',
  'verificada', 'sin_acta', 'fuera_de_catalogo', 'cotejada', 'empaquetada',
] as const;
export type Estado = (typeof ESTADOS)[number];

/** What can happen to an acta. */
export const PASOS = [
  'acopiar', 'digitalizar', 'rechazar_imagen', 'identificar', 'declarar_fuera', 'capturar_1', 'capturar_2_igual', 'capturar_2_distinta',
  'resolver', 'sin_acta', 'cotejar', 'dispensar_cotejo', 'recapturar', 'cambiar_imagen', 'empaquetar',
] as const;
export type Paso = (typeof PASOS)[number];

/**
 * The state machine of an acta: from → step → to. A pair that is not here cannot happen.
 * «Contabilizada» is not a state of the process but a result of the evaluation (inconsistencias.ts), and
 * «publicada» is what the central does with a verified acta: neither moves the paper.
 */
export const TRANSICIONES: Readonly<Record<Estado, Partial<Record<Paso, Estado>>>> = {
  // PREP Casilla photographs an acta before its package arrives: an image may come first.
  esperada: { acopiar: 'acopiada', digitalizar: 'digitalizada', sin_acta: 'sin_acta' },
  acopiada: { digitalizar: 'digitalizada', sin_acta: 'sin_acta' },
  // From here on «acopiar» only notes the hour of a paper that was photographed before it arrived: it moves nothing.
  digitalizada: { acopiar: 'digitalizada', rechazar_imagen: 'redigitalizar', cambiar_imagen: 'digitalizada', capturar_1: 'en_captura' },
  redigitalizar: { acopiar: 'redigitalizar', digitalizar: 'digitalizada', cambiar_imagen: 'digitalizada', sin_acta: 'sin_acta' },
  por_identificar: { identificar: 'digitalizada', declarar_fuera: 'fuera_de_catalogo' },
  en_captura: { acopiar: 'en_captura', capturar_2_igual: 'verificada', capturar_2_distinta: 'discrepancia', rechazar_imagen: 'redigitalizar', cambiar_imagen: 'digitalizada' },
  discrepancia: { acopiar: 'discrepancia', resolver: 'verificada', rechazar_imagen: 'redigitalizar', cambiar_imagen: 'digitalizada' },
  // Waiving the cotejo moves nothing either: it lets the acta be packed as it is.
  verificada: { acopiar: 'verificada', cotejar: 'cotejada', dispensar_cotejo: 'verificada', recapturar: 'digitalizada', rechazar_imagen: 'redigitalizar', cambiar_imagen: 'digitalizada', empaquetar: 'empaquetada' },
  // Reversible: the acta may appear later in the night.
  sin_acta: { acopiar: 'acopiada', digitalizar: 'digitalizada' },
  fuera_de_catalogo: { empaquetar: 'empaquetada' },
  cotejada: { acopiar: 'cotejada', empaquetar: 'empaquetada', recapturar: 'digitalizada', cambiar_imagen: 'digitalizada' },
  empaquetada: {},
};

/** The state after a step, or null when the step is not allowed from there. */
export const siguienteEstado = (estado: Estado, paso: Paso): Estado | null => TRANSICIONES[estado][paso] ?? null;

/** How a person names each state. */
export const NOMBRES_ESTADO: Readonly<Record<Estado, string>> = {
  esperada: 'esperada', acopiada: 'acopiada', digitalizada: 'digitalizada', redigitalizar: 'por digitalizar de nuevo', por_identificar: 'por identificar',
  en_captura: 'en captura', discrepancia: 'en discrepancia', verificada: 'verificada', sin_acta: 'sin acta', fuera_de_catalogo: 'fuera de catálogo',
  cotejada: 'cotejada', empaquetada: 'empaquetada',
};

/** What a person does in each step, as in «no se puede …». */
export const NOMBRES_PASO: Readonly<Record<Paso, string>> = {
  acopiar: 'recibir en acopio', digitalizar: 'digitalizar', rechazar_imagen: 'rechazar su imagen', identificar: 'identificar', declarar_fuera: 'declarar fuera de catálogo',
  capturar_1: 'capturar', capturar_2_igual: 'capturar', capturar_2_distinta: 'capturar', resolver: 'resolver', sin_acta: 'registrar sin acta', cotejar: 'cotejar', dispensar_cotejo: 'dispensar del cotejo',
  recapturar: 'capturar de nuevo', cambiar_imagen: 'cambiar su imagen', empaquetar: 'empaquetar',
};
