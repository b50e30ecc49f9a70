import type { CampoPlantilla, Plantilla, Rect } from '#shared/domain/plantilla.ts';
import { columnaLibreSvg } from './complementos.ts';
import type { DatosFormato } from './formato.ts';
import { parrafoSvg, textoSvg } from './fuentes.ts';
import { lineaSvg, mm, rectSvg, TINTA } from './trazos.ts';

/** What is particular to the acta of Mexico City, 2023-2024: head, identification, rows and the separators of its columns. */

const LEGAL =
  'Se levanta la presente acta con fundamento en la Ley General de Instituciones y Procedimientos Electorales y en el Código de Instituciones y Procedimientos Electorales de la Ciudad de México.';
const INSTRUCCION =
  'Al concluir el llenado de la Hoja para hacer operaciones, inicie el llenado del acta de escrutinio y cómputo utilizando un bolígrafo de tinta azul. Asegúrese de que todas las copias sean legibles.';

export const encabezadoCdmx2024Svg = (p: Plantilla, datos: DatosFormato): string =>
  [
    ...p.etiquetas.map((e) => rectSvg(e, { borde: TINTA.gris, grosor: 0.25 })),
    `<circle cx="14" cy="34.4" r="3.7" fill="${TINTA.rosa}"/>`,
    textoSvg(p.tipoActa, 14, 35.5, 3.2, { fuente: 'fuerte', ancla: 'medio', anchoMaximo: 7 }),
    rectSvg({ x: 25, y: 39.3, w: 20, h: 10.5 }, { relleno: '#f5e9ea' }),
    parrafoSvg(`PROCESO ELECTORAL ${datos.entidad.nombre.toUpperCase()} ${String(datos.anio)}`, 35, 42.4, 18, 1.5, { fuente: 'fuerte', ancla: 'medio' }).svg,
    rectSvg({ x: 45, y: 39.3, w: 46.4, h: 10.5 }, { relleno: TINTA.rosa }),
    parrafoSvg(`ACTA DE ESCRUTINIO Y CÓMPUTO DE CASILLA DE LA ELECCIÓN DE ${p.titulo}`, 68.2, 42.8, 43, 2.1, { fuente: 'fuerte', ancla: 'medio' }).svg,
    parrafoSvg(LEGAL, 10.3, 51.8, 81, 1.5, { color: TINTA.texto }).svg,
    parrafoSvg(INSTRUCCION, 10.3, 61, 81, 1.9, { fuente: 'fuerte', color: TINTA.rojo }).svg,
    ...[93.3, 182.2].map((x) => lineaSvg(x, 22.8, x, 188, TINTA.gris, 0.25)),
  ].join('');

export const identificacionCdmx2024Svg = (p: Plantilla, datos: DatosFormato): string => {
  const { entidad, distrito, municipio, seccion, tipos, numeroCasilla } = p.identificacion;
  const renglon = (nombre: string, x: number, r: Rect): string => textoSvg(nombre, x, r.y + r.h - 0.6, 1.8) + lineaSvg(r.x, r.y + r.h, r.x + r.w, r.y + r.h);
  return [
    renglon('Entidad:', 10.3, entidad),
    textoSvg(datos.entidad.nombre.toUpperCase(), entidad.x + 1.5, entidad.y + entidad.h - 0.7, 1.9, { fuente: 'fuerte' }),
    renglon('Distrito electoral local:', 63.8, distrito),
    renglon('Demarcación:', 10.3, municipio),
    textoSvg('Sección:', 10.3, 92.5, 1.8),
    ...seccion.map((r) => `<path d="M${mm(r.x)} ${mm(r.y + r.h * 0.6)}V${mm(r.y + r.h)}H${mm(r.x + r.w)}V${mm(r.y + r.h * 0.6)}" stroke="${TINTA.linea}" stroke-width="0.2" fill="none"/>`),
    rectSvg({ x: 59.2, y: 86, w: 32.2, h: 14.4 }, { borde: TINTA.linea }),
    rectSvg({ x: 59.2, y: 86, w: 32.2, h: 2.6 }, { relleno: TINTA.rosa }),
    textoSvg('MARQUE CON X EL TIPO DE CASILLA', 75.3, 87.9, 1.5, { fuente: 'fuerte', ancla: 'medio' }),
    ...tipos.map(({ marca: r, nombre }) => rectSvg(r, { borde: TINTA.linea, radio: 1.3 }) + textoSvg(nombre.toUpperCase(), r.x + r.w / 2, r.y + r.h / 2 + 0.4, 1.1, { ancla: 'medio', anchoMaximo: r.w - 0.8 })),
    lineaSvg(numeroCasilla.x, numeroCasilla.y + numeroCasilla.h, numeroCasilla.x + numeroCasilla.w, numeroCasilla.y + numeroCasilla.h),
    rectSvg({ x: 66.7, y: 98, w: 24.7, h: 2.4 }, { relleno: TINTA.rosa }),
    textoSvg('ESCRIBA EL NÚMERO DE CASILLA', 79, 99.7, 1.3, { fuente: 'fuerte', ancla: 'medio' }),
    textoSvg('La casilla se instaló en:', 10.3, 100.2, 1.8),
    lineaSvg(30.8, 100.5, 58.6, 100.5),
    lineaSvg(10.3, 107.2, 91.4, 107.2),
  ].join('');
};

/** A digit box closed on its four sides, as that form has them. */
export const cajaCerradaSvg = (r: Rect): string => rectSvg(r, { borde: TINTA.gris, grosor: 0.15 });

/** The dots at both ends of a line of words. */
export const puntosSvg = ({ letra, numero }: CampoPlantilla): string => {
  const y = letra.y + letra.h;
  const fin = numero[2].x + numero[2].w + 0.6;
  return [letra.x, fin].map((x) => `<circle cx="${mm(x)}" cy="${mm(y)}" r="0.55" fill="${TINTA.negro}"/>`).join('');
};

/** The third column, drawn for our own form, brought to the size of this one. */
const ALTO_PROPIO = 191;
export const columnaCdmx2024Svg = (libre: Rect, partidos: readonly string[], colores: ReadonlyMap<string, string>): string => {
  const escala = Math.min(1, libre.h / ALTO_PROPIO);
  const w = 80;
  return `<g transform="translate(${mm(libre.x)} ${mm(libre.y)}) scale(${mm(libre.w / w)} ${mm(escala)})">${columnaLibreSvg({ x: 0, y: 0, w, h: ALTO_PROPIO }, partidos, colores)}</g>`;
};
