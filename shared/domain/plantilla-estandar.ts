import { ambitoDe, camposDe } from './acta.ts';
import type { TipoCasilla } from './casilla.ts';
import type { BloquePlantilla, CampoPlantilla, OpcionTipo, PaginaDe, PaginaMarcada, Plantilla, Rect } from './plantilla.ts';
import { SUMA_PERSONAS_REP } from './plantilla-familias.ts';

/** US letter, landscape: what every office printer and document scanner takes. */
const PAGINA = { ancho: 279.4, alto: 215.9 };
const MARGEN = 8;
const CUADRO = 6.5;
/** The three columns of the form. */
const COLUMNAS = [
  { x: 8, w: 86 },
  { x: 98, w: 84 },
  { x: 186, w: 85.4 },
] as const;
const FONDO = 199;
/** Cells of a row: party, words, number. */
const CELDA_PARTIDO = 17;
const CELDA_NUMERO = 20;
const CAJA = { w: 5.4, hueco: 0.7 };
const FILA_MAXIMA = 8.4;
/** Below this a handwritten digit has less than 40 pixels at 200 dpi: the rows go on in the third column. */
const FILA_MINIMA = 5.6;
const ALTO_BLOQUE = 23;
const Y_TABLA = 25;

const cajas = (x: number, y: number, alto: number): CampoPlantilla['numero'] => {
  const una = (i: number): Rect => ({ x: x + i * (CAJA.w + CAJA.hueco), y, w: CAJA.w, h: alto });
  return [una(0), una(1), una(2)];
};

const ANCHO_CAJAS = 3 * CAJA.w + 2 * CAJA.hueco;

type Columna = { readonly x: number; readonly w: number };

/** A field with a section of its own: words on a line, boxes at the right. */
const campoDeBloque = (clave: string, nombre: string, grupo: 'cabecera' | 'suma', columna: Columna, y: number): CampoPlantilla => {
  const xCajas = columna.x + columna.w - ANCHO_CAJAS - 2;
  return {
    clave,
    nombre,
    grupo,
    miembros: [],
    etiqueta: { x: columna.x, y, w: columna.w, h: 4 },
    letra: { x: columna.x, y: y + 10.5, w: xCajas - columna.x - 4, h: 8 },
    numero: cajas(xCajas, y + 11.5, 7),
  };
};

type FilaVoto = { readonly clave: string; readonly nombre: string; readonly grupo: 'votos' | 'total'; readonly miembros: readonly string[] };

const campoDeFila = (fila: FilaVoto, columna: Columna, y: number, alto: number): CampoPlantilla => {
  const xNumero = columna.x + columna.w - CELDA_NUMERO;
  return {
    ...fila,
    etiqueta: { x: columna.x, y, w: CELDA_PARTIDO, h: alto },
    letra: { x: columna.x + CELDA_PARTIDO, y, w: columna.w - CELDA_PARTIDO - CELDA_NUMERO, h: alto },
    numero: cajas(xNumero + (CELDA_NUMERO - ANCHO_CAJAS) / 2, y + 0.55, alto - 1.1),
  };
};

/** Height of the rows and how many go in the second column of the page (the rest, in the third). */
const repartir = (filas: number): { readonly alto: number; readonly enSegunda: number } => {
  const conBloques = FONDO - 2 * ALTO_BLOQUE + 6 - Y_TABLA;
  const alto = Math.min(FILA_MAXIMA, conBloques / filas);
  if (alto >= FILA_MINIMA) return { alto, enSegunda: filas };
  const segunda = FONDO - Y_TABLA;
  const tercera = FONDO - ALTO_BLOQUE - 4 - Y_TABLA;
  let comun = Math.min(FILA_MAXIMA, (segunda + tercera) / filas);
  while (Math.floor(segunda / comun) + Math.floor(tercera / comun) < filas) comun -= 0.01;
  return { alto: comun, enSegunda: Math.min(filas, Math.floor(segunda / comun)) };
};

const identificacion = (): Plantilla['identificacion'] => {
  const { x } = COLUMNAS[0];
  const opcion = (i: number, nombre: string, tipos: readonly TipoCasilla[]): OpcionTipo => ({ tipos, nombre, marca: { x: x + 40.5 + i * 9.1, y: 83.5, w: 7.6, h: 5 } });
  return {
    entidad: { x: x + 12, y: 63.8, w: 72, h: 4.6 },
    distrito: { x: x + 20, y: 69, w: 64, h: 4.8 },
    municipio: { x: x + 20, y: 74.4, w: 64, h: 4.8 },
    seccion: [0, 1, 2, 3].map((i) => ({ x: x + 12 + i * 6, y: 84, w: 5.4, h: 6.4 })),
    tipos: [
      opcion(0, 'Básica', ['B']),
      opcion(1, 'Contigua', ['C']),
      opcion(2, 'Extraord.', ['E']),
      opcion(3, 'Especial', ['S']),
      opcion(4, 'Otra', ['M', 'A', 'P', 'V']),
    ],
    numeroCasilla: { x: x + 66, y: 93.2, w: 18, h: 5.4 },
  };
};

