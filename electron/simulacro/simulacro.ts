import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { EstadoCentral } from '#central/estado.ts';
import { crearAzar } from '#electron/papel/azar.ts';
import type { Registro } from '#electron/station/puertos.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { ESTADOS, type Estado } from '#shared/domain/estados.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { caminoRed, caminoUsb, type ViajesUsb } from './camino.ts';
import type { EscanerSimulacro } from './charola.ts';
import { crearCentro, type TareaActa, type TareaFuera } from './centro.ts';
import { compararPublicado, type Comparacion } from './comparar.ts';
import { yerroDe } from './deslices.ts';
import { cifrasNoDerivables, compararEncabezados, type EncabezadoVerdad } from './encabezado-verdad.ts';
import { esperadaDe, type NoDerivable } from './esperado.ts';
import { contarFases, type PorFase } from './fases.ts';
import { crearImprenta, crearImprentaSinImagenes, type EstadoHoja, type Imprenta } from './hojas.ts';
import { correrNoche, type Avance, type NocheResumida } from './jornada.ts';
import { ponerEnPie, type Puesta } from './puesta.ts';
import type { SalaReal } from './reserva-simulada.ts';
import { crearRelojVirtual } from './reloj-virtual.ts';
import { prepararVerdad, type FuenteVerdad, type Verdad } from './verdad.ts';

export type OpcionesSimulacro = {
  readonly paquete: Paquete;
  readonly verdad: readonly FuenteVerdad[];
  /** Actas of the catalogue to work with; null = all that the truth has. */
  readonly actas: number | null;
  readonly semilla: string;
  /** Share of first captures that are wrong, 0 to 1. */
  readonly errores: number;
  /** Folder for everything: it must not hold another drill. */
  readonly salida: string;
  /** Draw, scan and look at real pages. */
  readonly imagenes: boolean;
  readonly dpi: number;
  /** What the sheets pass through; the virtual tray when it is left out. Those that are real need `imagenes`. */
  readonly escaner?: EscanerSimulacro;
  /** Share of the night without network, 0 to 1; a third when it is left out. */
  readonly cortes?: number;
  /** The first center has a standby that follows it and relieves it in the middle of the night. */
  readonly sala?: SalaReal;
  /** No network at all: what the centers register is carried on a USB. */
  readonly soloUsb?: boolean;
  readonly registro: Registro;
  readonly alAvanzar: (avance: Avance) => void;
};

export type ResultadoSimulacro = {
  readonly actas: number;
  readonly fuera: number;
  readonly esperadas: number;
  readonly sinLugar: number;
  readonly estaciones: number;
  readonly porEstado: Readonly<Record<Estado, number>>;
  /** Distinct actas that reached each phase. */
  readonly porFase: PorFase;
  readonly escaner: EscanerSimulacro;
  /** Scans that stopped before the tray was empty. */
  readonly interrumpidas: number;
  /** Events of the journals, by type. */
  readonly eventos: Readonly<Record<string, number>>;
  readonly observaciones: Readonly<Record<string, number>>;
  readonly noche: Omit<NocheResumida, 'ultimo'>;
  readonly red: { readonly sinRed: number; readonly respuestasPerdidas: number };
  /** What was carried by hand; null when there was a network. */
  readonly usb: ViajesUsb | null;
  readonly central: EstadoCentral;
  /** Images of the stations whose bytes are missing or changed. */
  readonly imagenesDanadas: number;
  readonly comparacion: Comparacion;
  readonly noDerivables: readonly NoDerivable[];
  /** For each election that the drill worked with whole: its header against the one of the truth. */
  readonly encabezados: readonly EncabezadoVerdad[];
  readonly publicacion: string;
  /** Real time of the night, without the preparation. */
  readonly ms: number;
  readonly exito: boolean;
};

/** Share of the night without network, unless another is asked for. */
export const CORTES_HABITUALES = 1 / 3;

/** Columns that the header adds up: where the truth's are not derivable, its header need not come out. */
const DEL_ENCABEZADO: ReadonlySet<string> = new Set(['OBSERVACIONES', 'CONTABILIZADA', 'TOTAL_VOTOS_CALCULADO', 'LISTA_NOMINAL']);

/** How often a sheet comes badly, per hundred: a stamp over the label, turned or worn. Also what the people do about it. */
const SELLOS = 4;
const MALTRATADAS = 8;

const hojaDe = (indice: number, azar: number): EstadoHoja => {
  if (indice === 1 || azar < SELLOS) return 'sello';
  if (indice === 2) return 'sin_etiqueta';
  return azar < SELLOS + MALTRATADAS ? 'maltratada' : 'limpia';
};

