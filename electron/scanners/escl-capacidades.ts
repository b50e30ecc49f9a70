import { AppError } from '#shared/errors/app-error.ts';
import { enteroDe, hijo, leerXml, textoDe, todos, type Elemento } from './escl-xml.ts';

/** What one input source can do. Lengths in 1/300 inch, as eSCL gives them. */
export type FuenteEscl = {
  readonly anchoMaximo: number;
  readonly altoMaximo: number;
  readonly colores: readonly string[];
  readonly formatos: readonly string[];
  /** Whether it reads `DocumentFormatExt` (eSCL 2.1) besides `DocumentFormat`. */
  readonly formatoExt: boolean;
  /** Whether it can do that many dots per inch, the same both ways. */
  readonly resolucion: (dpi: number) => boolean;
  /** Those that it lists, or both ends of its range: for who chooses another. */
  readonly resoluciones: readonly number[];
};
export type CapacidadesEscl = {
  readonly modelo: string | null;
  readonly serie: string | null;
  readonly version: string;
  readonly cama: FuenteEscl | null;
  readonly alimentador: FuenteEscl | null;
  readonly alimentadorDuplex: FuenteEscl | null;
  /** Range of `CompressionFactor`: the least is the best quality. */
  readonly compresion: { readonly minimo: number; readonly maximo: number } | null;
};

/** What a source of unknown size is taken to be: letter in 1/300 inch, with no more height than a Mexican oficio. */
const ANCHO_CARTA = 2550;
const ALTO_OFICIO = 4016;

const textos = (e: Elemento, nombre: string): string[] => [...new Set(todos(e, nombre).map((h) => h.texto.trim()).filter((t) => t !== ''))];

type Rango = { readonly minimo: number; readonly maximo: number; readonly paso: number };
const rangoDe = (e: Elemento | null): Rango | null => {
  const [minimo, maximo] = [enteroDe(e, 'Min'), enteroDe(e, 'Max')];
  return minimo === null || maximo === null || maximo < minimo ? null : { minimo, maximo, paso: Math.max(1, enteroDe(e, 'Step') ?? 1) };
};
const dentro = (r: Rango, n: number): boolean => n >= r.minimo && n <= r.maximo && (n - r.minimo) % r.paso === 0;

const leerFuente = (e: Elemento | null): FuenteEscl | null => {
  if (e === null) return null;
  const discretas = new Set(todos(e, 'DiscreteResolution').flatMap((d) => {
    const [x, y] = [enteroDe(d, 'XResolution'), enteroDe(d, 'YResolution')];
    return x !== null && x === y ? [x] : [];
  }));
  const rangos = todos(e, 'ResolutionRange').flatMap((r) => {
    const [x, y] = [rangoDe(hijo(r, 'XResolutionRange')), rangoDe(hijo(r, 'YResolutionRange'))];
    return x && y ? [{ x, y }] : [];
  });
  return {
    anchoMaximo: enteroDe(e, 'MaxWidth') ?? ANCHO_CARTA, altoMaximo: enteroDe(e, 'MaxHeight') ?? ALTO_OFICIO,
    colores: textos(e, 'ColorMode'), formatos: [...new Set([...textos(e, 'DocumentFormat'), ...textos(e, 'DocumentFormatExt')])],
    formatoExt: todos(e, 'DocumentFormatExt').length > 0,
    resolucion: (dpi) => discretas.has(dpi) || rangos.some((r) => dentro(r.x, dpi) && dentro(r.y, dpi)),
    resoluciones: [...new Set([...discretas, ...rangos.flatMap((r) => [r.x.minimo, r.x.maximo])])].sort((a, b) => a - b),
  };
};

/** Reads ScannerCapabilities. Throws AppError `escaner_respuesta` when it is something else or has no source. */
export const leerCapacidades = (bytes: Uint8Array): CapacidadesEscl => {
  const raiz = leerXml(bytes, 'ScannerCapabilities');
  const adf = hijo(raiz, 'Adf');
  const compresion = rangoDe(hijo(raiz, 'CompressionFactorSupport'));
  const capacidades: CapacidadesEscl = {
    modelo: textoDe(raiz, 'MakeAndModel'), serie: textoDe(raiz, 'SerialNumber'), version: textoDe(raiz, 'Version') ?? '2.0',
    cama: leerFuente(hijo(hijo(raiz, 'Platen'), 'PlatenInputCaps')),
    alimentador: leerFuente(hijo(adf, 'AdfSimplexInputCaps')), alimentadorDuplex: leerFuente(hijo(adf, 'AdfDuplexInputCaps')),
    compresion: compresion && { minimo: compresion.minimo, maximo: compresion.maximo },
  };
  if (!capacidades.cama && !capacidades.alimentador && !capacidades.alimentadorDuplex) throw new AppError('escaner_respuesta', { detalle: 'no dice de dónde toma el papel' });
  return capacidades;
};