const marcas = (): Plantilla['marcas'] => {
  const cuadro = (x: number, y: number): Rect => ({ x, y, w: CUADRO, h: CUADRO });
  const derecha = PAGINA.ancho - MARGEN - CUADRO;
  const abajo = PAGINA.alto - MARGEN - CUADRO;
  return { cuadros: [cuadro(MARGEN, MARGEN), cuadro(derecha, MARGEN), cuadro(MARGEN, abajo)], ele: cuadro(derecha, abajo), grosorEle: 1.3 };
};

export const MARCAS_ESTANDAR: PaginaMarcada = {
  ...PAGINA,
  marcas: marcas(),
  // 2.2 mm of quiet zone to the border of the label box.
  qr: { x: 19.2, y: MARGEN + 2.2, w: 20.6, h: 20.6 },
};

const CABECERA_IZQUIERDA = [
  ['TOTAL_BOLETAS_SOBRANTES', 'Boletas sobrantes', 'Copie el total de boletas no usadas que se cancelaron con dos líneas diagonales.'],
  ['TOTAL_PERSONAS_VOTARON', 'Personas que votaron', 'Copie el total de personas con la marca «Votó» en la lista nominal y con sentencia del Tribunal.'],
  ['TOTAL_REP_PARTIDO_CI_VOTARON', 'Representaciones partidistas que votaron', 'Copie el total de marcas «Votó» en la relación de representaciones partidistas.'],
  [SUMA_PERSONAS_REP, 'Total de personas y representantes que votaron', 'Sume las cantidades de los apartados 3 y 4.'],
] as const;

const bloque = (numero: number, titulo: string, texto: string, columna: Columna, y: number, h: number): BloquePlantilla => ({
  numero,
  titulo: titulo.toUpperCase(),
  texto,
  rect: { x: columna.x, y, w: columna.w, h },
});

/**
 * The page of an acta: the fields of its election and ámbito, in the order of the paper (domain: 8(a)), modelled on a real
 * acta de escrutinio y cómputo. Holds 5 to 50 rows of votes: they get lower, then go on in the third column.
 */
export const plantillaEstandar: PaginaDe = (eleccion, casilla, acta) => {
  const [izquierda, centro, derecha] = COLUMNAS;
  const miembros = new Map(eleccion.columnas.map((c) => [c.clave, c.miembros.length > 0 ? c.miembros : [c.clave]]));
  const filas = camposDe(eleccion, casilla).flatMap((c): FilaVoto[] =>
    c.grupo === 'cabecera' ? [] : [{ clave: c.clave, nombre: c.nombre, grupo: c.grupo, miembros: miembros.get(c.clave) ?? [] }],
  );
  const { alto, enSegunda } = repartir(filas.length);
  const enUna = enSegunda === filas.length;
  const votos = filas.map((fila, i) => {
    const columna = i < enSegunda ? centro : derecha;
    return campoDeFila(fila, columna, Y_TABLA + (i < enSegunda ? i : i - enSegunda) * alto, alto);
  });
  const ultima = enUna ? centro : derecha;
  const ySacados = Y_TABLA + (enUna ? enSegunda : filas.length - enSegunda) * alto + 3;
  const yCabecera = (i: number): number => 102 + i * (ALTO_BLOQUE + 1.3);
  return {
    id: `${eleccion.id}-${acta.tipoActa}-${ambitoDe(eleccion, casilla) || 'todo'}`,
    tipoActa: acta.tipoActa,
    titulo: eleccion.titulo,
    familia: 'estandar',
    ...MARCAS_ESTANDAR,
    etiquetas: [
      { x: 17, y: MARGEN, w: 39, h: 25 },
      { x: 58, y: MARGEN, w: 36, h: 25 },
    ],
    identificacion: identificacion(),
    bloques: [
      bloque(1, 'Datos de identificación de la casilla', 'Copie y anote la información de su nombramiento.', izquierda, 56.5, 43),
      ...CABECERA_IZQUIERDA.map(([, nombre, texto], i) => bloque(i + 2, nombre, texto, izquierda, yCabecera(i), ALTO_BLOQUE)),
      bloque(6, 'Resultados de la votación', 'Copie los votos para partidos políticos, coaliciones, candidaturas no registradas, votos nulos y TOTAL. En caso de que no se haya recibido votación para alguno, escriba ceros.', centro, MARGEN, FONDO - MARGEN),
      bloque(7, 'Total de votos sacados de las urnas', 'Copie el total de los votos de la elección que se sacaron de todas las urnas.', ultima, ySacados, ALTO_BLOQUE),
    ],
    encabezados: [centro, ...(enUna ? [] : [derecha])].map((c) => ({ x: c.x, y: Y_TABLA - 6.5, w: c.w, h: 6.5 })),
    campos: [
      ...CABECERA_IZQUIERDA.map(([clave, nombre], i) => campoDeBloque(clave, nombre, clave === SUMA_PERSONAS_REP ? 'suma' : 'cabecera', izquierda, yCabecera(i))),
      ...votos,
      campoDeBloque('TOTAL_VOTOS_SACADOS', 'Votos sacados de la urna', 'cabecera', ultima, ySacados),
    ],
    libre: enUna ? { x: derecha.x, y: MARGEN, w: derecha.w, h: FONDO - MARGEN } : null,
  };
};
