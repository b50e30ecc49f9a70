import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import { ambitoDe, MOTIVOS_SIN_ACTA, type ActaEsperada, type MotivoSinActa } from '#shared/domain/acta.ts';
import { esEspecial, esMesaSinSeccion, type Casilla } from '#shared/domain/casilla.ts';
import { ASENTADO, clavesEnBoleta, clavesVoto, NO_REGISTRADAS, NULOS, type ColumnaVoto, type Eleccion } from '#shared/domain/eleccion.ts';
import { OBSERVACION_SIN_ACTA, type Observacion } from '#shared/domain/inconsistencias.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { ILEGIBLE, NO_APLICA, SIN_DATO, type Valor } from '#shared/domain/valor.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { FORMATOS } from '#shared/prep-csv/formatos.ts';
import { textoObservaciones } from '#shared/prep-csv/observaciones.ts';

/** What happens to one acta of the demo. The truth is made from it, not from the rules, so that the rules can be checked against it. */
type Suerte = 'normal' | 'algun' | 'todos' | 'excede' | MotivoSinActa;

/** Shares seen in real elections: no acta 5 %, some illegible or blank 8 %, all of it 1 %, over the limit 1.5 % (domain: section 6, row 15). */
const sortear = (azar: Azar, conLimite: boolean): Suerte => {
  const n = azar.siguiente();
  if (n < 0.05) return azar.elegir(MOTIVOS_SIN_ACTA);
  if (n < 0.13) return 'algun';
  if (n < 0.14) return 'todos';
  return n < 0.155 && conLimite ? 'excede' : 'normal';
};

/** Strength of a column in a place: parties first, combinations a little, independents and the rest less. */
const peso = (columna: ColumnaVoto, lugar: string, semilla: string): number => {
  const azar = crearAzar(`${semilla}:${lugar}:${columna.clave}`);
  if (columna.clase === 'coalicion') return azar.entre(0.1, 1) / columna.miembros.length;
  if (columna.clase === 'independiente') return azar.entre(0.5, 4);
  return azar.entre(2, 30) * (columna.clase === 'comun' ? 1.5 : 1);
};

/** Shares `total` votes by weight. What rounding leaves goes to the first columns, one each. */
const repartir = (total: number, pesos: ReadonlyMap<string, number>): Map<string, number> => {
  const suma = [...pesos.values()].reduce((a, b) => a + b, 0);
  const votos = new Map([...pesos].map(([clave, p]) => [clave, Math.floor((total * p) / suma)]));
  let resto = total - [...votos.values()].reduce((a, b) => a + b, 0);
  for (const [clave, n] of votos) {
    if (resto === 0) break;
    votos.set(clave, n + 1);
    resto -= 1;
  }
  return votos;
};

type Lugar = { readonly acta: ActaEsperada; readonly casilla: Casilla; readonly eleccion: Eleccion };

/** How many people voted at a casilla: 45 to 70 % of its list, or what a casilla especial sees. The three elections differ a little. */
const votosEmitidos = ({ acta, casilla }: Lugar, suerte: Suerte, semilla: string, azar: Azar): number => {
  if (suerte === 'excede') return acta.listaNominal + (acta.representantes ?? 0) + azar.entero(1, 60);
  const deCasilla = crearAzar(`${semilla}:${casilla.clave}`).entre(0.45, 0.7);
  if (esEspecial(casilla.tipo)) return Math.floor(deCasilla * (acta.tipoActa.endsWith('RP') ? 380 : 640));
  return Math.max(1, Math.floor(acta.listaNominal * deCasilla) - azar.entero(0, 3));
};

