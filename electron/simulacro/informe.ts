import { NOMBRES_ESTADO } from '#shared/domain/estados.ts';
import type { Diferencia } from './comparar.ts';
import type { NoDerivable } from './esperado.ts';
import { FASES, type Fase } from './fases.ts';
import type { ResultadoSimulacro } from './simulacro.ts';

const EJEMPLOS = 10;

const tabla = (titulo: string, filas: readonly (readonly [string, string | number])[]): string => {
  const ancho = Math.max(...filas.map(([nombre]) => nombre.length));
  return `${titulo}\n${filas.map(([nombre, valor]) => `  ${nombre.padEnd(ancho)}  ${valor}\n`).join('')}`;
};

const ESCANERES: Readonly<Record<ResultadoSimulacro['escaner'], string>> = { virtual: 'charola virtual', sane: 'scanimage (SANE, pnm)', escl: 'eSCL por HTTP' };
const numero = (n: number): string => n.toLocaleString('es-MX');
const eventos = (r: ResultadoSimulacro, tipo: string): number => r.eventos[tipo] ?? 0;

const OBSERVACIONES: Readonly<Record<string, string>> = {
  sin_inconsistencia: 'Sin inconsistencia', algun_ilegible_o_sin_dato: 'Algún campo ilegible o sin dato', todos_ilegibles_o_sin_dato: 'Todos ilegibles o sin dato',
  excede_lista_nominal: 'Excede lista nominal', sin_acta_casilla_no_instalada: 'Sin acta: casilla no instalada', sin_acta_paquete_no_entregado: 'Sin acta: paquete no entregado',
  sin_acta_paquete_sin_bolsa: 'Sin acta: paquete sin bolsa', fuera_de_catalogo: 'Fuera de catálogo',
};

const trabajo = (r: ResultadoSimulacro): string => tabla('Trabajo', [
  ['Actas del catálogo en el simulacro', `${numero(r.actas)} de ${numero(r.esperadas)}`],
  ['Actas fuera de catálogo', numero(r.fuera)],
  ['Centros', r.estaciones],
  ['Escáner', `${ESCANERES[r.escaner]} (tandas ${numero(eventos(r, 'tanda.iniciada'))}, interrumpidas ${numero(r.interrumpidas)})`],
  ['Imágenes guardadas', `${numero(eventos(r, 'imagen.guardada'))} (repetidas ${eventos(r, 'imagen.repetida')}, alternativas ${eventos(r, 'imagen.alternativa')}, rechazadas ${eventos(r, 'imagen.rechazada')})`],
  ['Entradas que no eran imágenes', numero(eventos(r, 'entrada.rechazada'))],
  ['Identificadas a mano', numero(eventos(r, 'imagen.por_identificar') - r.fuera)],
  ['Capturas', numero(eventos(r, 'captura.registrada'))],
  ['Discrepancias resueltas por una tercera persona', numero(eventos(r, 'acta.discrepante'))],
  ['Errores que halló el cotejo', numero(eventos(r, 'acta.recaptura'))],
  ['Lotes con acuse', `${numero(eventos(r, 'lote.acusado'))} (rechazados ${eventos(r, 'lote.rechazado')}, acuses perdidos ${r.red.respuestasPerdidas})`],
  ...(r.usb === null ? [] : [['Por USB', `${numero(r.usb.viajes)} viajes con ${numero(r.usb.lotes)} lotes y ${numero(r.usb.imagenes)} imágenes`] as const]),
  ['Tiempo sin red', `${(r.noche.sinRed * 100).toFixed(0)} % (${numero(r.red.sinRed)} intentos fallidos)`],
  ['Estaciones cerradas y abiertas de nuevo', r.noche.reaperturas],
  ...r.noche.relevos.map((v): readonly [string, string] => ['Relevo', `${v.por} relevó a ${v.de} desde el evento ${numero(v.desde)}; la sala siguió en ${(v.ms / 1000).toFixed(1)} s`]),
  ['Cortes publicados', r.noche.cortes],
  ['Tiempo por acta', `${(r.ms / (r.actas + r.fuera)).toFixed(0)} ms (${(r.ms / 1000).toFixed(1)} s en total)`],
]);

