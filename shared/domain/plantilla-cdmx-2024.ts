import { ambitoDe, camposDe } from './acta.ts';
import type { TipoCasilla } from './casilla.ts';
import type { ColumnaVoto, Eleccion } from './eleccion.ts';
import type { BloquePlantilla, CampoPlantilla, OpcionTipo, PaginaDe, PaginaMarcada, Plantilla, Rect } from './plantilla.ts';
import { SUMA_PERSONAS_REP } from './plantilla-familias.ts';

/**
 * The acta A02 of Mexico City, 2023-2024, measured on the specimen published by its institute: a photo set straight by its four
 * marks. The specimen is the form of 43 × 28 cm printed on US letter; all sizes are those of that print (0.64 of the original).
 */
const PAGINA = { ancho: 279.4, alto: 215.9 };
const CUADRO = 6;
const IZQUIERDA = 7.2;
const DERECHA = 266.2;
const ARRIBA = 22.2;
const ABAJO = 187.7;

const cuadro = (x: number, y: number): Rect => ({ x, y, w: CUADRO, h: CUADRO });

export const MARCAS_CDMX_2024: PaginaMarcada = {
  ...PAGINA,
  marcas: { cuadros: [cuadro(IZQUIERDA, ARRIBA), cuadro(DERECHA, ARRIBA), cuadro(IZQUIERDA, ABAJO)], ele: cuadro(DERECHA, ABAJO), grosorEle: 0.9 },
  // A label is larger than its box at this scale: it reaches down to the title bar.
  qr: { x: 60.6, y: 23.4, w: 15, h: 15 },
};

/** Table of votes: its column, where its rows begin and how high they are when they are the eighteen of the original. */
const TABLA = { x: 95.4, letra: 110.7, numero: 165.85, fin: 180.35, encabezado: 34.8, y: 40.85, fila: 5.797 };
/** Room for the rows before they would reach the last section. */
const ALTO_TABLA = 125;
const CAJA = { w: 3.4, paso: 4.74 };

const cajas = (x: number, y: number, h: number): CampoPlantilla['numero'] => {
  const una = (i: number): Rect => ({ x: x + i * CAJA.paso, y, w: CAJA.w, h });
  return [una(0), una(1), una(2)];
};

/** Sections with a figure of their own: key, title, instruction, top of the title and of the line of words. */
type Seccion = { readonly numero: number; readonly clave: string; readonly nombre: string; readonly texto: string; readonly y: number; readonly linea: number };

const SECCIONES: readonly Seccion[] = [
  { numero: 2, clave: 'TOTAL_BOLETAS_SOBRANTES', nombre: 'Boletas sobrantes', texto: 'Copie el total de boletas no usadas que se cancelaron con dos líneas diagonales.', y: 114.6, linea: 123.8 },
  { numero: 3, clave: 'TOTAL_PERSONAS_VOTARON', nombre: 'Personas de la lista nominal que votaron', texto: 'Copie el total de personas con la marca «Votó» en la lista nominal y con sentencia del Tribunal.', y: 132.1, linea: 143.7 },
  { numero: 4, clave: 'TOTAL_REP_PARTIDO_CI_VOTARON', nombre: 'Representaciones partidistas que votaron', texto: 'Copie el total de marcas «Votó» en la relación de representaciones partidistas.', y: 152.2, linea: 161.4 },
  { numero: 5, clave: SUMA_PERSONAS_REP, nombre: 'Total de personas y representantes que votaron', texto: 'Sume las cantidades de los apartados 3 y 4.', y: 170, linea: 179.4 },
];

const campoDeSeccion = (clave: string, nombre: string, grupo: 'cabecera' | 'suma', x: number, xCajas: number, y: number, linea: number): CampoPlantilla => ({
  clave,
  nombre,
  grupo,
  miembros: [],
  etiqueta: { x, y, w: 60, h: 3.2 },
  letra: { x, y: linea, w: xCajas - x - 1, h: 5.9 },
  numero: cajas(xCajas, linea + 0.3, 5),
});

const IZQUIERDA_X = { x: 10.3, w: 81 };

const identificacion = (): Plantilla['identificacion'] => {
  const opcion = (x: number, y: number, nombre: string, tipos: readonly TipoCasilla[]): OpcionTipo => ({ tipos, nombre, marca: { x: x - 3, y: y - 1.3, w: 6, h: 2.6 } });
  return {
    entidad: { x: 18.4, y: 77, w: 40.8, h: 3.5 },
    distrito: { x: 83.9, y: 76.8, w: 7.5, h: 3.8 },
    municipio: { x: 23, y: 81.4, w: 68.4, h: 4.1 },
    seccion: [0, 1, 2, 3].map((i) => ({ x: 18.5 + i * 4.5, y: 88.3, w: 4.3, h: 4.4 })),
    tipos: [
      opcion(62.9, 93.7, 'Básica', ['B']),
      opcion(70.6, 90.7, 'Contigua', ['C']),
      opcion(79, 90.7, 'Extraord.', ['E']),
      opcion(86.9, 90.7, 'Otra', ['S', 'M', 'A', 'P', 'V']),
    ],
    numeroCasilla: { x: 67.8, y: 92.8, w: 22.6, h: 4.4 },
  };
};

