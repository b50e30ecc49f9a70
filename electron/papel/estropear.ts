import sharp, { type Sharp } from 'sharp';
import { componer, type Homografia } from '#shared/domain/homografia.ts';
import type { Rect } from '#shared/domain/plantilla.ts';
import { crearAzar } from './azar.ts';
import { encuadrar, fotografiar } from './camara.ts';
import type { Lienzo } from './lienzo.ts';
import { rayar, reflejar, ruidoDeSensor, sombrear } from './luz.ts';
import { manchas } from './manchas.ts';

export const DANOS = ['rotacion', 'desenfoque', 'ruido', 'contraste', 'sello', 'esquina', 'oclusion', 'rayas', 'reflejo', 'foto'] as const;
/** Ways to spoil a page by their name in the command line. */
export type NombreDano = (typeof DANOS)[number];

export const FONDOS = ['madera', 'oscuro', 'gris'] as const;

/** A page photographed on a table instead of scanned. */
export type DanoFoto = {
  /** Degrees that the camera leans away from straight above, to the page's right (x) and foot (y). */
  readonly inclinacionX: number;
  readonly inclinacionY: number;
  readonly fondo: (typeof FONDOS)[number];
  /** Table seen around the page, in shares of the page; negative cuts the page. */
  readonly margen: number;
  /** Light lost at the darkest side of the picture: 0 none, 0.6 most of it. */
  readonly sombra: number;
};

/** How a page is spoiled; what is missing is left alone. */
export type Danos = {
  /** Degrees clockwise; 90, 180 and 270 are exact, the others leave white corners (the table in a photo). */
  readonly rotacion?: number;
  /** Sigma of the blur in pixels at 200 dpi; at 300 it is half as much again. */
  readonly desenfoque?: number;
  /** Standard deviation of the noise, in levels of 255. */
  readonly ruido?: number;
  /** 1 = as it is, 0.3 = almost gone. */
  readonly contraste?: number;
  /** A rubber stamp over a place of the upright page, in millimetres: over the QR when it is `plantilla.qr`. */
  readonly sello?: Rect;
  /** A corner of the sheet folded or torn away. */
  readonly esquina?: 'arriba_izquierda' | 'arriba_derecha' | 'abajo_izquierda' | 'abajo_derecha';
  /** Covers a share (0 to 1) of a place of the upright page: a stain of coffee, a stroke of a marker, paper torn off. */
  readonly oclusion?: { readonly sobre: Rect; readonly parte: number; readonly clase: 'mancha' | 'marcador' | 'rotura' };
  /** Lines from side to side along the feed, as dirt on the glass of a scanner leaves them: how many. */
  readonly rayas?: number;
  /** A lamp mirrored over a place of the upright page: `fuerza` 1 leaves nothing of its middle. */
  readonly reflejo?: { readonly sobre: Rect; readonly fuerza: number };
  readonly foto?: DanoFoto;
  /** Resolution to bring the image down (or up) to, in the page's own plane; default that of the page. */
  readonly dpi?: number;
  /** Quality of the JPEG, 1 to 100; default 75. */
  readonly jpeg?: number;
};

export type Estropeada = {
  readonly bytes: Buffer;
  /** Millimetres of the upright page to fractions, 0 to 1, of the spoiled image as its bytes hold it (not set upright). */
  readonly homografia: Homografia;
};

const crudo = ({ datos, ancho, alto }: Lienzo): Sharp => sharp(datos, { raw: { width: ancho, height: alto, channels: 3 } });

/** Each stage is a pipeline of its own: sharp runs the operations of one in an order of its own. */
const pasar = async (imagen: Sharp): Promise<Lienzo> => {
  const { data, info } = await imagen.raw().toBuffer({ resolveWithObject: true });
  return { datos: data, ancho: info.width, alto: info.height };
};

const escala = (x: number, y: number): Homografia => [x, 0, 0, 0, y, 0, 0, 0, 1];

/**
 * Spoils a page on purpose, gives it as another JPEG and tells where everything went: what is on the paper, then the camera
 * or the feeder, then lens and light, then the sensor. The same seed gives the same bytes. The page says its resolution.
 */
