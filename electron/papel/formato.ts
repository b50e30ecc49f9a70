import type { Familia } from '#shared/domain/plantilla-familias.ts';
import type { CampoPlantilla, Plantilla, Rect } from '#shared/domain/plantilla.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { columnaLibreSvg, comparacionesSvg } from './complementos.ts';
import { cajaCerradaSvg, columnaCdmx2024Svg, encabezadoCdmx2024Svg, identificacionCdmx2024Svg, puntosSvg } from './formato-cdmx-2024.ts';
import { parrafoSvg, textoSvg } from './fuentes.ts';
import { charolaSvg, coloresDe, emblemasSvg, lineaSvg, mm, rectSvg, tituloSvg, TINTA } from './trazos.ts';

/** What the form prints of its election. */
export type DatosFormato = Pick<Paquete, 'nombre' | 'modo' | 'entidad' | 'anio'>;

const LEGAL =
  'Se levanta la presente acta con fundamento en la Ley General de Instituciones y Procedimientos Electorales y en la legislación electoral local, al concluir el escrutinio y cómputo de la casilla.';
const RECOMENDACION = 'Utilice un bolígrafo de tinta azul. Asegúrese de que todas las copias sean legibles.';

const marcasSvg = ({ marcas: { cuadros, ele, grosorEle } }: Plantilla): string => {
  const [x, y] = [ele.x + ele.w, ele.y + ele.h];
  const g = grosorEle;
  const trazo = `M${mm(x)} ${mm(ele.y)}V${mm(y)}H${mm(ele.x)}V${mm(y - g)}H${mm(x - g)}V${mm(ele.y)}Z`;
  return cuadros.map((c) => rectSvg(c, { relleno: TINTA.negro })).join('') + `<path d="${trazo}" fill="${TINTA.negro}"/>`;
};

const encabezadoSvg = (p: Plantilla, datos: DatosFormato): string => {
  const titulo = parrafoSvg(`ACTA DE ESCRUTINIO Y CÓMPUTO DE CASILLA DE LA ELECCIÓN DE ${p.titulo}`, 69, 39.1, 46, 2.3, { fuente: 'fuerte', ancla: 'medio' });
  const proceso = parrafoSvg(`PROCESO ELECTORAL ${datos.entidad.nombre.toUpperCase()} ${String(datos.anio)}`, 33.5, 39.1, 21, 1.9, { fuente: 'fuerte', ancla: 'medio' });
  return [
    ...p.etiquetas.map((e) => rectSvg(e, { borde: TINTA.gris, grosor: 0.25 })),
    `<circle cx="14.5" cy="41" r="6" fill="${TINTA.rosa}"/>`,
    textoSvg(p.tipoActa, 14.5, 42.6, 4.6, { fuente: 'fuerte', ancla: 'medio', anchoMaximo: 10.6 }),
    rectSvg({ x: 22, y: 35.5, w: 23, h: 12 }, { relleno: '#f5e9ea' }),
    proceso.svg,
    rectSvg({ x: 45, y: 35.5, w: 49, h: 12 }, { relleno: TINTA.rosa }),
    titulo.svg,
    parrafoSvg(LEGAL, 8, 50.2, 86, 1.6, { color: TINTA.texto }).svg,
    textoSvg(RECOMENDACION, 8, 55.2, 1.9, { fuente: 'fuerte', color: TINTA.rojo, anchoMaximo: 86 }),
  ].join('');
};

const identificacionSvg = (p: Plantilla, datos: DatosFormato): string => {
  const { entidad, distrito, municipio, seccion, tipos, numeroCasilla } = p.identificacion;
  const renglon = (nombre: string, r: Rect): string => textoSvg(nombre, 8, r.y + r.h - 1, 2.1) + lineaSvg(r.x, r.y + r.h, r.x + r.w, r.y + r.h);
  const primera = seccion[0];
  return [
    renglon('Entidad:', entidad),
    textoSvg(datos.entidad.nombre.toUpperCase(), entidad.x + 2, entidad.y + entidad.h - 1, 2.4, { fuente: 'fuerte' }),
    renglon('Distrito electoral:', distrito),
    renglon('Municipio:', municipio),
    ...seccion.map(charolaSvg),
    primera ? textoSvg('Sección:', 8, primera.y + primera.h - 1, 2.1) + textoSvg('(Con número)', primera.x + 11.6, primera.y + primera.h + 2.4, 1.5, { ancla: 'medio' }) : '',
    rectSvg({ x: 47, y: 80, w: 47, h: 19.4 }, { borde: TINTA.linea }),
    rectSvg({ x: 47, y: 80, w: 47, h: 2.8 }, { relleno: TINTA.rosa }),
    textoSvg('MARQUE CON X EL TIPO DE CASILLA', 70.5, 82.1, 1.8, { fuente: 'fuerte', ancla: 'medio' }),
    ...tipos.map((t) => rectSvg(t.marca, { borde: TINTA.linea, radio: 1.6 }) + textoSvg(t.nombre.toUpperCase(), t.marca.x + t.marca.w / 2, t.marca.y + t.marca.h + 2, 1.4, { ancla: 'medio', anchoMaximo: 8.4 })),
    textoSvg('Número de la casilla:', 48.5, numeroCasilla.y + 3.4, 2),
    lineaSvg(numeroCasilla.x, numeroCasilla.y + numeroCasilla.h - 0.4, numeroCasilla.x + numeroCasilla.w, numeroCasilla.y + numeroCasilla.h - 0.4),
    textoSvg('La casilla se instaló en:', 8, 97.6, 1.9),
    lineaSvg(30, 98, 46, 98),
  ].join('');
};

