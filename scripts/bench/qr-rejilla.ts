import type { ActaEsperada } from '#shared/domain/acta.ts';
import { plantillaPara } from '#shared/domain/plantilla.ts';
import type { Plantilla, Rect } from '#shared/domain/plantilla.ts';
import type { Homografia } from '#shared/domain/homografia.ts';
import { escribirEtiqueta, escribirQrPrep } from '#shared/domain/qr.ts';
import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropearConVerdad, fotoAlAzar, type Danos } from '#electron/papel/estropear.ts';
import { inventarValores } from '#electron/papel/inventar.ts';
import { CASILLA_DE_PRUEBA, eleccionDePrueba } from '#tests/acta-de-prueba.ts';

/** Ways in which the pages of the grid are spoiled, in equal shares. Each has levels from harmless to hopeless. */
export const FAMILIAS = ['limpia', 'angulo', 'desenfoque', 'ruido', 'contraste', 'jpeg', 'oclusion', 'rayas', 'reflejo', 'foto', 'foto_mala', 'mezcla'] as const;
export type FamiliaDano = (typeof FAMILIAS)[number];

export type PaginaDeRejilla = {
  readonly indice: number;
  readonly familia: FamiliaDano;
  readonly dpi: number;
  readonly danos: Danos;
  readonly bytes: Buffer;
  /** The text of its QR. */
  readonly texto: string;
  /** Millimetres of the page to fractions of the image. */
  readonly homografia: Homografia;
  readonly plantilla: Plantilla;
  /** Where the QR is on the page, millimetres. */
  readonly qr: Rect;
};

const oclusion = (qr: Rect, azar: Azar, hasta: number): NonNullable<Danos['oclusion']> => ({ sobre: qr, parte: azar.entre(0.02, hasta), clase: azar.elegir(['mancha', 'marcador', 'rotura'] as const) });

/** How a page of a family is spoiled. */
const danosDe = (familia: FamiliaDano, qr: Rect, azar: Azar, semilla: string): Danos => {
  const casi = azar.entre(-2, 2);
  const giro = { rotacion: casi + azar.elegir([0, 0, 0, 90, 180, 270]) };
  const foto = fotoAlAzar(semilla);
  switch (familia) {
    case 'limpia':
      return { rotacion: azar.elegir([0, casi / 2]) };
    case 'angulo':
      return { rotacion: azar.entre(-180, 180) };
    case 'desenfoque':
      return { ...giro, desenfoque: azar.entre(0.8, 3.2) };
    case 'ruido':
      return { ...giro, ruido: azar.entre(15, 110) };
    case 'contraste':
      return { ...giro, contraste: azar.entre(0.05, 0.5) };
    case 'jpeg':
      return { ...giro, jpeg: azar.entero(2, 30) };
    case 'oclusion':
      return { ...giro, oclusion: oclusion(qr, azar, 0.28) };
    case 'rayas':
      return { ...giro, rayas: azar.entero(10, 200) };
    case 'reflejo':
      return { ...giro, reflejo: { sobre: qr, fuerza: azar.entre(0.4, 1) } };
    case 'foto':
      return { ...giro, foto, ruido: azar.entre(2, 8), desenfoque: azar.entre(0.3, 1), jpeg: azar.entero(40, 85) };
    case 'foto_mala':
      return { ...giro, foto: { ...foto, inclinacionX: foto.inclinacionX * 2, inclinacionY: foto.inclinacionY * 2 }, ruido: azar.entre(5, 25), desenfoque: azar.entre(0.6, 2), jpeg: azar.entero(15, 60) };
    case 'mezcla':
      return { ...giro, desenfoque: azar.entre(0.4, 1.8), ruido: azar.entre(5, 45), contraste: azar.entre(0.25, 0.8), jpeg: azar.entero(8, 50), oclusion: oclusion(qr, azar, 0.1), rayas: azar.entero(0, 20) };
  }
};

const ELECCION = eleccionDePrueba(15);

/** Page `indice` of the grid, always the same for the same seed: another acta each, its own figures, 150, 200 or 300 dpi. */
export const paginaDeRejilla = async (indice: number, semilla: string): Promise<PaginaDeRejilla> => {
  const propia = `${semilla}:${String(indice)}`;
  const azar = crearAzar(propia);
  const familia = FAMILIAS[indice % FAMILIAS.length] ?? 'limpia';
  const dpi = azar.elegir([150, 200, 300]);
  const seccion = String(azar.entero(1, 9999)).padStart(4, '0');
  const idCasilla = String(azar.entero(1, 20)).padStart(2, '0');
  const casilla = { ...CASILLA_DE_PRUEBA, seccion, tipo: 'C' as const, idCasilla, extContigua: '00', clave: `21${seccion}C${idCasilla}00` };
  const acta: ActaEsperada = { clave: `${casilla.clave}A02`, casilla: casilla.clave, eleccion: 'GUB', tipoActa: 'A02', listaNominal: 600, representantes: 12 };
  const plantilla = plantillaPara(ELECCION, casilla, acta);
  // One in five carries the pipe-joined payload, which has no checksum of its own.
  const texto = azar.entero(1, 5) === 1 ? escribirQrPrep(casilla, 'A02', '1') : escribirEtiqueta('demo-2027', acta.clave);
  const paquete = { nombre: 'Demo', modo: 'simulacro' as const, entidad: { id: '21', nombre: 'Puebla', abreviatura: 'PUE' }, anio: 2027 };
  const limpia = await dibujarActa({ plantilla, paquete, casilla, valores: inventarValores(ELECCION, casilla, acta, propia), qr: texto, semilla: propia, dpi });
  const danos = danosDe(familia, plantilla.qr, azar, propia);
  const { bytes, homografia } = await estropearConVerdad(limpia, danos, propia);
  return { indice, familia, dpi, danos, bytes, texto, homografia, plantilla, qr: plantilla.qr };
};
