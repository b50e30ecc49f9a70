import { esMesaSinSeccion, type TipoCasilla } from '#shared/domain/casilla.ts';
import { ASENTADO, CAMPOS_CABECERA, clavesVoto, NO_REGISTRADAS, type ColumnaVoto } from '#shared/domain/eleccion.ts';
import type { Encabezado } from '#shared/domain/encabezado.ts';
import { ILEGIBLE, NO_APLICA, type Valor } from '#shared/domain/valor.ts';
import { CLAVES_ENCABEZADO } from './encabezado-prep.ts';
import { escribirCorte, escribirFecha } from './fechas.ts';
import type { FilaPrep } from './fila.ts';
import type { Formato } from './formatos.ts';
import { leerObservaciones, textoObservaciones } from './observaciones.ts';
import { conCeros } from './texto.ts';

/** All that a PREP file says before its rows. */
export type ArchivoPrep = {
  readonly titulo: string;
  /** ISO 8601, and the official zone in which every time of the file is written. */
  readonly corte: string;
  readonly zonaMinutos: number;
  readonly ambito: 'distrito' | 'municipio' | null;
  /** In the order of the acta, without NO_REGISTRADAS and NULOS. */
  readonly columnas: readonly ColumnaVoto[];
  readonly encabezado: Encabezado;
};

/** Column names of the layout for this election (domain: 2.4). */
export const nombresColumnas = (archivo: Pick<ArchivoPrep, 'ambito' | 'columnas'>, formato: Formato): string[] => {
  const c = formato.columnas;
  const votos = clavesVoto(archivo).map((clave) => (clave === NO_REGISTRADAS ? c.noRegistradas : clave));
  return [
    'CLAVE_CASILLA', 'CLAVE_ACTA', ...c.entidad, ...(archivo.ambito === null ? [] : c[archivo.ambito]), 'SECCION', 'ID_CASILLA', 'TIPO_CASILLA',
    'EXT_CONTIGUA', 'UBICACION_CASILLA', 'TIPO_ACTA', ...CAMPOS_CABECERA, ...votos, ASENTADO, 'TOTAL_VOTOS_CALCULADO', 'LISTA_NOMINAL',
    'REPRESENTANTES_PP_CI', 'OBSERVACIONES', 'CONTABILIZADA', 'MECANISMOS_TRASLADO', c.integridad, 'FECHA_HORA_ACOPIO', 'FECHA_HORA_CAPTURA',
    'FECHA_HORA_VERIFICACION', 'ORIGEN', 'DIGITALIZACION', 'TIPO_DOCUMENTO',
  ];
};

type ClaseFila = 'capturada' | 'sin_acta' | 'sin_capturar' | 'fuera';
const claseDe = (f: FilaPrep): ClaseFila => {
  if (f.contabilizada === 2) return 'fuera';
  if (f.sinActa !== null) return 'sin_acta';
  return f.contabilizada === null ? 'sin_capturar' : 'capturada';
};

const marcar = (clave: string, marca: Formato['marcaCasilla']): string => {
  // Only a real key can be mistaken for a number: the `-` of a row fuera de catálogo goes plain.
  if (marca === 'ninguna' || clave.length < 2) return clave;
  return marca === 'igual' ? `="${clave}"` : `'${clave}`;
};

