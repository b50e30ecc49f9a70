import type { Alineacion, Giro } from '#shared/domain/examen.ts';
import { componer, type Homografia, type Quad } from '#shared/domain/homografia.ts';
import { MARCAS_DE, type PaginaMarcada } from '#shared/domain/plantilla.ts';
import { cuadroDe } from '#shared/domain/zonas.ts';
import { PLANTILLAS, type Familia } from '#shared/domain/plantilla-familias.ts';
import type { PaginaGris } from '../decodificar.ts';
import { afinar, type Alineada, type Elegida } from './afinar.ts';
import { borrarRayas } from './borrar-rayas.ts';
import { comprobarMarcas } from './comprobar-marcas.ts';
import { hipotesisDe, hipotesisSinCuadro, type Hipotesis } from './hipotesis.ts';
import { CUIDADOSA, USUAL, type Manera } from './maneras.ts';
import { darVistazo, reduccionDe, type Vistazo } from './vistazo.ts';

const calificar = (imagen: PaginaGris, { h }: Hipotesis, pagina: PaginaMarcada, contraste: number): (Elegida & { readonly nota: number }) | null => {
  const todas = comprobarMarcas(imagen, h, pagina, contraste);
  const vistas = todas.map((v) => v.vista);
  const cuantas = vistas.filter(Boolean).length;
  if (cuantas < 3) return null;
  return { h, vistas, nota: cuantas + todas.reduce((s, v) => s + (v.vista ? v.acierto : 0), 0) / 8 };
};

const elegir = (imagen: PaginaGris, hipotesis: readonly Hipotesis[], pagina: PaginaMarcada, { intentos, contraste }: Manera): Elegida | null => {
  let mejor: (Elegida & { readonly nota: number }) | null = null;
  for (const h of hipotesis.slice(0, intentos)) {
    const elegida = calificar(imagen, h, pagina, contraste);
    if (elegida && elegida.nota > (mejor?.nota ?? 0)) mejor = elegida;
    if (mejor && mejor.nota > 4.45) break;
  }
  return mejor;
};

const esFamilia = (nombre: string): nombre is Familia => (PLANTILLAS as readonly string[]).includes(nombre);

const alinearCon = (pagina: PaginaGris, vistazo: Vistazo, plantillas: readonly string[], manera: Manera): Alineada | null => {
  const { chica } = vistazo;
  for (const generar of [hipotesisDe, hipotesisSinCuadro]) {
    const alineadas = plantillas.filter(esFamilia).flatMap((familia): Alineada[] => {
      const marcada = MARCAS_DE[familia];
      const elegida = elegir(chica, generar(vistazo, marcada, manera), marcada, manera);
      const alineada = elegida && afinar(pagina, vistazo, elegida, familia, manera);
      return alineada ? [alineada] : [];
    });
    const [mejor] = alineadas.sort((a, b) => a.residuoMm - b.residuoMm);
    if (mejor) return mejor;
  }
  return null;
};

/**
 * Finds the marks of one of the families in a page; null when they cannot be told for sure: a wrong place for the figures is
 * worse than none. With three corners the fourth is inferred. Where a quick look does not tell, or tells only three corners of a
 * page that leans, it is looked at again with care: without its streaks, and ready for little contrast and a camera far aside.
 */
export const alinear = (pagina: PaginaGris, vistazo: Vistazo, plantillas: readonly string[]): Alineada | null => {
  let alineada = alinearCon(pagina, vistazo, plantillas, USUAL);
  if (alineada?.dudaMm === 0 || plantillas.length === 0) return alineada;
  const limpia = borrarRayas(pagina);
  const usual = reduccionDe(pagina);
  for (const n of [usual, Math.max(1, usual - 1)]) {
    const otra = alinearCon(limpia, darVistazo(limpia, CUIDADOSA, n), plantillas, CUIDADOSA);
    if (otra?.dudaMm === 0) return otra;
    alineada ??= otra;
  }
  return alineada;
};

/** Where the label of that form has its QR, in pixels of the page. */
export const lugarDelQr = ({ familia, h }: Alineada): Quad => cuadroDe(MARCAS_DE[familia].qr, { homografia: [...h] });

/** Pixels of a page to fractions of it once it is turned. */
const girada = (giro: Giro, w: number, h: number): Homografia => {
  switch (giro) {
    case 0:
      return [1 / w, 0, 0, 0, 1 / h, 0, 0, 0, 1];
    case 90:
      return [0, -1 / h, 1, 1 / w, 0, 0, 0, 0, 1];
    case 180:
      return [-1 / w, 0, 1, 0, -1 / h, 1, 0, 0, 1];
    case 270:
      return [0, 1 / h, 0, -1 / w, 0, 1, 0, 0, 1];
  }
};

/** The alignment as it is kept (examen.ts): in fractions of the upright image. */
export const aAlineacion = ({ familia, h, vistas, errorMm, giro }: Alineada, { ancho, alto }: PaginaGris): Alineacion => {
  const entera = componer(girada(giro, ancho, alto), h);
  return { plantilla: familia, homografia: entera.map((v) => v / entera[8]!), marcas: vistas.filter(Boolean).length, errorMm: Math.round(errorMm * 1000) / 1000 };
};
