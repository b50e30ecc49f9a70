import type { BloquePlantilla, Plantilla, Rect } from '#shared/domain/plantilla.ts';
import { textoSvg } from './fuentes.ts';
import { emblemasSvg, lineaSvg, rectSvg, tituloSvg, TINTA } from './trazos.ts';

/** Sections of the real form that PREP does not capture: they fill the page as they do there. */

const bloque = (numero: number, titulo: string, texto: string, rect: Rect): BloquePlantilla => ({ numero, titulo, texto, rect });

const siNo = (x: number, y: number): string =>
  ['Sí', 'No'].map((t, i) => rectSvg({ x: x + i * 8, y, w: 6, h: 5 }, { borde: TINTA.linea }) + textoSvg(t, x + i * 8 + 3, y + 3.6, 2.6, { ancla: 'medio' })).join('');

const tabla = (x: number, y: number, anchos: readonly number[], titulos: readonly string[], renglones: number, alto: number): string => {
  const total = anchos.reduce((a, b) => a + b, 0);
  let svg = rectSvg({ x, y, w: total, h: 4 }, { relleno: TINTA.rosa, borde: TINTA.linea });
  let pluma = x;
  anchos.forEach((w, i) => {
    svg += textoSvg(titulos[i] ?? '', pluma + w / 2, y + 2.7, 1.7, { fuente: 'fuerte', ancla: 'medio', anchoMaximo: w - 0.6 });
    svg += lineaSvg(pluma, y, pluma, y + 4 + renglones * alto);
    pluma += w;
  });
  svg += lineaSvg(pluma, y, pluma, y + 4 + renglones * alto);
  for (let i = 1; i <= renglones; i++) svg += lineaSvg(x, y + 4 + i * alto, x + total, y + 4 + i * alto);
  return svg;
};

const CARGOS = ['Presidente/a', '1er. Secretario/a', '2do. Secretario/a', '1er. Escrutador/a', '2do. Escrutador/a', '3er. Escrutador/a'];

const INTEGRACION = [
  'Una vez llenada y firmada el acta:',
  '1. Guarde el original en la bolsa de expediente de casilla.',
  '2. Guarde la primera copia en el sobre PREP, por fuera del paquete.',
  '3. Entregue copia legible a las representaciones presentes.',
];

/** Sections 10 to 14, in the column that the votes left free. */
export const columnaLibreSvg = (libre: Rect, partidos: readonly string[], colores: ReadonlyMap<string, string>): string => {
  const { x, y, w } = libre;
  const quince = Math.min(15, partidos.length);
  const alto = Math.min(6.6, 66 / Math.max(1, quince));
  const y12 = y + 59;
  const y13 = y12 + 14.5 + quince * alto;
  const cargos = CARGOS.map((c, i) => textoSvg(c, x + 0.8, y + 30.4 + i * 4.3, 1.8)).join('');
  const emblemas = partidos.slice(0, quince).map((p, i) => emblemasSvg([p], { x, y: y12 + 12 + i * alto, w: 12, h: alto }, colores)).join('');
  const escritos = partidos.slice(0, 10).map((p, i) => emblemasSvg([p], { x: x + i * 8.4, y: y13 + 8.4, w: 7.6, h: 3.8 }, colores) + rectSvg({ x: x + 1.6 + i * 8.4, y: y13 + 12.4, w: 4.6, h: 3.6 }, { borde: TINTA.linea }));
  return [
    tituloSvg(bloque(10, 'INCIDENTES DURANTE EL ESCRUTINIO Y CÓMPUTO', '¿Se presentaron incidentes? Descríbalos en la hoja.', { x, y, w: w - 8, h: 0 })),
    siNo(x + 52, y + 4.6),
    tituloSvg(bloque(11, 'FUNCIONARIADO DE MESA DIRECTIVA DE CASILLA', 'Escriba los nombres de las y los funcionarios presentes y asegúrese de que firmen.', { x, y: y + 14, w, h: 0 })),
    tabla(x, y + 23.4, [20, 42, w - 62], ['CARGO', 'NOMBRES', 'FIRMAS'], CARGOS.length, 4.3),
    cargos,
    tituloSvg(bloque(12, 'REPRESENTACIONES PARTIDISTAS', 'Escriba los nombres de las representaciones presentes y asegúrese de que firmen.', { x, y: y12, w, h: 0 })),
    tabla(x, y12 + 8, [12, 44, w - 56], ['PARTIDO', 'NOMBRE COMPLETO', 'FIRMA'], quince, alto),
    emblemas,
    tituloSvg(bloque(13, 'ESCRITOS DE PROTESTA O INCIDENTES', 'Escriba el número de escritos de cada partido político.', { x, y: y13, w, h: 0 })),
    escritos.join(''),
    tituloSvg(bloque(14, 'INTEGRACIÓN DEL EXPEDIENTE', '', { x, y: y13 + 20, w, h: 0 })),
    INTEGRACION.map((t, i) => textoSvg(t, x, y13 + 26.5 + i * 2.7, 1.9, { fuente: i === 0 ? 'normal' : 'fuerte', anchoMaximo: w })).join(''),
  ].join('');
};

/** Sections 8 and 9, the two comparisons, under the last section of the votes when there is room for them. */
export const comparacionesSvg = (plantilla: Plantilla, fondo: number): string => {
  const sacados = plantilla.bloques.find((b) => b.numero === 7);
  if (!sacados) return '';
  const y = sacados.rect.y + sacados.rect.h + 2;
  if (fondo - y < 12) return '';
  const { x, w } = sacados.rect;
  const una = (numero: number, texto: string, arriba: number): string =>
    rectSvg({ x, y: arriba, w: 5.6, h: 3.6 }, { relleno: TINTA.rojo, radio: 0.5 }) +
    textoSvg(String(numero), x + 2.8, arriba + 2.65, 2.5, { fuente: 'fuerte', color: '#fff', ancla: 'medio' }) +
    textoSvg(texto, x + 6.8, arriba + 2.7, 1.9, { anchoMaximo: w - 26 }) +
    siNo(x + w - 15, arriba - 0.4);
  return una(8, '¿Son iguales las cantidades de los apartados 5 y 7?', y) + una(9, '¿Son iguales las cantidades del apartado 7 y el TOTAL?', y + 6.4);
};
