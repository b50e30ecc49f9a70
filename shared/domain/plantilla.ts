import type { ActaEsperada } from './acta.ts';
import type { Casilla, TipoCasilla } from './casilla.ts';
import type { Eleccion } from './eleccion.ts';
import { MARCAS_CDMX_2024, plantillaCdmx2024 } from './plantilla-cdmx-2024.ts';
import { MARCAS_ESTANDAR, plantillaEstandar } from './plantilla-estandar.ts';
import type { Familia } from './plantilla-familias.ts';

/** A rectangle of the page in millimetres from its top left corner. */
export type Rect = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/** Where one figure is written: in words and in three digit boxes. */
export type CampoPlantilla = {
  /** Key of `camposDe`, or `SUMA_PERSONAS_REP`, which is on the paper but never captured. */
  readonly clave: string;
  readonly nombre: string;
  readonly grupo: 'cabecera' | 'suma' | 'votos' | 'total';
  /** Parties of the row, as drawn in its label cell; empty where the name is printed. */
  readonly miembros: readonly string[];
  readonly etiqueta: Rect;
  readonly letra: Rect;
  readonly numero: readonly [Rect, Rect, Rect];
};

/** A numbered section of the form: its title bar and its instruction to the officials. */
export type BloquePlantilla = { readonly numero: number; readonly titulo: string; readonly texto: string; readonly rect: Rect };

export type OpcionTipo = { readonly tipos: readonly TipoCasilla[]; readonly nombre: string; readonly marca: Rect };

/** Solid squares (top left, top right, bottom left) and the L of the bottom right corner, its vertex outwards. */
export type Marcas = { readonly cuadros: readonly [Rect, Rect, Rect]; readonly ele: Rect; readonly grosorEle: number };

/** What is the same on every page of a family: its size, its corner marks and where the QR of its label goes. */
export type PaginaMarcada = { readonly ancho: number; readonly alto: number; readonly marcas: Marcas; readonly qr: Rect };

/** The page of an acta: what is printed where, and where each figure is to be found in its image. */
export type Plantilla = {
  readonly id: string;
  readonly familia: Familia;
  readonly tipoActa: string;
  readonly titulo: string;
  readonly ancho: number;
  readonly alto: number;
  readonly marcas: Marcas;
  /** The two label boxes at the top left; the QR goes in the first. */
  readonly etiquetas: readonly [Rect, Rect];
  readonly qr: Rect;
  readonly identificacion: {
    readonly entidad: Rect;
    readonly distrito: Rect;
    readonly municipio: Rect;
    readonly seccion: readonly Rect[];
    readonly tipos: readonly OpcionTipo[];
    /** Boxes where the number of the casilla is written (contigua, extraordinaria, especial). */
    readonly numeroCasilla: Rect;
  };
  readonly bloques: readonly BloquePlantilla[];
  /** Header cells of the table of votes, one per column of rows. */
  readonly encabezados: readonly Rect[];
  readonly campos: readonly CampoPlantilla[];
  /** Column left free by the votes, for the sections that nobody captures; null when the rows need it. */
  readonly libre: Rect | null;
};

export { SUMA_PERSONAS_REP } from './plantilla-familias.ts';

/** Corner marks of each family. */
export const MARCAS_DE: Readonly<Record<Familia, PaginaMarcada>> = { estandar: MARCAS_ESTANDAR, 'cdmx-2024': MARCAS_CDMX_2024 };

/** What decides the page of an acta. */
export type PaginaDe = (eleccion: Eleccion, casilla: Pick<Casilla, 'distrito' | 'municipio'>, acta: Pick<ActaEsperada, 'tipoActa'>) => Plantilla;

const PAGINAS: Readonly<Record<Familia, PaginaDe>> = { estandar: plantillaEstandar, 'cdmx-2024': plantillaCdmx2024 };

/** The page of an acta in a family of forms: the fields of its election and ámbito, in the order of the paper (domain: 8(a)). */
export const plantillaPara = (eleccion: Eleccion, casilla: Pick<Casilla, 'distrito' | 'municipio'>, acta: Pick<ActaEsperada, 'tipoActa'>, familia: Familia = 'estandar'): Plantilla =>
  PAGINAS[familia](eleccion, casilla, acta);

/** The family that a package names for a TIPO_ACTA. */
export const familiaDe = (plantillas: Readonly<Record<string, Familia>>, tipoActa: string): Familia => plantillas[tipoActa] ?? plantillas['*'] ?? 'estandar';