const bloque = (numero: number, titulo: string, texto: string, rect: Rect): BloquePlantilla => ({ numero, titulo: titulo.toUpperCase(), texto, rect });

type Fila = { readonly clave: string; readonly nombre: string; readonly grupo: 'votos' | 'total'; readonly miembros: readonly string[] };

const campoDeFila = (fila: Fila, y: number, alto: number): CampoPlantilla => ({
  ...fila,
  etiqueta: { x: TABLA.x, y, w: TABLA.letra - TABLA.x, h: alto },
  letra: { x: TABLA.letra, y, w: TABLA.numero - TABLA.letra, h: alto },
  numero: cajas(TABLA.numero + 0.6, y + 0.09 * alto, alto * 0.79),
});

/** The page of an acta on that form. With other rows than the eighteen of its election the sections below move with the table. */
export const plantillaCdmx2024: PaginaDe = (eleccion, casilla, acta) => {
  const miembros = new Map(eleccion.columnas.map((c) => [c.clave, c.miembros.length > 0 ? c.miembros : [c.clave]]));
  const filas = camposDe(eleccion, casilla).flatMap((c): Fila[] => (c.grupo === 'cabecera' ? [] : [{ clave: c.clave, nombre: c.nombre, grupo: c.grupo, miembros: miembros.get(c.clave) ?? [] }]));
  const alto = Math.min(TABLA.fila, ALTO_TABLA / filas.length);
  const fin = TABLA.y + filas.length * alto;
  return {
    id: `${eleccion.id}-${acta.tipoActa}-${ambitoDe(eleccion, casilla) || 'todo'}`,
    familia: 'cdmx-2024',
    tipoActa: acta.tipoActa,
    titulo: eleccion.titulo,
    ...MARCAS_CDMX_2024,
    etiquetas: [
      { x: 59.2, y: 22.6, w: 32.2, h: 12.3 },
      { x: 18.4, y: 22.6, w: 37.9, h: 7.8 },
    ],
    identificacion: identificacion(),
    bloques: [
      bloque(1, 'Datos de identificación de casilla', 'Copie y anote la información de su nombramiento.', { ...IZQUIERDA_X, y: 70, h: 42 }),
      ...SECCIONES.map((s) => bloque(s.numero, s.nombre, s.texto, { ...IZQUIERDA_X, y: s.y, h: 17 })),
      bloque(6, 'Resultados de la votación', 'Copie los votos para partidos políticos, coaliciones, candidaturas no registradas, votos nulos y TOTAL. En caso de que no se haya recibido votación para alguno, escriba ceros.', { x: TABLA.x, y: 22.9, w: TABLA.fin - TABLA.x, h: fin - 22.9 }),
      bloque(7, 'Total de votos sacados de las urnas', 'Copie el total de los votos de la elección que se sacaron de todas las urnas.', { x: TABLA.x, y: fin + 1.3, w: TABLA.fin - TABLA.x, h: 16 }),
    ],
    encabezados: [{ x: TABLA.x, y: TABLA.encabezado, w: TABLA.fin - TABLA.x, h: TABLA.y - TABLA.encabezado }],
    campos: [
      ...SECCIONES.map((s) => campoDeSeccion(s.clave, s.nombre, s.clave === SUMA_PERSONAS_REP ? 'suma' : 'cabecera', IZQUIERDA_X.x, 77.7, s.y, s.linea)),
      ...filas.map((fila, i) => campoDeFila(fila, TABLA.y + i * alto, alto)),
      campoDeSeccion('TOTAL_VOTOS_SACADOS', 'Votos sacados de la urna', 'cabecera', TABLA.x, 166.7, fin + 1.3, fin + 10.4),
    ],
    libre: { x: 184.2, y: 22.9, w: 87, h: 164 },
  };
};

const columna = (clave: string, miembros: readonly string[] = []): ColumnaVoto => ({ clave, clase: miembros.length > 0 ? 'coalicion' : 'partido', nombre: clave.replaceAll('_', ' '), miembros: [...miembros] });

/** The election whose acta that form is: its rows, to read the specimen without a package. */
export const ELECCION_CDMX_2024: Eleccion = {
  id: 'GUB',
  titulo: 'JEFATURA DE GOBIERNO',
  ambito: 'entidad',
  columnas: [
    ...['PAN', 'PRI', 'PRD', 'PVEM', 'PT', 'MC', 'MORENA'].map((p) => columna(p)),
    ...[['PAN', 'PRI', 'PRD'], ['PAN', 'PRI'], ['PAN', 'PRD'], ['PRI', 'PRD'], ['PVEM', 'PT', 'MORENA'], ['PVEM', 'PT'], ['PVEM', 'MORENA'], ['PT', 'MORENA']].map((m) => columna(m.join('_'), m)),
  ],
  boletas: {},
  maximoBoletasEspecial: 1000,
};
