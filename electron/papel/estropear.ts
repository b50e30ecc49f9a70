import sharp, { type Sharp } from 'sharp';
import type { Rect } from '#shared/domain/plantilla.ts';
import { crearAzar, type Azar } from './azar.ts';
import { textoSvg } from './fuentes.ts';

export const DANOS = ['rotacion', 'desenfoque', 'ruido', 'contraste', 'sello', 'esquina'] as const;
/** Ways to spoil a page by their name in the command line. */
export type NombreDano = (typeof DANOS)[number];

/** How a page is spoiled; what is missing is left alone. */
export type Danos = {
  /** Degrees clockwise; 90, 180 and 270 are exact, the others leave white corners. */
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
};

/** A date stamp with thick borders: enough ink over a QR to take it beyond its error correction. */
const selloSvg = (ancho: number, alto: number, porMm: number, r: Rect, azar: Azar): string => {
  const [cx, cy] = [(r.x + r.w / 2) * porMm, (r.y + r.h / 2) * porMm];
  const [w, h] = [Math.max(34, r.w * 1.5) * porMm, Math.max(21, r.h * 0.95) * porMm];
  const color = azar.elegir(['#5a1d8c', '#a01525', '#123a7a']);
  const t = (texto: string, y: number, cuerpo: number): string => textoSvg(texto, cx, cy + y * h, cuerpo * h, { fuente: 'fuerte', color, ancla: 'medio' });
  const g = h * 0.075;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(ancho)}" height="${String(alto)}"><g opacity="0.93" transform="rotate(${azar.entre(-14, 14).toFixed(2)} ${cx.toFixed(1)} ${cy.toFixed(1)})"><rect x="${String(cx - w / 2)}" y="${String(cy - h / 2)}" width="${String(w)}" height="${String(h)}" fill="none" stroke="${color}" stroke-width="${String(g)}"/><rect x="${String(cx - w / 2)}" y="${String(cy - h * 0.17)}" width="${String(w)}" height="${String(h * 0.3)}" fill="${color}"/>${t('RECIBIDO', -0.22, 0.24)}${t('CATD', 0.37, 0.24)}</g></svg>`;
};

const esquinaSvg = (ancho: number, alto: number, cual: NonNullable<Danos['esquina']>, azar: Azar): string => {
  const lado = Math.min(ancho, alto) * azar.entre(0.1, 0.16);
  const x = cual.endsWith('derecha') ? ancho : 0;
  const y = cual.startsWith('abajo') ? alto : 0;
  const dx = x === 0 ? lado : -lado;
  const dy = (y === 0 ? lado : -lado) * azar.entre(0.7, 1.3);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(ancho)}" height="${String(alto)}"><path fill="#3a3a3a" d="M${String(x)} ${String(y)}L${String(x + dx)} ${String(y)}L${String(x)} ${String(y + dy)}Z"/></svg>`;
};

/** Noise of a cheap sensor: the sum of three uniform numbers is normal enough. */
const conRuido = (datos: Uint8Array, desviacion: number, canales: number, azar: Azar): void => {
  for (let i = 0; i < datos.length; i += canales) {
    const n = (azar.siguiente() + azar.siguiente() + azar.siguiente() - 1.5) * 2 * desviacion;
    for (let c = 0; c < canales; c++) datos[i + c] = Math.max(0, Math.min(255, (datos[i + c] ?? 0) + n));
  }
};

/** Spoils a page on purpose and gives it as another JPEG. The same seed gives the same bytes. */
export const estropear = async (jpeg: Uint8Array, danos: Danos, semilla: number | string, calidad = 75): Promise<Buffer> => {
  const azar = crearAzar(semilla);
  const { width: ancho, height: alto, density = 200 } = await sharp(jpeg).metadata();
  const capas: string[] = [];
  if (danos.sello) capas.push(selloSvg(ancho, alto, density / 25.4, danos.sello, azar));
  if (danos.esquina) capas.push(esquinaSvg(ancho, alto, danos.esquina, azar));
  // Each stage is a pipeline of its own: sharp runs the operations of one in an order of its own.
  let pagina = await sharp(jpeg).removeAlpha().toColourspace('srgb').composite(capas.map((svg) => ({ input: Buffer.from(svg) }))).raw().toBuffer({ resolveWithObject: true });
  const crudo = (): Sharp => sharp(pagina.data, { raw: { width: pagina.info.width, height: pagina.info.height, channels: pagina.info.channels } });
  if (danos.rotacion !== undefined) pagina = await crudo().rotate(danos.rotacion, { background: '#fff' }).raw().toBuffer({ resolveWithObject: true });
  if (danos.desenfoque !== undefined) pagina = await crudo().blur(Math.max(0.3, (danos.desenfoque * density) / 200)).raw().toBuffer({ resolveWithObject: true });
  if (danos.contraste !== undefined) pagina = await crudo().linear(danos.contraste, 215 * (1 - danos.contraste)).raw().toBuffer({ resolveWithObject: true });
  if (danos.ruido !== undefined) conRuido(pagina.data, danos.ruido, pagina.info.channels, azar);
  return crudo().withMetadata({ density }).jpeg({ quality: calidad }).toBuffer();
};

/** Moderate damage of the named kinds, different on each page. `qr` is where a stamp goes. */
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
  };
};
