import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import { partesLocales } from './fechas.ts';
import type { Formato } from './formatos.ts';

export type NombresPrep = {
  /** ZIP of all the elections of the entity: `20240602_2100_PREP_PUE.zip`. */
  readonly zipEntidad: string;
  /** ZIP of one election: `20240602_2100_PREP_GUB_PUE.zip`. */
  readonly zip: string;
  readonly csv: string;
  readonly candidaturas: string;
  readonly leeme: string;
};

/** Names of a cut's ZIPs and of the files inside (domain: 2.1). The hour is that of the cut, in the official zone. */
export const nombresPrep = (
  datos: { readonly eleccion: TipoEleccion; readonly abreviatura: string; readonly anio: number; readonly corte: string; readonly zonaMinutos: number }, formato: Formato,
): NombresPrep => {
  const p = partesLocales(datos.corte, datos.zonaMinutos);
  const marca = `${p.anio}${p.mes}${p.dia}_${p.hora}${p.minuto}_PREP`;
  const { eleccion, abreviatura, anio } = datos;
  return {
    zipEntidad: `${marca}_${abreviatura}.zip`,
    zip: `${marca}_${formato.archivos.zip[eleccion]}_${abreviatura}.zip`,
    csv: `${abreviatura}_${formato.archivos.csv[eleccion]}_${anio}.csv`,
    candidaturas: `${abreviatura}_${formato.archivos.candidaturas[eleccion]}_${anio}.csv`,
    leeme: formato.archivos.leeme,
  };
};
