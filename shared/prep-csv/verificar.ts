import type { TipoCasilla } from '#shared/domain/casilla.ts';
import { clavesVoto } from '#shared/domain/eleccion.ts';
import { encabezadoDeSumas, sumarActa, sumasEnCero, type SumasEncabezado } from '#shared/domain/encabezado.ts';
import { cuentaEnPorcentaje, evaluar, type Observacion } from '#shared/domain/inconsistencias.ts';
import { esNumero } from '#shared/domain/valor.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { CLAVES_ENCABEZADO, type ClaveEncabezado } from './encabezado-prep.ts';
import type { FilaPrep } from './fila.ts';
import { incompletoDe, type Incompleto } from './incompleto.ts';
import { FORMATOS } from './formatos.ts';
import type { CabeceraPrep, CeldaRara, CodigoRareza, Receptor } from './leer.ts';
import { leerObservaciones } from './observaciones.ts';
import { copiar } from './texto.ts';

/** In what way a row does not say what its own cells give. */
export const CLASES_DIFERENCIA = [
  /** TOTAL_VOTOS_CALCULADO is not the sum of the vote cells. */
  'calculado_distinto',
  /** The sum is over the limit and the file does not say so (six actas of Quintana Roo 2019). */
  'excede_no_publicado',
  /** The file says EXCEDE and the sum is within the limit. */
  'excede_no_derivable',
  /** An inconsistency is published that no published cell shows (487 actas of Sonora 2021). */
  'observacion_no_derivable',
  /** A cell is Ilegible or Sin dato and OBSERVACIONES does not say so. */
  'observacion_faltante',
  /** Another observation than the one the cells give. */
  'observacion_distinta',
  /** CONTABILIZADA is not what the published cells and observation give. */
  'contabilizada_distinta',
  /** Votes in a row that says there is no acta, or that it is not captured yet. */
  'votos_sin_acta',
  /** The same CLAVE_ACTA in two rows. */
  'clave_repetida',
] as const;
export type ClaseDiferencia = (typeof CLASES_DIFERENCIA)[number];

export type Diferencia = {
  /** Line of the file, from 1. */
  readonly renglon: number;
  readonly clave: string;
  readonly columna: string;
  readonly publicado: string;
  readonly calculado: string;
  readonly clase: ClaseDiferencia;
  /** The sum against the limit, where that is what decides: `584 > 503 + 48 = 551`. */
  readonly formula: string;
};

/** `formato`: the same number, written otherwise (`0` or an empty cell for `0.0000`). */
export type EstadoCifra = 'igual' | 'formato' | 'distinta';
export type CifraVerificada = { readonly clave: ClaveEncabezado; readonly nombre: string; readonly publicado: string; readonly recalculado: string; readonly estado: EstadoCifra };

/** Which votes the published participation counts: S_CS while operating, C_CS in the last cut; the same figure, or neither. */
export type Participacion = 'operacion' | 'ultimo_corte' | 'indistinta' | 'ninguna';

/** How many there are, and the first of them. */
export type Muestra<T> = { readonly total: number; readonly primeras: readonly T[] };

export type ResultadoVerificacion = {
  readonly cabecera: CabeceraPrep;
  readonly filas: { readonly total: number; readonly catalogo: number; readonly fueraCatalogo: number; readonly sinCapturar: number };
  /** True when none of the 13 figures has another value. */
  readonly concuerda: boolean;
  readonly cifras: readonly CifraVerificada[];
  readonly participacion: Participacion;
  /** Fewer rows than its header counts, or rows with cells missing: it may have been cut. */
  readonly incompleto: Incompleto | null;
  readonly diferencias: Readonly<Partial<Record<ClaseDiferencia, Muestra<Diferencia>>>>;
  readonly raras: Readonly<Partial<Record<CodigoRareza, Muestra<CeldaRara>>>>;
};

export type OpcionesVerificar = {
  /** Whether the file is the last cut: decides the participation. `auto` takes the one that agrees. */
  readonly ultimoCorte: boolean | 'auto';
  /** Limit of a casilla especial, which the file does not carry. */
  readonly maximoBoletasEspecial: number;
  /** Differences and odd cells kept of each class; all are counted. */
  readonly maximoPorClase: number;
};
export const OPCIONES_VERIFICAR: OpcionesVerificar = { ultimoCorte: 'auto', maximoBoletasEspecial: 1000, maximoPorClase: 1000 };

type Cuenta<C extends string, T> = { readonly agregar: (clase: C, elemento: T) => void; readonly muestras: () => Partial<Record<C, Muestra<T>>> };
const crearCuenta = <C extends string, T>(maximo: number): Cuenta<C, T> => {
  const clases = new Map<C, { total: number; primeras: T[] }>();
  return {
    agregar: (clase, elemento) => {
      const muestra = clases.get(clase) ?? { total: 0, primeras: [] };
      clases.set(clase, muestra);
      muestra.total += 1;
      if (muestra.primeras.length < maximo) muestra.primeras.push(elemento);
    },
    muestras: () => {
      const muestras: Partial<Record<C, Muestra<T>>> = {};
      for (const [clase, muestra] of clases) muestras[clase] = muestra;
      return muestras;
    },
  };
};

