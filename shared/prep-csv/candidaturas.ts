import type { Candidatura, TipoEleccion } from '#shared/domain/eleccion.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearLinea } from './escribir.ts';
import type { Formato } from './formatos.ts';
import { plano } from './texto.ts';

/** One row of a published candidacies file (domain: 2.7). */
export type FilaCandidatura = {
  /** District or municipality as published; null where the file has none (gubernatura). */
  readonly ambito: string | null;
  /** PARTIDO_CI: usually the vote column; some issuers write `SUM-PAN-PRI-PRD` or full names. */
  readonly clave: string;
  readonly propietaria: string;
  readonly suplente: string | null;
};

/**
 * The candidacies file of one election in the layout: header and one line per candidacy. Always comma and the layout's
 * end of line, as real packages do even beside a CSV with `|`.
 */
export function* escribirCandidaturas(
  eleccion: TipoEleccion, candidaturas: readonly Candidatura[], entidadId: string, ambito: 'distrito' | 'municipio' | null, formato: Formato,
): Generator<string> {
  const linea = crearLinea({ ...formato, delimitador: ',', comillas: 'necesarias' });
  const geografia = ambito === null ? [] : [formato.columnas[ambito][0]];
  yield (formato.bom ? '\uFEFF' : '') + linea([formato.columnas.entidad[0], ...geografia, 'PARTIDO_CI', 'CANDIDATURA_PROPIETARIA', 'CANDIDATURA_SUPLENTE']);
  for (const c of candidaturas) {
    if (c.eleccion !== eleccion) continue;
    yield linea([entidadId, ...(ambito === null ? [] : [c.ambito ?? '']), c.clave, c.propietaria, c.suplente ?? '']);
  }
}

/** Reads a candidacies file from its records. Throws AppError `candidaturas_ilegible` when the columns are not those. */
export const leerCandidaturas = (registros: Iterable<readonly string[]>): FilaCandidatura[] => {
  let lugares: { ambito: number; clave: number; propietaria: number; suplente: number } | null = null;
  const filas: FilaCandidatura[] = [];
  for (const celdas of registros) {
    if (celdas.every((c) => c.trim() === '')) continue;
    if (lugares === null) {
      const nombres = celdas.map((c) => plano(c.replace(/^\uFEFF/, '')));
      lugares = {
        ambito: nombres.findIndex((n) => /^ID_(DISTRITO|MUNICIPIO|JUNTA|ALCALDIA)/.test(n)),
        clave: nombres.findIndex((n) => n.startsWith('PARTIDO')),
        propietaria: nombres.findIndex((n) => n === 'CANDIDATURA' || n === 'CANDIDATURA_PROPIETARIA'),
        suplente: nombres.indexOf('CANDIDATURA_SUPLENTE'),
      };
      if (lugares.clave < 0 || lugares.propietaria < 0) throw new AppError('candidaturas_ilegible', { detalle: 'le falta la columna PARTIDO_CI o CANDIDATURA_PROPIETARIA; indique el CSV de candidaturas' });
      continue;
    }
    const celda = (lugar: number): string => (lugar < 0 ? '' : (celdas[lugar] ?? '').trim());
    filas.push({
      ambito: lugares.ambito < 0 ? null : celda(lugares.ambito), clave: celda(lugares.clave), propietaria: celda(lugares.propietaria), suplente: celda(lugares.suplente) || null,
    });
  }
  if (lugares === null) throw new AppError('candidaturas_ilegible', { detalle: 'está vacío' });
  return filas;
};
