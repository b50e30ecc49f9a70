import { leerSegmentos, type Segmento } from './jpeg-segmentos.ts';

/** Markers of a JPEG (ITU-T T.81, table B.1; JFIF, Adobe). */
const APP0 = 0xe0;
const APP2 = 0xe2;
const APP14 = 0xee;
/** Baseline, extended and progressive: the others are rare, and one of them has no luma. */
const EMPIEZA_CUADRO = (m: number): boolean => m >= 0xc0 && m <= 0xc2;

/** Bytes that a segment has at the least, its marker included, for libjpeg to believe it. */
const [LARGO_JFIF, LARGO_ADOBE] = [18, 16] as const;

const empiezaPor = (b: Uint8Array, { desde, hasta }: Segmento, texto: string, largo: number): boolean =>
  hasta - desde >= largo && Buffer.from(b.subarray(desde + 4, desde + 4 + texto.length)).toString('latin1') === texto;

/** Where an Adobe segment says how the colours are coded. */
const TRANSFORMACION = 15;
/** «The colours are as they are»: libjpeg is to convert nothing. */
const ADOBE = Buffer.from('\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0', 'latin1');

/** Whether the three components are luma and two of colour, as libjpeg decides it. */
const esYcc = (b: Uint8Array, segmentos: readonly Segmento[]): boolean => {
  const cuadro = segmentos.find((s) => EMPIEZA_CUADRO(s.marca));
  // Length, bits, height, width, components, and then each one's name and two bytes more.
  if (cuadro === undefined || cuadro.hasta - cuadro.desde !== 2 + 8 + 9 || b[cuadro.desde + 4] !== 8 || b[cuadro.desde + 9] !== 3) return false;
  if (segmentos.some((s) => s.marca === APP0 && empiezaPor(b, s, 'JFIF\0', LARGO_JFIF))) return true;
  const adobe = segmentos.find((s) => s.marca === APP14 && empiezaPor(b, s, 'Adobe', LARGO_ADOBE));
  if (adobe) return b[adobe.desde + TRANSFORMACION] !== 0;
  return String.fromCharCode(...[10, 13, 16].map((k) => b[cuadro.desde + k]!)) !== 'RGB';
};

/**
 * A JPEG in whose first channel its luma comes out as it is coded: to make colours of it and weigh them back takes most of what
 * decoding does. It is the same file but for its head: what tells libjpeg to convert (JFIF) and a colour profile are left out, and an
 * Adobe segment says that there is nothing to convert. The other two channels mean nothing. Null when it is not coded that way.
 */
export const conLumaSinConvertir = (jpeg: Uint8Array): Uint8Array | null => {
  const cabeza = leerSegmentos(jpeg);
  if (cabeza === null || !esYcc(jpeg, cabeza.segmentos)) return null;
  const quedan = cabeza.segmentos.filter((s) => s.marca !== APP0 && s.marca !== APP2 && s.marca !== APP14);
  return Buffer.concat([jpeg.subarray(0, 2), ADOBE, ...quedan.map((s) => jpeg.subarray(s.desde, s.hasta)), jpeg.subarray(cabeza.imagen)]);
};
