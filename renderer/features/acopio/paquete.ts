import type { ActaResumen } from '#shared/api/contrato-estacion.ts';
import { siguienteEstado } from '#shared/domain/estados.ts';

/** The actas that travel together: those of one casilla. */
export type PaqueteCasilla = { readonly casilla: string; readonly nombre: string; readonly actas: readonly ActaResumen[] };

/** Actas of a search, one package per casilla, in the order they came. */
export const porCasilla = (actas: readonly ActaResumen[]): PaqueteCasilla[] => {
  const grupos = new Map<string, ActaResumen[]>();
  for (const acta of actas) grupos.set(acta.casilla, [...(grupos.get(acta.casilla) ?? []), acta]);
  return [...grupos].map(([casilla, suyas]) => ({ casilla, nombre: suyas[0]?.nombre ?? casilla, actas: suyas }));
};

/** Whether its paper may be received: also after a photograph of it came first, or after it was declared missing. */
export const puedeRecibirse = (acta: ActaResumen): boolean => siguienteEstado(acta.estado, 'acopiar') !== null && (acta.horaAcopio === null || acta.estado === 'sin_acta');
/** Whether a person still expects this paper: what «Recibir todas» takes. One that was declared missing is taken on its own. */
export const esEsperada = (acta: ActaResumen): boolean => puedeRecibirse(acta) && acta.estado !== 'sin_acta';
export const puedeFaltar = (acta: ActaResumen): boolean => siguienteEstado(acta.estado, 'sin_acta') !== null;

/** Whether a paper that came without a name may turn out to be this one: its acta came, or its image did. */
export const pudoTraerFolio = (acta: ActaResumen): boolean => acta.estado !== 'esperada' && acta.estado !== 'sin_acta';

/** A label, a QR or the key of an acta names one acta; shorter is a section that somebody typed, or the key of a casilla. */
export const esCodigo = (texto: string): boolean => texto.trim().length > 11;