/** The inconsistency other than EXCEDE among the codes. */
const dePresencia = (codigos: readonly Observacion[]): Observacion | null =>
  codigos.find((c) => c === 'todos_ilegibles_o_sin_dato' || c === 'algun_ilegible_o_sin_dato') ?? null;

/**
 * How the published observation differs from the one that the cells give; null when it does not. EXCEDE prevails:
 * issuers publish it alone or with the others (domain: 8(c), note 1), and both are right.
 */
const compararObservaciones = (publicados: readonly Observacion[], calculados: readonly Observacion[]): ClaseDiferencia | null => {
  const [pExcede, cExcede] = [publicados, calculados].map((l) => l.includes('excede_lista_nominal'));
  if (cExcede && !pExcede) return 'excede_no_publicado';
  if (pExcede && !cExcede) return 'excede_no_derivable';
  if (pExcede) return null;
  const [p, c] = [dePresencia(publicados), dePresencia(calculados)];
  if (p === c) return null;
  if (c === null) return 'observacion_no_derivable';
  return p === null ? 'observacion_faltante' : 'observacion_distinta';
};

const LEYENDA = FORMATOS['2024'].observaciones;
const leyendas = (codigos: readonly Observacion[]): string => codigos.map((c) => LEYENDA[c]).join(', ');
const publicado = (n: number | null): string => (n === null ? '' : String(n));

type Anotar = (columna: string, publicado: string, calculado: string, clase: ClaseDiferencia, formula?: string) => void;

/** Recomputes one row that has an acta. */
const revisarCapturada = (fila: FilaPrep, codigos: readonly Observacion[], claves: readonly string[], opciones: OpcionesVerificar, anotar: Anotar): void => {
  const e = evaluar({
    identificada: true, sinActa: null, valores: fila.valores, claves, listaNominal: fila.listaNominal, representantes: fila.representantes,
    tipoCasilla: fila.tipoCasilla as TipoCasilla, maximoBoletasEspecial: opciones.maximoBoletasEspecial, excedeCombinada: 'combinada',
  });
  if (fila.calculado !== e.calculado) anotar('TOTAL_VOTOS_CALCULADO', publicado(fila.calculado), publicado(e.calculado), 'calculado_distinto');
  const clase = compararObservaciones(codigos, e.observaciones);
  if (clase !== null) anotar('OBSERVACIONES', fila.observaciones, leyendas(e.observaciones), clase, e.explicacion.formula);
  // A different observation explains a different CONTABILIZADA: what is checked then is that the file agrees with itself.
  const debida = clase === null ? e.contabilizada : codigos.includes('excede_lista_nominal') || codigos.includes('todos_ilegibles_o_sin_dato') ? 0 : 1;
  if (fila.contabilizada !== debida) anotar('CONTABILIZADA', publicado(fila.contabilizada), String(debida), 'contabilizada_distinta');
};

/** Rows SIN ACTA and not captured yet: no votes; a SIN ACTA is never counted. */
const revisarSinVotos = (fila: FilaPrep, claves: readonly string[], anotar: Anotar): void => {
  const conVotos = claves.find((c) => esNumero(fila.valores[c]));
  if (conVotos !== undefined) anotar(conVotos, String(fila.valores[conVotos]), '', 'votos_sin_acta');
  if (fila.calculado !== null) anotar('TOTAL_VOTOS_CALCULADO', String(fila.calculado), '', 'calculado_distinto');
  if (fila.sinActa !== null && fila.contabilizada !== 0) anotar('CONTABILIZADA', publicado(fila.contabilizada), '0', 'contabilizada_distinta');
};

/** `13,920` and `61.3950%`: the same figures, dressed. */
const desnuda = (texto: string): string => (/^\d{1,3}(,\d{3})+$/.test(texto) ? texto.replaceAll(',', '') : texto.replace(/\s*%$/, ''));

const estadoDe = (publicada: string, recalculado: string): EstadoCifra => {
  if (publicada === recalculado) return 'igual';
  const texto = desnuda(publicada);
  return /^\d*(\.\d+)?$/.test(texto) && Number(texto) === Number(recalculado) ? 'formato' : 'distinta';
};

const participacionDe = (texto: string, sinEspeciales: string, conEspeciales: string): Participacion => {
  const [s, c] = [sinEspeciales, conEspeciales].map((valor) => estadoDe(texto, valor) !== 'distinta');
  if (s && c) return 'indistinta';
  return s ? 'operacion' : c ? 'ultimo_corte' : 'ninguna';
};