/** What the drill has in store for each acta. The first ones meet every kind of trouble, so that a small drill does too. */
const planear = (verdad: Verdad, fuentes: readonly FuenteVerdad[], paquete: Paquete, errores: number, semilla: string): { tareas: TareaActa[]; noDerivables: NoDerivable[] } => {
  const noDerivables: NoDerivable[] = cifrasNoDerivables(fuentes);
  let conActa = 0;
  const tareas = verdad.actas.map((simulada): TareaActa => {
    const { esperada, noDerivables: suyas } = esperadaDe(simulada, paquete);
    noDerivables.push(...suyas);
    const i = simulada.fila.sinActa === null ? conActa++ : -1;
    const azar = crearAzar(`${semilla}:plan:${simulada.acta.clave}`);
    return {
      simulada, esperada, capturas: new Map(), copias: 0, reportada: false, vigente: null, rechazada: null, hecha: false,
      yerro: i < 0 ? 'ninguno' : yerroDe(i, simulada.acta.clave, errores, semilla), hoja: hojaDe(i, azar.entero(0, 99)),
      reportar: i === 4 || (i > 4 && azar.entero(1, 50) === 1), repetir: i === 5 ? 'misma' : i === 7 ? 'otra' : (['misma', 'otra'] as const)[azar.entero(0, 49)] ?? 'no',
    };
  });
  return { tareas, noDerivables };
};

const imprentaDe = (o: OpcionesSimulacro): { imprenta: Imprenta; cerrar: () => Promise<void> } => {
  if (!o.imagenes) return { imprenta: crearImprentaSinImagenes(o.paquete, o.semilla), cerrar: () => Promise.resolve() };
  const vision = crearVision();
  return { imprenta: crearImprenta(o.paquete, o.semilla, o.dpi, vision), cerrar: vision.cerrar };
};

/** Actas go to the center of their casilla; one in thirty comes to another one, as happens (domain: 10). */
const centroDe = (t: TareaActa, catds: readonly string[], semilla: string): string => {
  const azar = crearAzar(`${semilla}:centro:${t.simulada.acta.clave}`);
  return azar.entero(1, 30) === 1 ? azar.elegir(catds) : t.simulada.casilla.catd;
};

/** The folder that stands for a center's USB. */
const carpetaUsb = (salida: string, catd: string): string => path.join(path.resolve(salida), 'usb', catd);
/** Somebody sets out with the USB this often: about every half an hour. */
const RONDAS_POR_VIAJE = 4;

/** What the journals say, all stations together. */
const leerBitacoras = (puesta: Puesta, comparacion: Comparacion): Pick<ResultadoSimulacro, 'eventos' | 'interrumpidas' | 'porFase'> => {
  const fases = contarFases();
  const eventos: Record<string, number> = {};
  let interrumpidas = 0;
  for (const { catd, estacion } of puesta.estaciones) {
    const { bitacora } = estacion();
    for (const { texto } of bitacora.leer(1, bitacora.cabeza().seq)) {
      const { tipo, acta, datos } = JSON.parse(texto) as { tipo: string; acta?: string; datos: { falla?: string | null } };
      if (tipo === 'tanda.terminada' && datos.falla) interrumpidas += 1;
      eventos[tipo] = (eventos[tipo] ?? 0) + 1;
      fases.anotar(catd, tipo, acta);
    }
  }
  return { eventos, interrumpidas, porFase: fases.totales(comparacion) };
};

const contarObservaciones = (tareas: readonly TareaActa[], fuera: number): Record<string, number> => {
  const cuenta: Record<string, number> = {};
  for (const t of tareas) for (const o of t.esperada.observaciones.length === 0 ? ['sin_inconsistencia'] : t.esperada.observaciones) cuenta[o] = (cuenta[o] ?? 0) + 1;
  return fuera === 0 ? cuenta : { ...cuenta, fuera_de_catalogo: fuera };
};

const danadas = async (puesta: Puesta): Promise<number> => {
  let n = 0;
  for (const { estacion } of puesta.estaciones) n += (await estacion().verificarImagenes()).length;
  return n;
};

/** A relief is told to whoever watches the central, once; there must be nothing else to look at. */
const soloRelevos = ({ alarmas }: EstadoCentral, relevos: number): boolean => alarmas.length === relevos && alarmas.every((a) => a.tipo === 'relevo');