const votosDe = (lugar: Lugar, total: number, semilla: string, azar: Azar): Map<string, number> => {
  const { casilla, eleccion } = lugar;
  const enBoleta = clavesEnBoleta(eleccion, ambitoDe(eleccion, casilla));
  const zona = casilla.municipio?.id ?? 'mesa';
  const pesos = new Map(eleccion.columnas.filter((c) => enBoleta.has(c.clave)).map((c) => [c.clave, peso(c, `${eleccion.id}:${zona}`, semilla) * azar.entre(0.7, 1.3)]));
  const base = [...pesos.values()].reduce((a, b) => a + b, 0);
  pesos.set(NO_REGISTRADAS, base * azar.entre(0, 0.002));
  pesos.set(NULOS, base * azar.entre(0.01, 0.04));
  return repartir(total, pesos);
};

const malo = (azar: Azar): Valor => (azar.siguiente() < 0.5 ? ILEGIBLE : SIN_DATO);

/** Spoils one vote field (then some more, seldom), always leaving one legible; or all of them. */
const estropear = (votos: Record<string, Valor>, suerte: Suerte, azar: Azar): void => {
  const claves = Object.keys(votos);
  if (suerte === 'todos') for (const clave of claves) votos[clave] = malo(azar);
  if (suerte !== 'algun') return;
  const cuantos = azar.siguiente() < 0.7 ? 1 : Math.min(azar.entero(2, 4), claves.length - 1);
  const libres = [...claves];
  for (let i = 0; i < cuantos; i++) votos[libres.splice(azar.entero(0, libres.length - 1), 1)[0] ?? ''] = malo(azar);
};

/** Header fields and written total, with the slips of real paper: blanks, and totals that do not add up. */
const demasCampos = ({ acta, casilla }: Lugar, total: number, azar: Azar): Record<string, Valor> => {
  const asentado: Valor = azar.siguiente() < 0.05 ? malo(azar) : azar.siguiente() < 0.12 ? Math.max(0, total + azar.entero(-9, 9)) : total;
  if (esMesaSinSeccion(casilla.tipo)) {
    return { TOTAL_BOLETAS_SOBRANTES: NO_APLICA, TOTAL_PERSONAS_VOTARON: total, TOTAL_REP_PARTIDO_CI_VOTARON: NO_APLICA, TOTAL_VOTOS_SACADOS: total, [ASENTADO]: asentado };
  }
  const representantes = Math.min(total, azar.entero(0, Math.min(12, acta.representantes ?? 0)));
  const boletas = esEspecial(casilla.tipo) ? 1000 : acta.listaNominal + (acta.representantes ?? 0);
  const blanco = (v: number): Valor => (azar.siguiente() < 0.03 ? malo(azar) : v);
  return {
    TOTAL_BOLETAS_SOBRANTES: blanco(Math.max(0, boletas - total)), TOTAL_PERSONAS_VOTARON: blanco(total - representantes),
    TOTAL_REP_PARTIDO_CI_VOTARON: blanco(representantes), TOTAL_VOTOS_SACADOS: blanco(total), [ASENTADO]: asentado,
  };
};

const OBSERVACION: Readonly<Partial<Record<Suerte, Observacion>>> = {
  algun: 'algun_ilegible_o_sin_dato', todos: 'todos_ilegibles_o_sin_dato', excede: 'excede_lista_nominal', ...OBSERVACION_SIN_ACTA,
};

const esSinActa = (suerte: Suerte): suerte is MotivoSinActa => (MOTIVOS_SIN_ACTA as readonly string[]).includes(suerte);

const noEnBoleta = ({ eleccion, casilla }: Lugar): Record<string, Valor> => {
  const enBoleta = clavesEnBoleta(eleccion, ambitoDe(eleccion, casilla));
  return Object.fromEntries(clavesVoto(eleccion).filter((c) => !enBoleta.has(c)).map((c) => [c, NO_APLICA]));
};

/** Geography that the file of an election shows: its own, or the district where it is of the whole entity. */
const ambitoPublicado = (eleccion: Eleccion): 'distrito' | 'municipio' => (eleccion.ambito === 'municipio' ? 'municipio' : 'distrito');