const verificarCifras = (cabecera: CabeceraPrep, sumas: SumasEncabezado, ultimoCorte: OpcionesVerificar['ultimoCorte']): Pick<ResultadoVerificacion, 'cifras' | 'participacion' | 'concuerda'> => {
  const ultimo = encabezadoDeSumas(sumas, { ultimoCorte: true });
  const operacion = encabezadoDeSumas(sumas, { ultimoCorte: false });
  const participacion = participacionDe(cabecera.encabezado.porcentajeParticipacion, operacion.porcentajeParticipacion, ultimo.porcentajeParticipacion);
  // With neither, the last cut's is shown: it is the one that stays published.
  const esUltimo = ultimoCorte === 'auto' ? participacion !== 'operacion' : ultimoCorte;
  const recalculadas = esUltimo ? ultimo : operacion;
  const cifras = CLAVES_ENCABEZADO.map((clave, i): CifraVerificada => {
    const texto = cabecera.encabezado[clave];
    const recalculado = String(recalculadas[clave]);
    return { clave, nombre: FORMATOS['2024'].encabezado[i] ?? clave, publicado: texto, recalculado, estado: estadoDe(texto, recalculado) };
  });
  return { cifras, participacion, concuerda: cifras.every((c) => c.estado !== 'distinta') };
};

export type Verificador = { readonly receptor: Receptor; readonly resultado: () => ResultadoVerificacion };

/**
 * Recomputes a published file while it is read: the 13 figures from the rows as they are published, and in each row
 * CALCULADO, OBSERVACIONES and CONTABILIZADA from its cells (domain: 8(c) and 11). Holds sums, the keys seen and the
 * first differences of each class: never the rows.
 */
export const crearVerificador = (opciones: Partial<OpcionesVerificar> = {}): Verificador => {
  const o = { ...OPCIONES_VERIFICAR, ...opciones };
  const sumas = sumasEnCero();
  const diferencias = crearCuenta<ClaseDiferencia, Diferencia>(o.maximoPorClase);
  const raras = crearCuenta<CodigoRareza, CeldaRara>(o.maximoPorClase);
  const vistas = new Set<string>();
  const leidas = new Map<string, readonly Observacion[]>();
  let cabecera: CabeceraPrep | null = null;
  let claves: readonly string[] = [];
  const incompletos = { total: 0, ultimo: 0 };

  const codigosDe = (texto: string): readonly Observacion[] => {
    let codigos = leidas.get(texto);
    if (codigos === undefined) {
      codigos = leerObservaciones(texto) ?? [];
      if (leidas.size < o.maximoPorClase) leidas.set(copiar(texto), codigos);
    }
    return codigos;
  };

  const fila = (f: FilaPrep, renglon: number): void => {
    const codigos = f.observaciones === '' ? [] : codigosDe(f.observaciones);
    sumarActa(sumas, { contabilizada: f.contabilizada, enPorcentaje: cuentaEnPorcentaje(codigos), calculado: f.calculado, listaNominal: f.listaNominal, tipoCasilla: f.tipoCasilla });
    // What is missing of half a row is not a difference.
    if (f.contabilizada === 2 || renglon === incompletos.ultimo) return;
    const anotar: Anotar = (columna, pub, calculado, clase, formula = '') =>
      diferencias.agregar(clase, { renglon, clave: copiar(f.claveActa), columna, publicado: copiar(pub), calculado, clase, formula });
    if (vistas.has(f.claveActa)) anotar('CLAVE_ACTA', f.claveActa, '', 'clave_repetida');
    else vistas.add(copiar(f.claveActa));
    if (f.contabilizada === null || f.sinActa !== null) revisarSinVotos(f, claves, anotar);
    else revisarCapturada(f, codigos, claves, o, anotar);
  };

  return {
    receptor: {
      cabecera: (c) => {
        cabecera = c;
        claves = clavesVoto(c);
      },
      fila,
      raro: (celda) => {
        if (celda.codigo === 'renglon_incompleto') {
          incompletos.total += 1;
          incompletos.ultimo = celda.renglon;
        }
        raras.agregar(celda.codigo, { ...celda, valor: copiar(celda.valor) });
      },
    },
    resultado: () => {
      if (cabecera === null) throw new AppError('prep_ilegible', { causa: 'vacio', detalle: 'no se leyó ningún renglón' });
      return {
        cabecera,
        filas: { total: sumas.esperadas + sumas.fueraCatalogo, catalogo: sumas.esperadas, fueraCatalogo: sumas.fueraCatalogo, sinCapturar: sumas.esperadas - sumas.capturadas },
        ...verificarCifras(cabecera, sumas, o.ultimoCorte),
        incompleto: incompletoDe(cabecera.encabezado, sumas.esperadas, incompletos.total),
        diferencias: diferencias.muestras(),
        raras: raras.muestras(),
      };
    },
  };
};