const campoDeBloqueSvg = ({ letra, numero }: CampoPlantilla, { caja, baseDeLetra }: Estilo): string => {
  const base = letra.y + letra.h + baseDeLetra;
  const [primera, , ultima] = numero;
  return [
    lineaSvg(letra.x, base, letra.x + letra.w, base),
    textoSvg('(Con letra)', letra.x + letra.w / 2, base + 2.2, 1.5, { ancla: 'medio' }),
    ...numero.map(caja),
    textoSvg('(Con número)', (primera.x + ultima.x + ultima.w) / 2, base + 2.2, 1.5, { ancla: 'medio' }),
  ].join('');
};

/** A printed name in a label cell: one line, or two when it is long. */
const nombreSvg = (nombre: string, celda: Rect, cuerpo: number, color: string): string => {
  const palabras = nombre.split(' ');
  const corte = nombre.length > 12 && palabras.length > 1 ? Math.ceil(palabras.length / 2) : palabras.length;
  const lineas = [palabras.slice(0, corte).join(' '), palabras.slice(corte).join(' ')].filter((l) => l !== '');
  const inicio = celda.y + celda.h / 2 + cuerpo * (0.36 - (lineas.length - 1) * 0.6);
  return lineas.map((l, i) => textoSvg(l, celda.x + celda.w / 2, inicio + i * cuerpo * 1.2, cuerpo, { fuente: 'fuerte', color, ancla: 'medio', anchoMaximo: celda.w - 1 })).join('');
};

/** The cell of the digit boxes: they are in its middle. */
const celdaDe = ({ letra, numero }: CampoPlantilla): Rect => {
  const x = letra.x + letra.w;
  return { x, y: letra.y, w: numero[0].x + numero[2].x + numero[2].w - 2 * x, h: letra.h };
};

const filaSvg = (campo: CampoPlantilla, colores: ReadonlyMap<string, string>, { caja }: Estilo): string => {
  const { etiqueta, letra, numero, grupo, miembros } = campo;
  const celdaNumero = celdaDe(campo);
  const esTotal = grupo === 'total';
  const nombre = esTotal ? 'TOTAL' : campo.nombre.toUpperCase();
  const rotulo = miembros.length > 0 ? emblemasSvg(miembros, etiqueta, colores) : nombreSvg(nombre, etiqueta, esTotal ? 2.8 : 1.8, esTotal ? '#fff' : TINTA.texto);
  return [
    rectSvg(etiqueta, { borde: TINTA.linea, ...(esTotal ? { relleno: TINTA.rojo } : {}) }),
    rectSvg(letra, { borde: TINTA.linea }),
    rectSvg(celdaNumero, { borde: TINTA.linea }),
    miembros.length > 1 ? rectSvg({ x: etiqueta.x, y: etiqueta.y, w: 0.9, h: etiqueta.h }, { relleno: TINTA.rojo }) : '',
    rotulo,
    ...numero.map(caja),
  ].join('');
};

