import { createHash } from 'node:crypto';
import { LIMITES_CALIDAD, veredictoDe, type LimitesCalidad } from '#shared/domain/calidad.ts';
import type { ExamenGuardado } from '#shared/domain/examen.ts';
import { PLANTILLAS } from '#shared/domain/plantilla-familias.ts';
import { decodificar, type PaginaGris, type ProblemaImagen } from './decodificar.ts';
import { buscarQr, type QrEncontrado } from './leer-qr.ts';
import { medir } from './medidas/medir.ts';
import type { Alineada } from './pagina/afinar.ts';
import { aAlineacion, alinear, lugarDelQr } from './pagina/alinear.ts';
import { darVistazo } from './pagina/vistazo.ts';
import { soltar } from './soltar.ts';

export type OpcionesExamen = {
  /** Families of templates whose marks are looked for, most likely first. */
  readonly plantillas: readonly string[];
  readonly limites: LimitesCalidad;
};

export const OPCIONES_USUALES: OpcionesExamen = { plantillas: PLANTILLAS, limites: LIMITES_CALIDAD };

/** Milliseconds that each step took, in their order. */
export type Pasos = Readonly<Record<string, number>>;

/** What a scanned image is, from its bytes alone. */
export type Examen = {
  /** Name of the format, also of one that is not admitted; null when it is none that is known. */
  readonly formato: string | null;
  /** Pixels, upright as the EXIF says; 0 when it could not be decoded. */
  readonly ancho: number;
  readonly alto: number;
  /** From the metadata; null when the device did not say. */
  readonly dpi: number | null;
  /** SHA-256 of the bytes as they came, hexadecimal: the image's name. */
  readonly sha256: string;
  readonly qr: QrEncontrado | null;
  readonly problema: ProblemaImagen | null;
  /** How the page lies and how good it is; null when there is a problem. */
  readonly examen: ExamenGuardado | null;
  readonly pasos: Pasos;
};

const cronometro = () => {
  const pasos: Record<string, number> = {};
  let desde = performance.now();
  const marcar = (nombre: string): void => {
    const ahora = performance.now();
    pasos[nombre] = Math.round((ahora - desde) * 10) / 10;
    desde = ahora;
  };
  return { pasos, marcar };
};

/**
 * Two marks that agree and a QR that does not: with all four corners the marks are right (a label can be stuck turned), with three
 * of them nothing is sure.
 */
const confiable = (alineada: Alineada | null, qr: QrEncontrado | null): Alineada | null => {
  if (alineada === null || alineada.vistas.every(Boolean)) return alineada;
  return qr !== null && qr.giro !== alineada.giro ? null : alineada;
};

const mirarPagina = async (pagina: PaginaGris, dpi: number | null, { plantillas, limites }: OpcionesExamen, marcar: (nombre: string) => void) => {
  const vistazo = darVistazo(pagina);
  const hallada = alinear(pagina, vistazo, plantillas);
  marcar('alineacion');
  const qr = await buscarQr(pagina, hallada ? { lugar: lugarDelQr(hallada) } : {});
  marcar('qr');
  const alineada = confiable(hallada, qr);
  const medidas = medir({ pagina, vistazo, alineada, dpi, seBuscaron: plantillas.length > 0 }, limites);
  marcar('calidad');
  const examen: ExamenGuardado = {
    giro: alineada?.giro ?? qr?.giro ?? 0,
    dpi: alineada ? Math.round(alineada.dpi) : dpi,
    alineacion: alineada && aAlineacion(alineada, pagina),
    medidas,
    veredicto: veredictoDe(medidas),
  };
  return { qr, examen };
};

/** Decodes an image to the end, looks for its QR and its marks, measures it and computes its hash. Never throws for what the bytes hold. */
export const examinarImagen = async (bytes: Uint8Array, opciones: OpcionesExamen = OPCIONES_USUALES): Promise<Examen> => {
  const { pasos, marcar } = cronometro();
  // The header is read in another thread meanwhile.
  const enCurso = decodificar(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  marcar('sha256');
  const decodificada = await enCurso;
  marcar('decodificar');
  const nada = { ancho: 0, alto: 0, dpi: null, sha256, qr: null, examen: null, pasos };
  if (!('pagina' in decodificada)) return { ...nada, formato: decodificada.formato, problema: decodificada.problema };
  const { formato, dpi, pagina, problema } = decodificada;
  const base = { ...nada, formato, dpi, problema, ancho: pagina.ancho, alto: pagina.alto };
  // Too small to be read: what it is need not be known.
  if (problema !== null) return base;
  try {
    return { ...base, ...(await mirarPagina(pagina, dpi, opciones, marcar)) };
  } finally {
    soltar(pagina.datos);
  }
};
