import path from 'node:path';
import type { ArchivoLeido } from '#electron/prep/leer-archivo.ts';
import { ambitoDe } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import type { FormatoCsv, Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { FilaCandidatura } from '#shared/prep-csv/candidaturas.ts';
import { desfase, partesLocales } from '#shared/prep-csv/fechas.ts';
import { incompletoDe, textoIncompleto } from '#shared/prep-csv/incompleto.ts';
import { plano } from '#shared/prep-csv/texto.ts';
import { personasDemo } from './descripcion-demo.ts';
import { abreviaturaDe } from './entidades.ts';
import { leerCatalogo, type ArchivoDeEleccion, type Aviso } from './prep-catalogo.ts';
import { leerEleccion } from './prep-eleccion.ts';

export type FuentePrep = { readonly archivo: ArchivoLeido; readonly candidaturas: readonly FilaCandidatura[] };

export type OpcionesPaquete = {
  /** Short id; made from the entity, the election and the year when missing. */
  readonly id?: string;
  readonly formato?: FormatoCsv;
  /** Casillas are dealt among them by district. */
  readonly catds?: readonly string[];
  /** Ballots of a casilla especial; 1,000 unless told. */
  readonly boletasEspecial?: number;
  /** Takes a file that lacks actas by its own account, and says so. */
  readonly aunqueIncompleto?: boolean;
  readonly ventana?: { readonly inicio: string; readonly fin: string };
};

export type PaqueteCreado = { readonly paquete: Paquete; readonly avisos: readonly Aviso[] };

const ZONA_SI_NO_DICE = -360;
const HORA_MS = 3_600_000;

const masFrecuente = <T>(lista: readonly T[], por: (t: T) => string): T | undefined => {
  const cuenta = new Map<string, { n: number; t: T }>();
  for (const t of lista) {
    const clave = por(t);
    cuenta.set(clave, { n: (cuenta.get(clave)?.n ?? 0) + 1, t });
  }
  return [...cuenta.values()].sort((a, b) => b.n - a.n)[0]?.t;
};

/**
 * Operating window: 18:00 of the election day, for 24 hours (domain: 1.7). The day is that of the median acopio 12 hours
 * before, since work goes past midnight and some clocks are days off; of the cut when nothing was captured.
 */
const ventanaDe = (archivos: readonly ArchivoLeido[], zonaMinutos: number): Paquete['ventana'] => {
  const horas = archivos.flatMap((a) => a.filas.map((f) => f.horaAcopio)).filter((h) => h !== null).map((h) => Date.parse(h)).sort((a, b) => a - b);
  const mediana = horas[Math.floor(horas.length / 2)];
  const corte = archivos.map((a) => a.cabecera.corte).find((c) => c !== null);
  if (mediana === undefined && corte === undefined) throw new AppError('opcion_invalida', { opcion: '--inicio', detalle: 'el archivo no tiene fechas; diga la hora de inicio' });
  const referencia = mediana === undefined ? Date.parse(corte ?? '') : mediana - 12 * HORA_MS;
  const p = partesLocales(new Date(referencia).toISOString(), zonaMinutos);
  const inicio = `${p.anio}-${p.mes}-${p.dia}T18:00:00${desfase(zonaMinutos)}`;
  const f = partesLocales(new Date(Date.parse(inicio) + 24 * HORA_MS).toISOString(), zonaMinutos);
  return { inicio, fin: `${f.anio}-${f.mes}-${f.dia}T18:00:00${desfase(zonaMinutos)}` };
};

const eleccionDe = ({ archivo }: FuentePrep): ArchivoDeEleccion => {
  const { eleccion, titulo, ambito } = archivo.cabecera;
  // Juntas municipales are chosen like an ayuntamiento; Campeche writes theirs under ID_DISTRITO_LOCAL.
  const deJuntas = plano(titulo).includes('JUNTA');
  const tipo = eleccion ?? (deJuntas ? 'AYUN' : null);
  if (tipo === null) throw new AppError('prep_ilegible', { detalle: `su título «${titulo}» no dice de qué elección es` });
  return { eleccion: tipo, ambito: deJuntas ? 'municipio' : (ambito ?? 'distrito'), archivo };
};

const repartirCatds = (casillas: readonly Casilla[], catds: readonly string[]): Casilla[] => {
  const zona = (c: Casilla): string => c.distrito?.id ?? c.municipio?.id ?? '';
  const zonas = [...new Set(casillas.map(zona))].sort();
  return casillas.map((c) => ({ ...c, catd: catds[zonas.indexOf(zona(c)) % catds.length] ?? '' }));
};

const exigirDistintas = (archivos: readonly ArchivoDeEleccion[]): void => {
  const vistas = new Map<string, string>();
  for (const { eleccion, archivo } of archivos) {
    const otra = vistas.get(eleccion);
    if (otra !== undefined) {
      throw new AppError('opcion_invalida', { opcion: '--prep', detalle: `«${otra}» y «${archivo.cabecera.titulo}» son ambas ${eleccion}; haga un paquete para cada una` });
    }
    vistas.set(eleccion, archivo.cabecera.titulo);
  }
};

/** A file cut in its middle makes half a package that looks whole; one that was published so is taken when that is asked for. */
const avisosDeIncompletos = (archivos: readonly ArchivoDeEleccion[], aunque: boolean): Aviso[] => archivos.flatMap(({ archivo: { nombre, cabecera, filas, raras } }) => {
  const incompleto = incompletoDe(cabecera.encabezado, filas.filter((f) => f.contabilizada !== 2).length, raras.filter((r) => r.codigo === 'renglon_incompleto').length);
  if (incompleto === null) return [];
  const detalle = textoIncompleto(incompleto);
  if (!aunque) throw new AppError('prep_incompleto', { archivo: path.basename(nombre), detalle });
  return [{ clase: 'omitido', clave: cabecera.titulo, detalle }];
});

/**
 * An unsigned package for a drill from published PREP files of one entity, one per election: catalogue, ballots,
 * candidacies, window, layout and demo people. Nothing of the file is dropped without an `Aviso`.
 * Throws AppError `prep_ilegible`, `prep_incompleto` or `opcion_invalida`.
 */
export const paqueteDesdePrep = (fuentes: readonly FuentePrep[], opciones: OpcionesPaquete = {}): PaqueteCreado => {
  const archivos = fuentes.map(eleccionDe);
  const [primero] = archivos;
  if (primero === undefined) throw new AppError('opcion_invalida', { opcion: '--prep', detalle: 'falta el archivo' });
  exigirDistintas(archivos);
  const incompletos = avisosDeIncompletos(archivos, opciones.aunqueIncompleto === true);
  const filas = archivos.flatMap((a) => a.archivo.filas);
  const entidad = masFrecuente(filas, (f) => f.entidad.id)?.entidad;
  if (!entidad || !/^\d{1,2}$/.test(entidad.id)) throw new AppError('prep_ilegible', { detalle: 'no dice de qué entidad es' });
  const id = entidad.id.padStart(2, '0');
  const catalogo = leerCatalogo(id, archivos);
  if (catalogo.actas.length === 0) throw new AppError('prep_ilegible', { detalle: 'no tiene ninguna acta con clave' });
  const elecciones = archivos.map((a, i) => {
    const ids = new Set(catalogo.casillas.map((c) => ambitoDe({ ambito: a.ambito }, c)).filter((ambito) => ambito !== ''));
    return leerEleccion(a, fuentes[i]?.candidaturas ?? [], ids, opciones.boletasEspecial ?? 1000);
  });
  const zonaMinutos = primero.archivo.cabecera.zonaMinutos ?? ZONA_SI_NO_DICE;
  const ventana = opciones.ventana ?? ventanaDe(archivos.map((a) => a.archivo), zonaMinutos);
  const anio = Number(ventana.inicio.slice(0, 4));
  const abreviatura = abreviaturaDe(id);
  const catds = opciones.catds ?? ['CATD01'];
  const paquete: Paquete = {
    formato: 'acopio-paquete', version: 1, modo: 'simulacro', anio, zonaMinutos, ventana,
    id: opciones.id ?? `${abreviatura}-${archivos.map((a) => a.eleccion).join('-')}-${anio}`.toLowerCase().replaceAll('_', ''),
    nombre: `Simulacro con los resultados publicados de ${entidad.nombre}, ${anio}`,
    entidad: { id, nombre: entidad.nombre, abreviatura }, formatoCsv: opciones.formato ?? primero.archivo.cabecera.formato,
    elecciones: elecciones.map((e) => e.eleccion), candidaturas: elecciones.flatMap((e) => e.candidaturas),
    casillas: repartirCatds(catalogo.casillas, catds), actas: catalogo.actas, catds: catds.map((catd) => ({ id: catd, nombre: catd })),
    usuarios: personasDemo(), reglas: { excedeCombinada: 'sola', cotejoAntesDeEmpaquetar: true },
    plantillas: { '*': 'estandar' }, central: { url: '', llave: '' },
  };
  return { paquete, avisos: [...incompletos, ...catalogo.avisos, ...elecciones.flatMap((e) => e.avisos)] };
};
