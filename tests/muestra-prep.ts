import { encabezadoDeSumas, sumarActa, sumasEnCero, type Encabezado } from '#shared/domain/encabezado.ts';
import { evaluar } from '#shared/domain/inconsistencias.ts';
import { clavesVoto, type ColumnaVoto } from '#shared/domain/eleccion.ts';
import type { FormatoCsv } from '#shared/domain/paquete.ts';
import { ILEGIBLE, SIN_DATO, type Valor } from '#shared/domain/valor.ts';
import type { MotivoSinActa } from '#shared/domain/acta.ts';
import type { TipoCasilla } from '#shared/domain/casilla.ts';
import { escribirPrep, type ArchivoPrep } from '#shared/prep-csv/escribir.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { FORMATOS } from '#shared/prep-csv/formatos.ts';
import { textoObservaciones } from '#shared/prep-csv/observaciones.ts';

/** Deterministic numbers in [0, n): a linear congruential generator, so that a seed always gives the same file. */
const crearAzar = (semilla: number): ((n: number) => number) => {
  let estado = semilla >>> 0;
  return (n) => {
    estado = (Math.imul(estado, 1664525) + 1013904223) >>> 0;
    return Math.floor((estado / 2 ** 32) * n);
  };
};

const columna = (clave: string, clase: ColumnaVoto['clase'], miembros: readonly string[] = []): ColumnaVoto => ({ clave, clase, nombre: clave, miembros: [...miembros] });
const PARTIDOS = ['PAN', 'PRI', 'PRD', 'PVEM', 'PT', 'MC', 'MORENA', 'PSI', 'NAP', 'FXMP'];
const COMBINACIONES = ['PAN_PRI_PRD', 'PAN_PRI', 'PAN_PRD', 'PRI_PRD', 'PVEM_PT_MORENA', 'PVEM_PT', 'PVEM_MORENA', 'PT_MORENA'];
/** Ten parties, two coalitions of three and an independent: as wide as a real state election. */
const COLUMNAS_MUESTRA: readonly ColumnaVoto[] = [
  ...PARTIDOS.map((p) => columna(p, 'partido')), ...COMBINACIONES.map((c) => columna(c, 'coalicion', c.split('_'))), columna('CAND_IND_1', 'independiente'),
];
const CLAVES = clavesVoto({ columnas: COLUMNAS_MUESTRA });
const REPRESENTANTES = 20;
const MAXIMO_ESPECIAL = 1000;

type Caso = { readonly sinActa: MotivoSinActa | null; readonly valores: Record<string, Valor> };

/** Of 100 actas: 10 SIN ACTA, 2 all illegible, 15 with some illegible or blank, 1 over the limit, like real files (domain: 6, row 15). */
const casoDe = (azar: (n: number) => number, listaNominal: number): Caso => {
  const dado = azar(100);
  if (dado < 10) return { sinActa: dado < 8 ? 'paquete_sin_bolsa' : 'paquete_no_entregado', valores: {} };
  const valores: Record<string, Valor> = { TOTAL_BOLETAS_SOBRANTES: azar(400), TOTAL_PERSONAS_VOTARON: azar(400), TOTAL_REP_PARTIDO_CI_VOTARON: azar(10), TOTAL_VOTOS_SACADOS: azar(400) };
  for (const clave of CLAVES) valores[clave] = dado < 12 ? ILEGIBLE : azar(Math.max(1, Math.floor(listaNominal / CLAVES.length)));
  if (dado >= 12 && dado < 27) valores[CLAVES[azar(CLAVES.length)] ?? 'PAN'] = azar(2) === 0 ? ILEGIBLE : SIN_DATO;
  if (dado === 27) valores['PAN'] = listaNominal + REPRESENTANTES + 1;
  valores['TOTAL_VOTOS_ASENTADO'] = azar(400);
  return { sinActa: null, valores };
};

const dos = (n: number): string => String(n).padStart(2, '0');
const hora = (segundos: number): string => `2024-06-02T${dos(Math.floor(segundos / 3600) % 24)}:${dos(Math.floor(segundos / 60) % 60)}:${dos(segundos % 60)}-06:00`;
const TIPOS: readonly TipoCasilla[] = ['B', 'C', 'C', 'C', 'E', 'B', 'C', 'S'];