const NOMBRES_FASE: Readonly<Record<Fase, string>> = {
  acopiadas: 'Acopiadas', digitalizadas: 'Digitalizadas', capturadas: 'Capturadas', verificadas: 'Verificadas', sinActa: 'Sin acta', fueraDeCatalogo: 'Fuera de catálogo',
  cotejadas: 'Cotejadas', empaquetadas: 'Empaquetadas', publicadas: 'Publicadas',
};
const fases = (r: ResultadoSimulacro): string => tabla('Actas por fase', FASES.map((f) => [NOMBRES_FASE[f], numero(r.porFase[f])]));

const estados = (r: ResultadoSimulacro): string =>
  tabla('Actas por estado', Object.entries(r.porEstado).filter(([, n]) => n > 0).map(([estado, n]) => [NOMBRES_ESTADO[estado as keyof typeof NOMBRES_ESTADO], numero(n)]));

const inconsistencias = (r: ResultadoSimulacro): string =>
  tabla('Inconsistencias', Object.entries(r.observaciones).map(([clave, n]) => [OBSERVACIONES[clave] ?? clave, numero(n)]));

const lista = <T>(titulo: string, todas: readonly T[], linea: (t: T) => string): string => {
  if (todas.length === 0) return '';
  const resto = todas.length - EJEMPLOS;
  return `${titulo} (${numero(todas.length)})\n${todas.slice(0, EJEMPLOS).map((t) => `  ${linea(t)}\n`).join('')}${resto > 0 ? `  … y ${numero(resto)} más\n` : ''}`;
};

const deDiferencia = (d: Diferencia): string => `${d.eleccion} ${d.clave} ${d.columna}: se esperaba «${d.esperado}», se publicó «${d.publicado}»`;
const deNoDerivable = (n: NoDerivable): string => `${n.clave} ${n.columna}: la verdad dice «${n.publicado}», las reglas dan «${n.reglas}»`;

const encabezados = (r: ResultadoSimulacro): string => r.encabezados.map(({ eleccion, distintas }) =>
  (distintas.length === 0 ? `Las 13 cifras del encabezado de ${eleccion} son las de la verdad.\n`
    : lista(`Cifras del encabezado de ${eleccion} que no son las de la verdad`, distintas, (d) => `${d.cifra}: la verdad dice ${d.verdad}, se publicó ${d.publicado}`))).join('');

const problemas = (r: ResultadoSimulacro): string => [
  lista('Diferencias entre lo publicado y la verdad', r.comparacion.diferencias, deDiferencia),
  r.imagenesDanadas > 0 ? `Imágenes dañadas en las estaciones: ${r.imagenesDanadas}\n` : '',
  lista('Huecos en lo recibido por el central', r.central.huecos, (h) => `${h.estacion}: del ${h.desde} al ${h.hasta}`),
  lista('Alarmas del central', r.central.alarmas.filter((a) => a.tipo !== 'relevo'), (a) => `${a.tipo}: ${a.detalle}`),
].join('');

/** Nothing differs; but it is not said that the truth was equal where it could not be compared. */
const iguales = (noDerivables: number): string =>
  (noDerivables === 0 ? 'todo es igual, nada falta y nada sobra' : `nada falta y nada sobra, y todo es igual salvo lo no derivable de la verdad (${numero(noDerivables)}, arriba)`);

/** The drill told to a person. */
export const informeSimulacro = (r: ResultadoSimulacro): string => {
  const { comparacion: c } = r;
  const sinLugar = r.sinLugar > 0 ? `Renglones de la verdad que no son de este paquete: ${numero(r.sinLugar)}\n` : '';
  const partes = [
    trabajo(r), fases(r), estados(r), inconsistencias(r),
    lista('No derivables: celdas de la verdad que ninguna regla da; se comparó con lo que dan las reglas', r.noDerivables, deNoDerivable), sinLugar, encabezados(r), problemas(r),
    `Comparadas ${numero(c.celdas)} celdas, ${numero(c.cifras)} cifras de encabezado y ${numero(c.imagenes)} imágenes: ${c.diferencias.length === 0 ? iguales(r.noDerivables.length) : `${numero(c.diferencias.length)} diferencias`}.\n`,
    `Publicado en ${r.publicacion}\n`,
  ];
  return partes.filter((p) => p !== '').join('\n');
};
