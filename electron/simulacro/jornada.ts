import type { Central } from '#central/crear-central.ts';
import type { Corte } from '#central/publicacion/corte.ts';
import { ESTADOS, type Estado } from '#shared/domain/estados.ts';
import type { Camino } from './camino.ts';
import type { Centro } from './centro.ts';
import type { EstacionSimulada } from './puesta.ts';
import type { RelevoHecho } from './reserva-simulada.ts';
import type { RelojVirtual } from './reloj-virtual.ts';

export type Avance = { readonly fase: 'jornada' | 'envio' | 'corte'; readonly total: number; readonly porEstado: Readonly<Record<Estado, number>>; readonly pendientes: number; readonly conectada: boolean };

export type PartesJornada = {
  readonly centros: readonly Centro[];
  readonly estaciones: readonly EstacionSimulada[];
  readonly central: Central;
  readonly camino: Camino;
  readonly reloj: RelojVirtual;
  /** Actas that will come, to pace the night. */
  readonly actas: number;
  /** Share of the night without network, 0 to 1. */
  readonly cortes: number;
  readonly alAvanzar: (avance: Avance) => void;
};

export type NocheResumida = {
  readonly rondas: number;
  /** Share of the night without network, 0 to 1. */
  readonly sinRed: number;
  readonly reaperturas: number;
  readonly cortes: number;
  /** The reliefs of a main station by its standby. */
  readonly relevos: readonly RelevoHecho[];
  readonly ultimo: Corte;
};

/** Everybody's turn takes this long on the drill's clock, less when there are so many actas that the window would end. */
const RONDA_MS = 75_000;
const NOCHE_MS = 20 * 3_600_000;
const CORTES_PARCIALES = 3;
/** What a center takes in at a time, see centro.ts. */
const ACTAS_POR_RONDA = 3;
/** Rounds in which nothing gets done before the drill gives up: far more than any step waits for. */
const RONDAS_SIN_AVANCE = 30;

const estadosDe = async (centros: readonly Centro[]): Promise<Record<Estado, number>> => {
  const suma = Object.fromEntries(ESTADOS.map((e) => [e, 0])) as Record<Estado, number>;
  for (const centro of centros) {
    const { porEstado } = await centro.resumen();
    for (const estado of ESTADOS) suma[estado] += porEstado[estado];
  }
  return suma;
};

/** In stretches of some rounds, as outages come: off while less than `parte` of the time so far was without it. The first one has it, unless none has. */
const crearCortesDeRed = (parte: number, tramo: number) => {
  let conRed = true;
  return (ronda: number, sinRedMs: number, transcurridoMs: number): boolean => {
    if (ronda % tramo === 0) conRed = parte < 1 && sinRedMs >= parte * transcurridoMs;
    return conRed;
  };
};

/**
 * The night: rounds of work in every center, with the network off for a part of the time, one station closed and
 * opened again, another relieved by its standby where it has one, and cuts along the way; then everything is sent and
 * the last cut made.
 */
export const correrNoche = async (p: PartesJornada): Promise<NocheResumida> => {
  const previstas = Math.ceil(p.actas / (ACTAS_POR_RONDA * p.centros.length)) + 2;
  const rondaMs = Math.min(RONDA_MS, NOCHE_MS / previstas);
  const tramo = Math.max(1, Math.round(previstas / 12));
  const inicio = p.reloj.ahora();
  const cuenta = { sinRed: 0, reaperturas: 0, cortes: 0, ronda: 0, quieta: 0 };
  const relevos: RelevoHecho[] = [];
  const hayRed = crearCortesDeRed(p.cortes, tramo);
  const mitad = Math.floor(previstas / 2);
  const conReserva = p.estaciones.findIndex((e) => e.relevar !== null);

  const avisar = async (fase: Avance['fase']): Promise<void> => {
    const conectada = p.estaciones.every((e) => e.red.conectada());
    p.alAvanzar({ fase, total: p.actas, porEstado: await estadosDe(p.centros), pendientes: await p.camino.pendientes(), conectada });
  };

  const relevar = async (): Promise<void> => {
    const hecho = await p.estaciones[conReserva]?.relevar?.();
    if (hecho) relevos.push(hecho);
  };

  const unaRonda = async (): Promise<void> => {
    const desde = p.reloj.ahora();
    const conRed = hayRed(cuenta.ronda, cuenta.sinRed, desde - inicio);
    for (const e of p.estaciones) e.red.conectar(conRed);
    if (cuenta.ronda === 1) for (const centro of p.centros) await centro.estorbar();
    // Not the moment of the relief, where there is one.
    if (cuenta.ronda === (conReserva === -1 ? mitad : Math.floor(mitad / 2))) {
      await p.estaciones[0]?.reabrir();
      cuenta.reaperturas += 1;
    }
    for (const [i, centro] of p.centros.entries()) {
      await centro.ronda(cuenta.ronda === mitad && i === conReserva ? relevar : undefined);
      await p.camino.trasTurno(centro);
    }
    await p.camino.trasRonda(cuenta.ronda);
    if (cuenta.ronda % Math.ceil(previstas / (CORTES_PARCIALES + 1)) === 2 && cuenta.cortes < CORTES_PARCIALES) {
      await p.central.corte({ ultimo: false });
      cuenta.cortes += 1;
    }
    p.reloj.avanzar(rondaMs - (p.reloj.ahora() - desde));
    if (!conRed) cuenta.sinRed += p.reloj.ahora() - desde;
    cuenta.ronda += 1;
    await avisar('jornada');
  };

  const faltan = (): number => p.centros.reduce((n, c) => n + c.faltan(), 0);
  for (let antes = faltan(); antes > 0; ) {
    await unaRonda();
    const ahora = faltan();
    cuenta.quieta = ahora < antes ? 0 : cuenta.quieta + 1;
    antes = ahora;
    if (cuenta.quieta > RONDAS_SIN_AVANCE + previstas / 4) throw new Error(`the drill is stuck: ${ahora} actas do not move (${JSON.stringify(await estadosDe(p.centros))})`);
  }
  for (const e of p.estaciones) e.red.conectar(true);
  await avisar('envio');
  await p.camino.vaciar();
  const noche = p.reloj.ahora() - inicio;
  p.reloj.avanzar(rondaMs);
  await avisar('corte');
  const ultimo = await p.central.corte({ ultimo: true });
  return { rondas: cuenta.ronda, sinRed: noche === 0 ? 0 : cuenta.sinRed / noche, reaperturas: cuenta.reaperturas, cortes: cuenta.cortes + 1, relevos, ultimo };
};
