import { mensaje } from '#shared/errors/mensajes.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { textoIncompleto } from '#shared/prep-csv/incompleto.ts';
import type { CodigoRareza } from '#shared/prep-csv/leer.ts';
import type { ClaseDiferencia, EstadoCifra, Participacion, ResultadoVerificacion } from '#shared/prep-csv/verificar.ts';
import type { ArchivoVerificado } from './verificar-archivo.ts';

/** Examples shown of each class; --json has more. */
const EJEMPLOS = 3;

const TEXTO_DIFERENCIA: Readonly<Record<ClaseDiferencia, string>> = {
  calculado_distinto: 'TOTAL_VOTOS_CALCULADO no es la suma de las celdas de votos',
  excede_no_publicado: 'la suma excede lista nominal + representantes y el archivo no lo dice',
  excede_no_derivable: 'el archivo dice EXCEDE LISTA NOMINAL y la suma no excede',
  observacion_no_derivable: 'el archivo publica una inconsistencia que ninguna celda muestra',
  observacion_faltante: 'hay celdas ilegibles o sin dato y OBSERVACIONES no lo dice',
  observacion_distinta: 'OBSERVACIONES dice otra cosa que las celdas',
  contabilizada_distinta: 'CONTABILIZADA no corresponde a lo publicado en el renglón',
  votos_sin_acta: 'hay votos en un renglón sin acta o sin capturar',
  clave_repetida: 'la clave de acta está en más de un renglón',
};

const TEXTO_RAREZA: Readonly<Record<CodigoRareza, string>> = {
  valor_no_reconocido: 'celda que no es número, Ilegible ni Sin dato',
  numero_no_valido: 'número que no se entiende',
  fecha_no_valida: 'fecha u hora que no se entiende',
  clave_mal_formada: 'clave de casilla mal formada',
  clave_no_coincide: 'la clave no coincide con las otras columnas',
  tipo_casilla_desconocido: 'tipo de casilla desconocido',
  tipo_acta_dudoso: 'tipo de acta dudoso',
  valor_fuera_de_lista: 'valor que no está en la lista de la columna',
  observacion_desconocida: 'leyenda de OBSERVACIONES desconocida',
  contabilizada_no_valida: 'CONTABILIZADA no es 0, 1 ni 2',
  celda_vacia: 'celda vacía en un acta capturada',
  renglon_incompleto: 'renglón con celdas de menos',
  renglon_con_celdas_de_mas: 'renglón con celdas de más',
  codificacion_mixta: 'el archivo mezcla UTF-8 y Latin-1',
  columna_desconocida: 'columna desconocida: no se lee',
  corte_no_valido: 'fecha del corte que no se entiende',
  comillas_sin_cerrar: 'comillas que se abren y no se cierran',
};

const TEXTO_PARTICIPACION: Readonly<Record<Participacion, string>> = {
  operacion: 'La participación usa los votos sin casillas especiales (TOTAL_VOTOS_S_CS): es un corte durante la operación.',
  ultimo_corte: 'La participación usa los votos con casillas especiales (TOTAL_VOTOS_C_CS): es el último corte.',
  indistinta: 'La participación es la misma con o sin casillas especiales: no distingue si es el último corte.',
  ninguna: 'La participación no sale ni con casillas especiales ni sin ellas.',
};

const MARCA: Readonly<Record<EstadoCifra, string>> = { igual: '✓', formato: '✓ (escrita de otro modo)', distinta: '✗' };

const tabla = (filas: readonly (readonly string[])[]): string[] => {
  const [primera] = filas;
  const anchos = (primera ?? []).map((_, i) => Math.max(...filas.map((f) => (f[i] ?? '').length)));
  return filas.map((fila) => `  ${fila.map((celda, i) => (i === 0 || i === fila.length - 1 ? celda.padEnd(anchos[i] ?? 0) : celda.padStart(anchos[i] ?? 0))).join('  ')}`.trimEnd());
};