const encabezadoTablaSvg = (r: Rect, titulo: string, fila: CampoPlantilla): string => {
  // The same cells as the rows, also in the column where they go on.
  const [a, b] = [r.x + fila.etiqueta.w, r.x + fila.etiqueta.w + fila.letra.w];
  const media = (b + r.x + r.w) / 2;
  return [
    rectSvg(r, { relleno: TINTA.rosa, borde: TINTA.linea }),
    textoSvg('PARTIDO, COALICIÓN', (r.x + a) / 2, r.y + 2.8, 1.6, { fuente: 'fuerte', ancla: 'medio', anchoMaximo: a - r.x - 1 }),
    textoSvg('O CANDIDATURA', (r.x + a) / 2, r.y + 5, 1.6, { fuente: 'fuerte', ancla: 'medio', anchoMaximo: a - r.x - 1 }),
    textoSvg('RESULTADOS DE LA VOTACIÓN DE', (a + b) / 2, r.y + 2.2, 1.6, { fuente: 'fuerte', ancla: 'medio' }),
    textoSvg(titulo, (a + b) / 2, r.y + 4.2, 1.6, { fuente: 'fuerte', ancla: 'medio', anchoMaximo: b - a - 2 }),
    textoSvg('(Con letra)', (a + b) / 2, r.y + 6, 1.4, { ancla: 'medio' }),
    textoSvg('(Con número)', media, r.y + 4, 1.5, { ancla: 'medio' }),
    lineaSvg(a, r.y, a, r.y + r.h),
    lineaSvg(b, r.y, b, r.y + r.h),
  ].join('');
};

/** Under the writing, pale enough to be read through, as the MUESTRA of the real specimen. */
const marcaDeAgua = (texto: string, p: Plantilla): string =>
  `<g transform="rotate(-32 ${mm(p.ancho / 2)} ${mm(p.alto / 2)})" opacity="0.13">${textoSvg(texto, p.ancho / 2, p.alto / 2 + 10, 34, { fuente: 'fuerte', color: '#444', ancla: 'medio' })}</g>`;

/** What each family draws in its own way. */
type Estilo = {
  readonly encabezado: (p: Plantilla, datos: DatosFormato) => string;
  readonly identificacion: (p: Plantilla, datos: DatosFormato) => string;
  readonly caja: (r: Rect) => string;
  /** Marks of a row beyond its lines. */
  readonly fila: (campo: CampoPlantilla) => string;
  readonly columna: typeof columnaLibreSvg;
  /** The line of words under its rectangle, and the line at the foot of the page, millimetres. */
  readonly baseDeLetra: number;
  readonly pie: number;
  readonly fondo: number;
};

const ESTILOS: Readonly<Record<Familia, Estilo>> = {
  estandar: { encabezado: encabezadoSvg, identificacion: identificacionSvg, caja: charolaSvg, fila: () => '', columna: columnaLibreSvg, baseDeLetra: 0.6, pie: 206, fondo: 199 },
  'cdmx-2024': { encabezado: encabezadoCdmx2024Svg, identificacion: identificacionCdmx2024Svg, caja: cajaCerradaSvg, fila: puntosSvg, columna: columnaCdmx2024Svg, baseDeLetra: 0, pie: 193, fondo: 184 },
};

/** The blank form as SVG, in pixels of the given resolution. */
export const formatoSvg = (p: Plantilla, datos: DatosFormato, dpi: number): string => {
  const partidos = [...new Set(p.campos.flatMap((c) => (c.miembros.length === 1 ? c.miembros : [])))];
  const colores = coloresDe(partidos);
  const px = (n: number): number => Math.round((n / 25.4) * dpi);
  const estilo = ESTILOS[p.familia];
  const deVotos = p.campos.filter((c) => c.grupo === 'votos' || c.grupo === 'total');
  const [primera] = deVotos;
  const cuerpo = [
    datos.modo === 'simulacro' ? marcaDeAgua('SIMULACRO', p) : '',
    marcasSvg(p),
    estilo.encabezado(p, datos),
    ...p.bloques.map(tituloSvg),
    estilo.identificacion(p, datos),
    ...p.encabezados.map((r) => (primera ? encabezadoTablaSvg(r, p.titulo, primera) : '')),
    ...p.campos.map((c) => (deVotos.includes(c) ? filaSvg(c, colores, estilo) : campoDeBloqueSvg(c, estilo)) + estilo.fila(c)),
    comparacionesSvg(p, estilo.fondo),
    p.libre ? estilo.columna(p.libre, partidos, colores) : '',
    textoSvg(`DESTINO: PRIMERA COPIA PARA LA BOLSA PREP DE LA ELECCIÓN DE ${p.titulo}`, p.ancho / 2, estilo.pie, 3.6, { fuente: 'fuerte', color: TINTA.gris, ancla: 'medio', anchoMaximo: 230 }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${px(p.ancho)}" height="${px(p.alto)}" viewBox="0 0 ${mm(p.ancho)} ${mm(p.alto)}"><rect width="100%" height="100%" fill="#fff"/>${cuerpo.join('')}</svg>`;
};