/** One row as cells, before quoting. Kept together because each group of cells depends on what kind of row it is. */
const celdasDe = (f: FilaPrep, archivo: ArchivoPrep, claves: readonly string[], formato: Formato): string[] => {
  const clase = claseDe(f);
  const fuera = formato.fuera;
  const mesa = clase !== 'fuera' && esMesaSinSeccion(f.tipoCasilla as TipoCasilla);
  const geografia = clase === 'fuera' ? fuera.geografia : mesa ? formato.mesaSinSeccion : '';
  const sinValor = clase === 'fuera' || clase === 'sin_capturar' ? formato.sinCapturar : '';

  const valor = (v: Valor | undefined, falta: string, deMesa: boolean): string => {
    if (typeof v === 'number') return String(v);
    if (v === NO_APLICA) return deMesa && mesa ? formato.mesaSinSeccion : formato.noEnBoleta;
    if (v === undefined) return falta;
    return v === ILEGIBLE ? formato.ilegible : formato.sinDato;
  };
  const falta = (grupo: 'cabecera' | 'votos' | 'asentado'): string => (clase === 'sin_acta' ? formato.sinActa[grupo] : sinValor);
  const calculado = (): string => {
    if (f.calculado === null) return clase === 'sin_acta' ? formato.sinActa.calculado : sinValor;
    const todos = f.calculado === 0 && clase === 'capturada' && f.contabilizada === 0 && (leerObservaciones(f.observaciones) ?? []).includes('todos_ilegibles_o_sin_dato');
    return todos && formato.calculadoTodosIlegibles !== null ? formato.calculadoTodosIlegibles : String(f.calculado);
  };
  const deSinActa = (celda: 'integridad' | 'acopio' | 'captura' | 'verificacion' | 'origen' | 'documento', publicado: string): string =>
    (clase === 'sin_acta' ? formato.sinActa[celda] : null) ?? (publicado === '' ? sinValor : publicado);
  const hora = (celda: 'acopio' | 'captura' | 'verificacion', iso: string | null): string =>
    deSinActa(celda, iso === null ? '' : escribirFecha(iso, archivo.zonaMinutos, formato.fechas));
  const observaciones = (): string => {
    if (f.observaciones === '') return clase === 'sin_capturar' ? formato.sinCapturar : formato.sinObservaciones;
    const codigos = leerObservaciones(f.observaciones);
    return codigos === null || codigos.length === 0 ? f.observaciones : textoObservaciones(formato, codigos);
  };
  const cantidad = (n: number | null, deMesa: boolean): string => (n !== null ? String(n) : deMesa && mesa ? formato.mesaSinSeccion : clase === 'fuera' ? '-' : '');
  const contabilizada = clase === 'fuera' ? fuera.contabilizada : f.contabilizada === null ? formato.sinCapturar : String(f.contabilizada);
  const extension = conCeros(f.extContigua, formato.digitos.extContigua);

  return [
    marcar(f.claveCasilla, formato.marcaCasilla), marcar(f.claveActa, formato.marcaActa), f.entidad.id, f.entidad.nombre,
    ...(archivo.ambito === null ? [] : [f.ambito?.id ?? geografia, f.ambito?.nombre ?? geografia]),
    ...(mesa ? [geografia, geografia] : [conCeros(f.seccion, formato.digitos.seccion) || geografia, conCeros(f.idCasilla, formato.digitos.idCasilla) || geografia]),
    f.tipoCasilla || (clase === 'fuera' ? fuera.geografia : ''), extension || (clase === 'fuera' ? '-' : geografia),
    f.ubicacion || (clase === 'fuera' ? fuera.ubicacion : ''), f.tipoActa || (clase === 'fuera' ? fuera.tipoActa : ''),
    ...CAMPOS_CABECERA.map((c) => valor(f.valores[c], falta('cabecera'), true)),
    ...claves.map((c) => valor(f.valores[c], falta('votos'), false)),
    valor(f.valores[ASENTADO], falta('asentado'), false), calculado(),
    cantidad(f.listaNominal, false), cantidad(f.representantes, true), observaciones(), contabilizada,
    f.mecanismoTraslado === '' && clase === 'fuera' ? '-' : f.mecanismoTraslado,
    clase === 'fuera' && !fuera.integridadDeImagen ? '-' : deSinActa('integridad', f.codigoIntegridad),
    hora('acopio', f.horaAcopio), hora('captura', f.horaCaptura), hora('verificacion', f.horaVerificacion),
    deSinActa('origen', f.origen), deSinActa('origen', f.digitalizacion),
    // Sonora leaves the document of a row fuera de catálogo empty, not a dash.
    clase === 'fuera' ? f.tipoDocumento : deSinActa('documento', f.tipoDocumento),
  ];
};

/** Makes the function that joins cells into a line of the layout: delimiter, quotes (doubled inside) and end of line. */
export const crearLinea = (formato: Formato): ((celdas: readonly string[]) => string) => {
  const especiales = new RegExp(`["\\r\\n${formato.delimitador === '|' ? '|' : ','}${formato.comillas === 'espacios' ? ' \\t' : ''}]`);
  // `="…"` must reach the spreadsheet as it is.
  const celda = (texto: string): string => (especiales.test(texto) && !/^="[^"]*"$/.test(texto) ? `"${texto.replaceAll('"', '""')}"` : texto);
  return (celdas) => celdas.map(celda).join(formato.delimitador) + formato.finDeLinea;
};

/**
 * The lines of a PREP file in a named layout, end of line included, UTF-8 to be encoded by the caller. Rows are taken
 * one by one, in the order given (see `compararFilas`).
 */
export function* escribirPrep(archivo: ArchivoPrep, filas: Iterable<FilaPrep>, formato: Formato): Generator<string> {
  const linea = crearLinea(formato);
  const claves = clavesVoto(archivo);
  const sep = formato.lineaSep ? `sep=${formato.delimitador}${formato.finDeLinea}` : '';
  yield (formato.bom ? '\uFEFF' : '') + sep + linea([archivo.titulo]);
  yield linea([escribirCorte(archivo.corte, archivo.zonaMinutos, formato.fechaCorte)]);
  if (formato.lineaEnBlancoTrasCorte) yield formato.finDeLinea;
  yield linea(formato.encabezado);
  yield linea(CLAVES_ENCABEZADO.map((clave) => String(archivo.encabezado[clave])));
  yield formato.finDeLinea;
  yield linea(nombresColumnas(archivo, formato));
  for (const fila of filas) yield linea(celdasDe(fila, archivo, claves, formato));
}

/** Modalities before casillas, and rows fuera de catálogo at the end (LEEME 2024; domain: 2.3). */
const ORDEN_TIPO: Readonly<Record<string, number>> = { M: 0, A: 1, P: 2, V: 2 };
const bloque = (f: FilaPrep): number => (f.contabilizada === 2 ? 9 : ORDEN_TIPO[f.tipoCasilla] ?? 5);
const claveOrden = (f: FilaPrep): string =>
  [f.entidad.id, conCeros(f.ambito?.id ?? '', 4), f.seccion, f.tipoCasilla, f.idCasilla, f.extContigua, f.claveActa, f.horaAcopio ?? ''].join('\u0000');

/** Order of the rows: voto extranjero, other modalities, casillas by entity, district, sección, type, id and extension; fuera de catálogo last. */
export const compararFilas = (a: FilaPrep, b: FilaPrep): number => {
  const porBloque = bloque(a) - bloque(b);
  if (porBloque !== 0) return porBloque;
  const [x, y] = [claveOrden(a), claveOrden(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};
