import { z } from 'zod';
import type { Casilla } from './casilla.ts';
import { esActaRp } from './consolidado.ts';
import { ASENTADO, CAMPOS_CABECERA, clavesEnBoleta, clavesVoto, TIPOS_ELECCION, type Eleccion } from './eleccion.ts';

export const actaEsperadaSchema = z.object({
  /** CLAVE_ACTA = CLAVE_CASILLA + TIPO_ACTA (LEEME 2024). Variable length past position 11. */
  clave: z.string().regex(/^\d{6}[A-Z]\d{4}[0-9A-Z]{1,8}$/),
  casilla: z.string(),
  eleccion: z.enum(TIPOS_ELECCION),
  /** Key printed on the paper: `A02`, `3ERP`. */
  tipoActa: z.string().min(1),
  /** Preloaded, never captured. 0 for casillas especiales. */
  listaNominal: z.number().int().min(0),
  /** Accredited representatives; null = unknown, and the excede rule is then off for this acta. */
  representantes: z.number().int().min(0).nullable(),
});
/** One acta of the catalogue of Actas Esperadas. */
export type ActaEsperada = z.infer<typeof actaEsperadaSchema>;

/**
 * What people call the acta: its election, and that it is the one of representación proporcional, which a casilla especial
 * fills in besides its other acta of the same election (domain: 2.6). Without that, two papers would bear one name.
 */
export const tituloDeActa = (acta: Pick<ActaEsperada, 'tipoActa'>, eleccion: Pick<Eleccion, 'titulo'>): string =>
  esActaRp(acta.tipoActa) ? `${eleccion.titulo} · Representación proporcional` : eleccion.titulo;

export const ORIGENES = ['CATD', 'CASILLA'] as const;
export const DIGITALIZACIONES = ['ESCANER', 'MOVIL', 'URNA'] as const;
/** D dispositivo de apoyo, F CRyT fijo, I CRyT itinerante; '' none. */
export const MECANISMOS_TRASLADO = ['', 'D', 'F', 'I'] as const;
export const TIPOS_DOCUMENTO = ['ACTA PREP', 'RPP', 'CC', 'PPC', 'ACTA VRME', 'ACTA VA', 'ACTA VPPP', 'ACTA UE'] as const;

/** Why the Acta PREP did not come with the package (LEEME 2024, item 37). */
export const MOTIVOS_SIN_ACTA = ['casilla_no_instalada', 'paquete_no_entregado', 'paquete_sin_bolsa'] as const;
export type MotivoSinActa = (typeof MOTIVOS_SIN_ACTA)[number];

/** Id of the ámbito where this acta's votes count: the district or municipality of its casilla, or '' for the whole entity. */
export const ambitoDe = (eleccion: Pick<Eleccion, 'ambito'>, casilla: Pick<Casilla, 'distrito' | 'municipio'>): string => {
  if (eleccion.ambito === 'entidad') return '';
  return (eleccion.ambito === 'distrito' ? casilla.distrito?.id : casilla.municipio?.id) ?? '';
};

export type Campo = { readonly clave: string; readonly grupo: 'cabecera' | 'votos' | 'total'; readonly nombre: string };

const NOMBRES_FIJOS: Record<string, string> = {
  TOTAL_BOLETAS_SOBRANTES: 'Boletas sobrantes',
  TOTAL_PERSONAS_VOTARON: 'Personas que votaron',
  TOTAL_REP_PARTIDO_CI_VOTARON: 'Representantes que votaron',
  TOTAL_VOTOS_SACADOS: 'Votos sacados de la urna',
  NO_REGISTRADAS: 'Candidaturas no registradas',
  NULOS: 'Votos nulos',
  TOTAL_VOTOS_ASENTADO: 'Total (como está escrito)',
};

/**
 * Fields that a person captures from one acta, in the order of the paper (domain: 8(a)).
 * Columns that are not on the ballot of the casilla's ámbito are left out: their value is NO_APLICA.
 */
export const camposDe = (eleccion: Eleccion, casilla: Pick<Casilla, 'distrito' | 'municipio'>): Campo[] => {
  const enBoleta = clavesEnBoleta(eleccion, ambitoDe(eleccion, casilla));
  const nombres = new Map(eleccion.columnas.map((c) => [c.clave, c.nombre]));
  const campo = (clave: string, grupo: Campo['grupo']): Campo => ({ clave, grupo, nombre: NOMBRES_FIJOS[clave] ?? nombres.get(clave) ?? clave });
  return [
    ...CAMPOS_CABECERA.map((c) => campo(c, 'cabecera')),
    ...clavesVoto(eleccion).filter((c) => enBoleta.has(c)).map((c) => campo(c, 'votos')),
    campo(ASENTADO, 'total'),
  ];
};