const SIN_IMAGEN = { mecanismoTraslado: '', codigoIntegridad: '', horaAcopio: null, horaCaptura: null, horaVerificacion: null, origen: '', digitalizacion: '', tipoDocumento: '' } as const;

const filaDe = (lugar: Lugar, paquete: Paquete, semilla: string): FilaPrep => {
  const { acta, casilla, eleccion } = lugar;
  const azar = crearAzar(`${semilla}:${acta.clave}`);
  const suerte = sortear(azar, acta.representantes !== null && !esEspecial(casilla.tipo));
  const observacion = OBSERVACION[suerte];
  const comun = {
    ...SIN_IMAGEN, claveCasilla: casilla.clave, claveActa: acta.clave, entidad: { id: paquete.entidad.id, nombre: paquete.entidad.nombre },
    ambito: casilla[ambitoPublicado(eleccion)], seccion: casilla.seccion, idCasilla: casilla.idCasilla, tipoCasilla: casilla.tipo, extContigua: casilla.extContigua,
    ubicacion: casilla.ubicacion, tipoActa: acta.tipoActa, listaNominal: acta.listaNominal, representantes: acta.representantes,
    observaciones: textoObservaciones(FORMATOS[paquete.formatoCsv], observacion === undefined ? [] : [observacion]),
    mecanismoTraslado: azar.elegir(['', 'D', 'F', 'I']),
  };
  if (esSinActa(suerte)) return { ...comun, valores: noEnBoleta(lugar), calculado: null, sinActa: suerte, contabilizada: 0 };
  const total = votosEmitidos(lugar, suerte, semilla, azar);
  const votos: Record<string, Valor> = Object.fromEntries(votosDe(lugar, total, semilla, azar));
  estropear(votos, suerte, azar);
  const calculado = Object.values(votos).reduce<number>((n, v) => n + (typeof v === 'number' ? v : 0), 0);
  return {
    ...comun, valores: { ...demasCampos(lugar, total, azar), ...votos, ...noEnBoleta(lugar) }, calculado, sinActa: null,
    contabilizada: suerte === 'todos' || suerte === 'excede' ? 0 : 1,
    origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP',
  };
};

/** A row of an acta that belongs to no approved casilla: it has an image and nothing else (LEEME 2024, item 37). */
const filaFuera = (paquete: Paquete): FilaPrep => ({
  ...SIN_IMAGEN, claveCasilla: '-', claveActa: '-', entidad: { id: paquete.entidad.id, nombre: paquete.entidad.nombre }, ambito: null,
  seccion: '', idCasilla: '', tipoCasilla: '', extContigua: '', ubicacion: '', tipoActa: '', valores: {}, calculado: null, listaNominal: null, representantes: null,
  observaciones: textoObservaciones(FORMATOS[paquete.formatoCsv], ['fuera_de_catalogo']), sinActa: null, contabilizada: 2,
  origen: 'CATD', digitalizacion: 'ESCANER',
});

export type VerdadEleccion = { readonly eleccion: Eleccion['id']; readonly filas: readonly FilaPrep[] };

/**
 * What was truly voted in an election that never took place: a row per acta of the package, and one acta fuera de
 * catálogo per hundred, by election. The same seed gives the same vote. Rows have no times and no image hash, which
 * only the work of a center gives.
 */
export const verdadDemo = (paquete: Paquete, semilla: number): VerdadEleccion[] => {
  const casillas = new Map(paquete.casillas.map((c) => [c.clave, c]));
  return paquete.elecciones.map((eleccion) => {
    const filas: FilaPrep[] = [];
    for (const acta of paquete.actas) {
      const casilla = casillas.get(acta.casilla);
      if (acta.eleccion === eleccion.id && casilla) filas.push(filaDe({ acta, casilla, eleccion }, paquete, String(semilla)));
    }
    const deMas = Math.max(1, Math.round(filas.length / 100));
    return { eleccion: eleccion.id, filas: [...filas, ...Array.from({ length: deMas }, () => filaFuera(paquete))] };
  });
};
