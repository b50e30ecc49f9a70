import type { ActaEsperada } from '#shared/domain/acta.ts';
import { claveCasilla, esMesaSinSeccion, TIPOS_CASILLA, type AmbitoRef, type Casilla, type TipoCasilla } from '#shared/domain/casilla.ts';
import type { Candidatura, ColumnaVoto, Eleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { combinaciones } from './combinaciones.ts';
import { leerDescripcionDemo, personasDemo, type Contendiente, type DescripcionDemo, type EleccionDemo, type SeccionDemo } from './descripcion-demo.ts';

/** Columns of one contender on its ballot: the party's own, or each party of the coalition and every combination. */
const columnasDe = (c: Contendiente): string[] => {
  if (c.clase === 'coalicion') return [...c.de, ...combinaciones(c.de).map((k) => k.join('_'))];
  return [c.clase === 'comun' ? `CC_${c.de.join('_')}` : c.de.join('_')];
};

/** Columns of the whole election: parties, candidaturas comunes, combinations, independents (LEEME 2024; domain: 2.4). */
const columnasDeEleccion = (e: EleccionDemo, d: DescripcionDemo): ColumnaVoto[] => {
  const contendientes = Object.values(e.contiendas).flat();
  const compiten = new Set(contendientes.flatMap((c) => (c.clase === 'comun' ? [] : c.de)));
  const columnas: ColumnaVoto[] = d.partidos.filter((p) => compiten.has(p.clave)).map((p) => ({ clave: p.clave, clase: 'partido', nombre: p.nombre, miembros: [] }));
  const agregar = (columna: ColumnaVoto): void => {
    if (!columnas.some((c) => c.clave === columna.clave)) columnas.push(columna);
  };
  const deClase = (clase: Contendiente['clase']): Contendiente[] => contendientes.filter((c) => c.clase === clase);
  for (const c of deClase('comun')) agregar({ clave: `CC_${c.de.join('_')}`, clase: 'comun', nombre: `Candidatura común ${c.de.join('-')}`, miembros: c.de });
  const porTamano = deClase('coalicion').sort((a, b) => b.de.length - a.de.length);
  for (const c of porTamano) for (const k of combinaciones(c.de)) agregar({ clave: k.join('_'), clase: 'coalicion', nombre: k.join('-'), miembros: k });
  for (const clave of [...new Set(deClase('independiente').flatMap((c) => c.de))].sort()) {
    agregar({ clave, clase: 'independiente', nombre: `Candidatura independiente ${clave.at(-1) ?? ''}`, miembros: [] });
  }
  return columnas;
};

const eleccionDe = (e: EleccionDemo, d: DescripcionDemo): Eleccion => {
  const columnas = columnasDeEleccion(e, d);
  const boletas: Record<string, string[]> = {};
  for (const [ambito, contendientes] of Object.entries(e.contiendas)) {
    const enBoleta = new Set(contendientes.flatMap(columnasDe));
    if (ambito !== '') boletas[ambito] = columnas.map((c) => c.clave).filter((clave) => enBoleta.has(clave));
  }
  return { id: e.id, titulo: e.titulo, ambito: e.ambito, columnas, boletas, maximoBoletasEspecial: e.maximoBoletasEspecial };
};

/** The same person stands for every column of their coalition (domain: 2.7). */
const candidaturasDe = (e: EleccionDemo): Candidatura[] =>
  Object.entries(e.contiendas).flatMap(([ambito, contendientes]) =>
    contendientes.flatMap((c) =>
      columnasDe(c).map((clave) => ({ eleccion: e.id, ambito: ambito === '' ? null : ambito, clave, propietaria: c.propietaria, suplente: c.suplente }))));

type CasillaConLista = { readonly casilla: Casilla; readonly listaNominal: number };

const esTipo = (texto: string): texto is TipoCasilla => (TIPOS_CASILLA as readonly string[]).includes(texto);
const dos = (n: number): string => String(n).padStart(2, '0');

const buscar = (lista: readonly AmbitoRef[], id: string | null): AmbitoRef | null => lista.find((a) => a.id === id) ?? null;

const casillaDe = (texto: string, s: SeccionDemo, d: DescripcionDemo): CasillaConLista => {
  const m = /^([A-Z])(\d*)(?:\.(\d+))?:(\d+)$/.exec(texto);
  const tipo = m?.[1] ?? '';
  if (m === null || !esTipo(tipo)) throw new Error(`demo: casilla ${texto}`);
  const partes = { seccion: s.seccion, tipo, idCasilla: dos(m[2] === '' ? 1 : Number(m[2])), extContigua: dos(Number(m[3] ?? 0)) };
  const casilla: Casilla = {
    clave: claveCasilla(d.entidad.id, partes), ...partes, ubicacion: s.ubicacion,
    distrito: buscar(d.distritos, s.distrito), municipio: buscar(d.municipios, s.municipio), catd: s.catd,
  };
  return { casilla, listaNominal: Number(m[4]) };
};

/** Two accredited people per party or independent on the ballot; mesas outside the sections publish none (LEEME 2024). */
const representantesDe = (e: EleccionDemo, casilla: Casilla): number | null => {
  if (esMesaSinSeccion(casilla.tipo)) return null;
  const ambito = e.ambito === 'entidad' ? '' : (casilla[e.ambito]?.id ?? '');
  return 2 * new Set((e.contiendas[ambito] ?? []).flatMap((c) => c.de)).size;
};

const actasDe = (e: EleccionDemo, { casilla, listaNominal }: CasillaConLista): ActaEsperada[] =>
  (e.tiposActa[casilla.tipo] ?? e.tiposActa['*'] ?? []).map((tipoActa) => ({
    clave: casilla.clave + tipoActa, casilla: casilla.clave, eleccion: e.id, tipoActa, listaNominal, representantes: representantesDe(e, casilla),
  }));

export type OpcionesDemo = {
  /** Operating window; the one of the demo's election day (6 June 2027) when missing. */
  readonly ventana?: { readonly inicio: string; readonly fin: string };
  readonly central?: { readonly url: string; readonly llave: string };
};

/**
 * The demo election: three elections at once in the Estado de Miravalle, which does not exist. 219 casillas of every
 * type, coalitions of 2, 3 and 4 parties, a candidatura común, independents, ballots that differ by district and
 * municipality, and people of every role. Always a simulacro.
 */
export const paqueteDemo = (opciones: OpcionesDemo = {}): Paquete => {
  const { descripcion: d, secciones } = leerDescripcionDemo();
  const casillas = secciones.flatMap((s) => s.casillas.split(' ').map((texto) => casillaDe(texto, s, d)));
  return {
    formato: 'acopio-paquete', version: 1, id: d.id, nombre: d.nombre, modo: 'simulacro', entidad: d.entidad, anio: d.anio, zonaMinutos: d.zonaMinutos,
    ventana: opciones.ventana ?? d.ventana, formatoCsv: '2024',
    elecciones: d.elecciones.map((e) => eleccionDe(e, d)),
    casillas: casillas.map((c) => c.casilla),
    actas: d.elecciones.flatMap((e) => casillas.flatMap((c) => actasDe(e, c))),
    candidaturas: d.elecciones.flatMap(candidaturasDe),
    catds: d.catds, usuarios: personasDemo(),
    reglas: { excedeCombinada: 'sola', cotejoAntesDeEmpaquetar: true },
    plantillas: { '*': 'estandar' },
    central: opciones.central ?? { url: '', llave: '' },
  };
};