const filaDe = (i: number, azar: (n: number) => number, formato: FormatoCsv): { fila: FilaPrep; enPorcentaje: boolean } => {
  const tipo = TIPOS[i % TIPOS.length] ?? 'B';
  const listaNominal = tipo === 'S' ? 0 : 300 + azar(450);
  const { sinActa, valores } = casoDe(azar, tipo === 'S' ? 750 : listaNominal);
  const e = evaluar({
    identificada: true, sinActa, valores, claves: CLAVES, listaNominal, representantes: REPRESENTANTES, tipoCasilla: tipo, maximoBoletasEspecial: MAXIMO_ESPECIAL, excedeCombinada: 'combinada',
  });
  const seccion = String(1 + (Math.floor(i / TIPOS.length) % 9999)).padStart(4, '0');
  const idCasilla = dos(1 + (i % 99));
  const extContigua = dos(Math.floor(i / (TIPOS.length * 9999)));
  const claveCasilla = `21${seccion}${tipo}${idCasilla}${extContigua}`;
  const distrito = 1 + (Math.floor(i / 64) % 26);
  const segundos = 65_000 + azar(15_000);
  const hash = Array.from({ length: 8 }, () => azar(2 ** 32).toString(16).padStart(8, '0')).join('');
  const fila: FilaPrep = {
    claveCasilla, claveActa: `${claveCasilla}A02`, entidad: { id: '21', nombre: 'PUEBLA' },
    ambito: { id: String(distrito).padStart(3, '0'), nombre: distrito === 1 ? 'SAN ANDRÉS, "LA JOYA"' : `DISTRITO ${distrito}` },
    seccion, idCasilla, tipoCasilla: tipo, extContigua, ubicacion: String(1 + azar(2)), tipoActa: 'A02',
    valores, calculado: e.calculado, listaNominal, representantes: REPRESENTANTES,
    observaciones: textoObservaciones(FORMATOS[formato], e.observaciones), sinActa, contabilizada: e.contabilizada, mecanismoTraslado: ['', 'D', 'F', 'I'][azar(4)] ?? '',
    codigoIntegridad: sinActa === null ? hash : '', horaAcopio: hora(segundos), horaCaptura: hora(segundos + 600), horaVerificacion: hora(segundos + 660),
    origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP',
  };
  return { fila, enPorcentaje: e.enPorcentaje };
};

const ARCHIVO: Omit<ArchivoPrep, 'encabezado'> = { titulo: 'GUBERNATURA', corte: '2024-06-03T20:00:00-06:00', zonaMinutos: -360, ambito: 'distrito', columnas: COLUMNAS_MUESTRA };

export type OpcionesMuestra = { readonly filas: number; readonly formato: FormatoCsv; readonly semilla?: number; readonly ultimoCorte?: boolean };

/** The 13 figures of the sample, from its own rows. */
const encabezadoDe = (o: OpcionesMuestra): Encabezado => {
  const sumas = sumasEnCero();
  const azar = crearAzar(o.semilla ?? 1);
  for (let i = 0; i < o.filas; i++) {
    const { fila, enPorcentaje } = filaDe(i, azar, o.formato);
    sumarActa(sumas, { ...fila, enPorcentaje });
  }
  return encabezadoDeSumas(sumas, { ultimoCorte: o.ultimoCorte ?? true });
};

/**
 * Lines of a made-up but well-formed PREP file of any size, for tests and measurements. Nothing is held: rows are made
 * twice, once for the header and once to be written.
 */
export const lineasDeMuestra = (opciones: OpcionesMuestra): Iterable<string> => {
  const azar = crearAzar(opciones.semilla ?? 1);
  const filas = function* (): Generator<FilaPrep> {
    for (let i = 0; i < opciones.filas; i++) yield filaDe(i, azar, opciones.formato).fila;
  };
  return escribirPrep({ ...ARCHIVO, encabezado: encabezadoDe(opciones) }, filas(), FORMATOS[opciones.formato]);
};

/** The same as one text. */
export const archivoDePrueba = (opciones: OpcionesMuestra): string => [...lineasDeMuestra(opciones)].join('');
