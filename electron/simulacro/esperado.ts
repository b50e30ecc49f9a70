import { camposDe, DIGITALIZACIONES, MECANISMOS_TRASLADO, ORIGENES, TIPOS_DOCUMENTO, type Campo } from '#shared/domain/acta.ts';
import { clavesVoto } from '#shared/domain/eleccion.ts';
import { evaluar, type Observacion } from '#shared/domain/inconsistencias.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { NO_APLICA, SIN_DATO, type Valor } from '#shared/domain/valor.ts';
import { leerObservaciones } from '#shared/prep-csv/observaciones.ts';
import type { ActaSimulada } from './verdad.ts';

/** A cell of the truth that no rule gives, or that no acta can say: compared with what the rules give instead. */
export type NoDerivable = { readonly clave: string; readonly columna: string; readonly publicado: string; readonly reglas: string };

/** What must be published of one acta. */
export type FilaEsperada = {
  readonly observaciones: readonly Observacion[];
  readonly contabilizada: 0 | 1;
  readonly calculado: number | null;
  /** Captured fields, by key; null for a SIN ACTA. */
  readonly valores: Readonly<Record<string, Valor>> | null;
  readonly mecanismo: (typeof MECANISMOS_TRASLADO)[number];
  readonly origen: (typeof ORIGENES)[number];
  readonly digitalizacion: (typeof DIGITALIZACIONES)[number];
  readonly tipoDocumento: (typeof TIPOS_DOCUMENTO)[number];
};

const deLista = <T extends string>(lista: readonly T[], texto: string, otro: T): T => lista.find((t) => t === texto) ?? otro;

/** The value that a person reads for a field. What the row does not have is blank on the paper. */
const valorDe = (campo: Campo, fila: ActaSimulada['fila']): Valor => {
  const valor = fila.valores[campo.clave];
  if (valor === undefined) return SIN_DATO;
  return valor === NO_APLICA && campo.grupo !== 'cabecera' ? SIN_DATO : valor;
};

/** What the row must say once it went through the whole line, and which of its published cells no rule gives (domain: 11.8, 11.9). */
export const esperadaDe = (simulada: ActaSimulada, paquete: Paquete): { readonly esperada: FilaEsperada; readonly noDerivables: readonly NoDerivable[] } => {
  const { acta, casilla, eleccion, fila } = simulada;
  const noDerivables: NoDerivable[] = [];
  const anotar = (columna: string, publicado: string, reglas: string): void => {
    if (publicado !== reglas) noDerivables.push({ clave: acta.clave, columna, publicado, reglas });
  };
  const valores: Record<string, Valor> | null = fila.sinActa === null ? {} : null;
  for (const campo of valores === null ? [] : camposDe(eleccion, casilla)) {
    const valor = valorDe(campo, fila);
    valores![campo.clave] = valor;
    anotar(campo.clave, String(fila.valores[campo.clave] ?? ''), String(valor));
  }
  const e = evaluar({
    identificada: true, sinActa: fila.sinActa, valores: valores ?? {}, claves: clavesVoto(eleccion), listaNominal: acta.listaNominal, representantes: acta.representantes,
    tipoCasilla: casilla.tipo, maximoBoletasEspecial: eleccion.maximoBoletasEspecial, excedeCombinada: paquete.reglas.excedeCombinada,
  });
  const publicadas = leerObservaciones(fila.observaciones) ?? [];
  anotar('OBSERVACIONES', publicadas.join(', '), e.observaciones.join(', '));
  anotar('CONTABILIZADA', String(fila.contabilizada), String(e.contabilizada));
  anotar('TOTAL_VOTOS_CALCULADO', String(fila.calculado), String(e.calculado));
  anotar('CLAVE_CASILLA', fila.claveCasilla, casilla.clave);
  anotar('CLAVE_ACTA', fila.claveActa, acta.clave);
  anotar('ENTIDAD', fila.entidad.nombre.trim(), paquete.entidad.nombre.trim());
  anotar('TIPO_ACTA', fila.tipoActa, acta.tipoActa);
  // Two rows of one casilla may contradict each other: the package keeps one of them.
  anotar('UBICACION_CASILLA', fila.ubicacion, casilla.ubicacion);
  anotar('LISTA_NOMINAL', String(fila.listaNominal), String(acta.listaNominal));
  anotar('REPRESENTANTES_PP_CI', String(fila.representantes), String(acta.representantes));
  const mecanismo = deLista(MECANISMOS_TRASLADO, fila.mecanismoTraslado, '');
  anotar('MECANISMOS_TRASLADO', fila.mecanismoTraslado, mecanismo);
  const origen = deLista(ORIGENES, fila.origen, 'CATD');
  const digitalizacion = deLista(DIGITALIZACIONES, fila.digitalizacion, 'ESCANER');
  const tipoDocumento = deLista(TIPOS_DOCUMENTO, fila.tipoDocumento, 'ACTA PREP');
  if (valores !== null) {
    anotar('ORIGEN', fila.origen, origen);
    anotar('DIGITALIZACION', fila.digitalizacion, digitalizacion);
    anotar('TIPO_DOCUMENTO', fila.tipoDocumento, tipoDocumento);
  }
  return {
    // `2` is only for actas outside the catalogue, which never come here.
    esperada: { observaciones: e.observaciones, contabilizada: e.contabilizada === 1 ? 1 : 0, calculado: e.calculado, valores, mecanismo, origen, digitalizacion, tipoDocumento },
    noDerivables,
  };
};
