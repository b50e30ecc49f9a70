import type { MotivoSinActa } from '#shared/domain/acta.ts';
import { OBSERVACION_SIN_ACTA, type Observacion } from '#shared/domain/inconsistencias.ts';
import type { Formato } from './formatos.ts';
import { plano } from './texto.ts';

/** The words of the layout for a list of observations, as they go in OBSERVACIONES. */
export const textoObservaciones = (formato: Formato, observaciones: readonly Observacion[]): string =>
  observaciones.length === 0 ? formato.sinObservaciones : observaciones.map((o) => formato.observaciones[o]).join(formato.separadorObservaciones);

/** The reason that a leyenda gives for there being no acta, with or without `SIN ACTA POR` before it. */
const sinActaDe = (texto: string): Observacion | null => {
  if (texto.includes('NO INSTALADA')) return 'sin_acta_casilla_no_instalada';
  if (texto.includes('NO ENTREGAD')) return 'sin_acta_paquete_no_entregado';
  return /SIN (SOBRE|BOLSA)/.test(texto) ? 'sin_acta_paquete_sin_bolsa' : null;
};

/** One of the comma-separated leyendas: a code, `'ninguna'` for one that is no inconsistency, null for an unknown one. */
const leyenda = (texto: string): Observacion | 'ninguna' | null => {
  if (texto === '' || texto === '-' || texto === 'N/A') return 'ninguna';
  // Whatever an export made of its accent: `FUERA DE CATÃLOGO`, `FUERA DE CAT?LOGO`.
  if (/FUERA DE CAT\S{1,3}LOGO/.test(texto)) return 'fuera_de_catalogo';
  if (texto.startsWith('EXCEDE')) return 'excede_lista_nominal';
  const sinActa = sinActaDe(texto);
  if (sinActa !== null) return sinActa;
  // Federal files mark actas identified by hand; it says nothing of the votes (LEEME INE 2021, item 47).
  if (texto.startsWith('IDENTIFICACION POR')) return 'ninguna';
  if (!/ILEGIBLE|SIN DATO|VACIO/.test(texto)) return null;
  return /^TODOS?\b/.test(texto) ? 'todos_ilegibles_o_sin_dato' : 'algun_ilegible_o_sin_dato';
};

/**
 * The codes of a published OBSERVACIONES, whatever the issuer's words (domain: 2.6); null when some part of it is
 * not known. `''` and `-` are the empty list.
 */
export const leerObservaciones = (texto: string): Observacion[] | null => {
  const codigos: Observacion[] = [];
  for (const parte of plano(texto).split(/\s*[,;]\s*/)) {
    const codigo = leyenda(parte);
    if (codigo === null) return null;
    if (codigo !== 'ninguna' && !codigos.includes(codigo)) codigos.push(codigo);
  }
  return codigos;
};

/** Whether the leyenda says SIN ACTA for a reason that is not one of the three (LEEME 2024, item 37, has urna electrónica too). */
export const esSinActaDeOtroMotivo = (texto: string): boolean => leerObservaciones(texto) === null && /^SIN ACTA\b/.test(plano(texto));

/** The reason of a SIN ACTA among the observations, or null. */
export const motivoSinActa = (observaciones: readonly Observacion[]): MotivoSinActa | null => {
  for (const [motivo, codigo] of Object.entries(OBSERVACION_SIN_ACTA)) if (observaciones.includes(codigo)) return motivo as MotivoSinActa;
  return null;
};