const correr = async (o: OpcionesSimulacro, verdad: Verdad, imprenta: Imprenta): Promise<ResultadoSimulacro> => {
  const { tareas, noDerivables } = planear(verdad, o.verdad, o.paquete, o.errores, o.semilla);
  const fuera = verdad.fuera.map((simulada): TareaFuera => ({ simulada, acta: null, imagen: null, hecha: false }));
  const reloj = crearRelojVirtual(Date.parse(o.paquete.ventana.inicio) + 5 * 60_000);
  const usados = new Set(tareas.map((t) => t.simulada.casilla.catd));
  const catds = o.paquete.catds.map((c) => c.id).filter((id) => usados.has(id));
  const puesta = await ponerEnPie({ paquete: o.paquete, catds, salida: o.salida, semilla: o.semilla, reloj, registro: o.registro, vision: imprenta.vision, escaner: o.escaner ?? 'virtual', dpi: o.dpi, sala: o.sala ?? null, soloUsb: o.soloUsb === true });
  try {
    const centros = puesta.estaciones.map((e, i) => crearCentro({
      catd: e.catd, estacion: e.estacion, charola: e.charola, imprenta, paquete: puesta.paquete, reloj, semilla: o.semilla, mirar: o.imagenes,
      tareas: tareas.filter((t) => centroDe(t, catds, o.semilla) === e.catd), fuera: fuera.filter((_, n) => n % puesta.estaciones.length === i),
    }));
    const camino = o.soloUsb === true ? caminoUsb({ centros, central: puesta.central, usbDe: (c) => carpetaUsb(o.salida, c.catd), cada: RONDAS_POR_VIAJE }) : caminoRed(centros, puesta.estaciones);
    if (o.soloUsb === true) for (const { catd } of centros) await mkdir(carpetaUsb(o.salida, catd), { recursive: true });
    const inicio = performance.now();
    const { ultimo, ...noche } = await correrNoche({ centros, estaciones: puesta.estaciones, central: puesta.central, camino, reloj, actas: tareas.length + fuera.length, cortes: o.soloUsb === true ? 1 : (o.cortes ?? CORTES_HABITUALES), alAvanzar: o.alAvanzar });
    const ms = performance.now() - inicio;
    const porEstado = Object.fromEntries(ESTADOS.map((e) => [e, 0])) as Record<Estado, number>;
    for (const centro of centros) for (const [estado, n] of Object.entries((await centro.resumen()).porEstado)) porEstado[estado as Estado] += n;
    // Every station counts the whole catalogue: what the others worked with is not awaited here.
    porEstado.esperada = o.paquete.actas.length - tareas.length;
    const comparacion = await compararPublicado(ultimo, puesta.paquete, tareas, fuera);
    const encabezados = compararEncabezados(o.verdad, o.paquete, verdad, comparacion);
    const central = await puesta.central.estado();
    const imagenesDanadas = await danadas(puesta);
    const red = puesta.estaciones.map((e) => e.red.fallas()).reduce((a, b) => ({ sinRed: a.sinRed + b.sinRed, respuestasPerdidas: a.respuestasPerdidas + b.respuestasPerdidas }));
    return {
      actas: tareas.length, fuera: fuera.length, esperadas: o.paquete.actas.length, sinLugar: verdad.sinLugar, estaciones: puesta.estaciones.length, porEstado,
      escaner: o.escaner ?? 'virtual', encabezados, ...leerBitacoras(puesta, comparacion), observaciones: contarObservaciones(tareas, fuera.length), noche, red, usb: camino.viajes(), central, imagenesDanadas, comparacion, noDerivables,
      publicacion: ultimo.carpeta, ms,
      exito: comparacion.diferencias.length === 0 && (noDerivables.some((n) => DEL_ENCABEZADO.has(n.columna)) || encabezados.every((e) => e.distintas.length === 0)) && imagenesDanadas === 0 && central.huecos.length === 0 && soloRelevos(central, noche.relevos.length),
    };
  } finally {
    await puesta.cerrar();
  }
};

/**
 * A whole election night with the real station, road and central, and virtual paper, people and clock; at the end what
 * was published is read back and compared with the truth. The same options give the same night, to the byte where
 * nothing is drawn: images are looked at side by side, and the one that is ready first goes first.
 * Throws AppError `opcion_invalida` when there is nothing to work with.
 */
export const correrSimulacro = async (o: OpcionesSimulacro): Promise<ResultadoSimulacro> => {
  const verdad = prepararVerdad(o.paquete, o.verdad, { cuantas: o.actas, semilla: o.semilla });
  if (verdad.actas.length === 0) throw new AppError('opcion_invalida', { opcion: '--verdad', detalle: 'no tiene ninguna acta capturada de las del paquete' });
  await mkdir(path.resolve(o.salida), { recursive: true });
  const { imprenta, cerrar } = imprentaDe(o);
  try {
    return await correr(o, verdad, imprenta);
  } finally {
    await cerrar();
  }
};