export const estropearConVerdad = async (jpeg: Uint8Array, danos: Danos, semilla: number | string): Promise<Estropeada> => {
  const azar = crearAzar(semilla);
  const { width: ancho, height: alto, density = 200 } = await sharp(jpeg).metadata();
  const porMm = density / 25.4;
  const capas = manchas(danos, { ancho, alto, porMm }, azar);
  let pagina = await pasar(sharp(jpeg).removeAlpha().toColourspace('srgb').composite(capas.map((svg) => ({ input: Buffer.from(svg) }))));

  const { rotacion = 0, foto } = danos;
  const encuadre = encuadrar(ancho, alto, rotacion, foto);
  if (foto === undefined && rotacion % 90 === 0) pagina = await pasar(crudo(pagina).rotate(rotacion));
  else pagina = fotografiar(pagina, encuadre, foto, azar);

  if (danos.desenfoque !== undefined) pagina = await pasar(crudo(pagina).blur(Math.max(0.3, (danos.desenfoque * density) / 200)));
  if (foto && foto.sombra > 0) sombrear(pagina, foto.sombra, azar);
  if (danos.reflejo) reflejar(pagina, danos.reflejo, componer(encuadre.homografia, escala(porMm, porMm)), azar);
  if (danos.contraste !== undefined) pagina = await pasar(crudo(pagina).linear(danos.contraste, 215 * (1 - danos.contraste)));
  const dpi = danos.dpi ?? density;
  if (dpi !== density) pagina = await pasar(crudo(pagina).resize(Math.round((pagina.ancho * dpi) / density), Math.round((pagina.alto * dpi) / density), { fit: 'fill' }));
  if (danos.rayas !== undefined) rayar(pagina, danos.rayas, azar);
  if (danos.ruido !== undefined) ruidoDeSensor(pagina.datos, danos.ruido, 3, azar);

  // A phone does not know how far the paper was: it writes 72.
  const salida = crudo(pagina).withMetadata({ density: foto ? 72 : dpi }).jpeg({ quality: danos.jpeg ?? 75 });
  const homografia = componer(escala(1 / encuadre.ancho, 1 / encuadre.alto), componer(encuadre.homografia, escala(porMm, porMm)));
  return { bytes: await salida.toBuffer(), homografia };
};

/** Spoils a page on purpose and gives it as another JPEG. The same seed gives the same bytes. */
export const estropear = async (jpeg: Uint8Array, danos: Danos, semilla: number | string): Promise<Buffer> => (await estropearConVerdad(jpeg, danos, semilla)).bytes;

/** Moderate damage of the named kinds, different on each page. `qr` is where a stamp, a stain or a lamp goes. */
export const danosAlAzar = (nombres: readonly NombreDano[], qr: Rect, semilla: number | string): Danos => {
  const azar = crearAzar(semilla);
  const lleva = new Set(nombres);
  return {
    ...(lleva.has('rotacion') ? { rotacion: azar.elegir([azar.entre(-2.5, 2.5), azar.entre(-2.5, 2.5), 90, 180, 270]) } : {}),
    ...(lleva.has('desenfoque') ? { desenfoque: azar.entre(0.6, 1.4) } : {}),
    ...(lleva.has('ruido') ? { ruido: azar.entre(8, 28) } : {}),
    ...(lleva.has('contraste') ? { contraste: azar.entre(0.35, 0.7) } : {}),
    ...(lleva.has('sello') ? { sello: qr } : {}),
    ...(lleva.has('esquina') ? { esquina: azar.elegir(['arriba_izquierda', 'arriba_derecha', 'abajo_izquierda', 'abajo_derecha'] as const) } : {}),
    ...(lleva.has('oclusion') ? { oclusion: { sobre: qr, parte: azar.entre(0.03, 0.12), clase: azar.elegir(['mancha', 'marcador', 'rotura'] as const) } } : {}),
    ...(lleva.has('rayas') ? { rayas: azar.entero(1, 4) } : {}),
    ...(lleva.has('reflejo') ? { reflejo: { sobre: qr, fuerza: azar.entre(0.3, 0.7) } } : {}),
    ...(lleva.has('foto') ? { foto: fotoAlAzar(semilla) } : {}),
  };
};

/** A photo as a person takes it who wants it to be read. */
export const fotoAlAzar = (semilla: number | string): DanoFoto => {
  const azar = crearAzar(`foto:${String(semilla)}`);
  return {
    inclinacionX: azar.entre(-14, 14),
    inclinacionY: azar.entre(-14, 14),
    fondo: azar.elegir(FONDOS),
    margen: azar.entre(0.03, 0.12),
    sombra: azar.entre(0, 0.5),
  };
};