const miles = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const singularPlural = (n: number, uno: string, varios: string): string => `${miles(n)} ${n === 1 ? uno : varios}`;

const enMayuscula = (frase: string): string => frase.charAt(0).toUpperCase() + frase.slice(1);

const diferencias = (r: ResultadoVerificacion): string[] => {
  const lineas: string[] = [];
  for (const [clase, muestra] of Object.entries(r.diferencias)) {
    lineas.push(`  ${miles(muestra.total)} · ${TEXTO_DIFERENCIA[clase as ClaseDiferencia]} (${clase})`);
    for (const d of muestra.primeras.slice(0, EJEMPLOS)) {
      lineas.push(`      renglón ${d.renglon}, ${d.clave}, ${d.columna}: publicado «${d.publicado}», calculado «${d.calculado}»${clase.startsWith('excede') ? ` (${d.formula})` : ''}`);
    }
  }
  return lineas.length === 0 ? [] : ['Diferencias en renglones:', ...lineas, ''];
};

const raras = (r: ResultadoVerificacion): string[] => {
  const lineas: string[] = [];
  for (const [codigo, muestra] of Object.entries(r.raras)) {
    lineas.push(`  ${miles(muestra.total)} · ${TEXTO_RAREZA[codigo as CodigoRareza]} (${codigo})`);
    for (const c of muestra.primeras.slice(0, EJEMPLOS)) lineas.push(`      renglón ${c.renglon}${c.columna === '' ? '' : `, ${c.columna}`}: «${c.valor}»`);
  }
  return lineas.length === 0 ? [] : ['Celdas raras:', ...lineas, ''];
};

const totalDe = (muestras: Readonly<Record<string, { readonly total: number }>>): number => Object.values(muestras).reduce((suma, m) => suma + m.total, 0);

/** The report of one election as a person reads it. The last line is the summary. */
export const informeHumano = ({ nombre, codificacion, resultado: r }: ArchivoVerificado): string => {
  const distintas = r.cifras.filter((c) => c.estado === 'distinta').length;
  const veredicto = r.concuerda ? 'Las 13 cifras del encabezado concuerdan' : singularPlural(distintas, 'cifra del encabezado no concuerda', 'cifras del encabezado no concuerdan');
  return [
    nombre,
    `${r.cabecera.titulo} · corte ${r.cabecera.corteTexto} · parecido al formato ${r.cabecera.formato} · ${codificacion}`,
    `${miles(r.filas.total)} renglones: ${miles(r.filas.catalogo)} del catálogo (${miles(r.filas.sinCapturar)} sin capturar), ${miles(r.filas.fueraCatalogo)} fuera de catálogo`,
    ...(r.incompleto === null ? [] : [enMayuscula(`${textoIncompleto(r.incompleto)}.`)]), '',
    ...tabla([['Encabezado', 'publicado', 'recalculado', ''], ...r.cifras.map((c) => [c.nombre, c.publicado === '' ? '(vacío)' : c.publicado, c.recalculado, MARCA[c.estado]])]),
    '', TEXTO_PARTICIPACION[r.participacion], '',
    ...diferencias(r), ...raras(r),
    `${veredicto}; ${singularPlural(totalDe(r.diferencias), 'diferencia', 'diferencias')} en renglones, ${singularPlural(totalDe(r.raras), 'celda rara', 'celdas raras')}.`,
    '',
  ].join('\n');
};

/** The same for machines: everything that was kept. */
export const informeJson = (verificados: readonly ArchivoVerificado[]): string =>
  JSON.stringify({ concuerda: verificados.every((v) => v.resultado.concuerda), archivos: verificados }, null, 2);

/** Why the file could not be read, for people or machines. */
export const informeDeFalla = (falla: AppError, json: boolean): string =>
  json ? JSON.stringify({ error: { codigo: falla.codigo, parametros: falla.parametros, mensaje: mensaje(falla.codigo, falla.parametros) } }, null, 2) : mensaje(falla.codigo, falla.parametros);
