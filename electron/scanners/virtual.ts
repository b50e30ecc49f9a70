import { setTimeout as dormir } from 'node:timers/promises';
import { AppError } from '#shared/errors/app-error.ts';
import type { Escaner, Hoja } from './escaner.ts';

/** What a page is. It comes from this center's scanner unless it says otherwise. */
export type ContenidoPagina = Pick<Hoja, 'bytes' | 'fuente'> & Partial<Pick<Hoja, 'origen' | 'digitalizacion'>>;
/** A page of the tray, made when its turn comes: drawing forty actas beforehand would take a minute. */
export type PaginaVirtual = () => Promise<ContenidoPagina> | ContenidoPagina;

/**
 * What goes wrong, once, when sheet `hoja` of a tanda is being fed. A jam, a double feed (that sheet and the next), an
 * open cover, a page cut short and a lost cable end the scan, and its sheets are back in the tray, as when a person
 * puts them there. `lenta` only takes longer; `de_mas` is a sheet between two others (a blank one, a separator).
 */
export type FallaVirtual = { readonly hoja: number } & (
  | { readonly tipo: 'atasco' | 'doble' | 'tapa' | 'incompleta' | 'desconexion' }
  | { readonly tipo: 'lenta'; readonly ms: number }
  | { readonly tipo: 'de_mas'; readonly pagina: PaginaVirtual }
);
const CODIGOS = {
  atasco: 'escaner_atasco', doble: 'escaner_doble_alimentacion', tapa: 'escaner_tapa', incompleta: 'escaner_pagina_incompleta', desconexion: 'escaner_desconectado',
} as const;

/** The clock of the feeder, ms; in tests one that does not really wait. */
export type RelojAlimentador = { readonly ahora: () => number; readonly esperar: (ms: number, cancelar?: AbortSignal) => Promise<void> };
const relojReal: RelojAlimentador = {
  ahora: () => performance.now(),
  esperar: (ms, signal) => dormir(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};

export type OpcionesVirtual = {
  readonly id?: string;
  readonly nombre?: string;
  readonly paginas?: readonly PaginaVirtual[];
  /** Speed of the feeder; left out: as fast as its sheets are taken. */
  readonly hojasPorMinuto?: number;
  readonly fallas?: readonly FallaVirtual[];
  readonly reloj?: RelojAlimentador;
};
export type EscanerVirtual = Escaner & {
  /** Puts pages on the tray, behind those that wait. */
  readonly cargar: (paginas: readonly PaginaVirtual[]) => void;
  readonly fallar: (falla: FallaVirtual) => void;
  /** Plugs it in again after a `desconexion`. */
  readonly reconectar: () => void;
  /** How long the feeder has stood still with a sheet read because the one before was not taken yet, ms. */
  readonly detenidoMs: () => number;
};

/** A scanner without paper: a tray of pages, for drills, demos and tests. It reads one sheet ahead of the one being handed over. */
export const crearEscanerVirtual = (opciones: OpcionesVirtual = {}): EscanerVirtual => {
  const { id = 'virtual', nombre = 'Escáner virtual', paginas = [], hojasPorMinuto, reloj = relojReal } = opciones;
  const intervalo = hojasPorMinuto === undefined ? 0 : 60_000 / hojasPorMinuto;
  const charola = [...paginas];
  const fallas = [...(opciones.fallas ?? [])];
  let conectado = true;
  let trabajando = false;
  let detenidoMs = 0;

  const exigirSeguir = (hoja: number, cancelar?: AbortSignal): void => {
    if (cancelar?.aborted) throw new AppError('escaner_cancelado', { hoja });
    if (!conectado) throw new AppError('escaner_desconectado', { escaner: nombre, hoja });
  };
  const tomarFalla = (hoja: number): FallaVirtual | undefined => {
    const i = fallas.findIndex((f) => f.hoja === hoja);
    return i < 0 ? undefined : fallas.splice(i, 1)[0];
  };

  /** Reads a sheet: waits for its turn and for what is wrong with it. Gives the page that came and whether it was the tray's. */
  const leer = async (hoja: number, dela: PaginaVirtual, turno: number, cancelar?: AbortSignal): Promise<{ contenido: ContenidoPagina; propia: boolean }> => {
    exigirSeguir(hoja, cancelar);
    const falla = tomarFalla(hoja);
    const espera = turno - reloj.ahora() + (falla?.tipo === 'lenta' ? falla.ms : 0);
    if (espera > 0) await reloj.esperar(espera, cancelar);
    if (falla?.tipo === 'desconexion') conectado = false;
    exigirSeguir(hoja, cancelar);
    if (!falla || falla.tipo === 'lenta') return { contenido: await dela(), propia: true };
    if (falla.tipo === 'de_mas') return { contenido: await falla.pagina(), propia: false };
    throw new AppError(CODIGOS[falla.tipo], { hoja });
  };

  const escanear: Escaner['escanear'] = async (entregar, cancelar) => {
    /** Sheets read that have not been let go of yet: they are still the first of the tray. */
    let enCamino = 0;
    let anterior: Promise<void> = Promise.resolve();
    const dar = async (h: Hoja, propia: boolean): Promise<void> => {
      if (propia) enCamino += 1;
      await entregar(h);
      if (!propia) return;
      // Only now has the sheet left the tray: a failure leaves it for the next scan.
      charola.shift();
      enCamino -= 1;
    };
    try {
      for (let hoja = 1, turno = reloj.ahora(); ; ) {
        const pagina = charola[enCamino];
        if (!pagina) {
          await anterior;
          if (charola.length === 0) return;
          continue;
        }
        turno += intervalo;
        const { contenido, propia } = await leer(hoja, pagina, turno, cancelar);
        const leida = reloj.ahora();
        await anterior;
        detenidoMs += reloj.ahora() - leida;
        turno = Math.max(turno, reloj.ahora());
        anterior = dar({ origen: 'CATD', digitalizacion: 'ESCANER', ...contenido, hoja }, propia);
        // Looked at when the next sheet is ready; meanwhile it is no unhandled rejection.
        anterior.catch(() => undefined);
        hoja += 1;
      }
    } catch (error) {
      // When the last sheet could not be stored, that is what happened.
      await anterior;
      throw error;
    }
  };

  return {
    id, nombre, tipo: 'virtual',
    hojas: () => charola.length,
    cargar: (nuevas) => void charola.push(...nuevas),
    fallar: (falla) => void fallas.push(falla),
    reconectar: () => { conectado = true; },
    detenidoMs: () => detenidoMs,
    disponible: () => Promise.resolve(conectado),
    escanear: async (entregar, cancelar) => {
      if (trabajando) throw new AppError('escaner_ocupado');
      trabajando = true;
      try {
        await escanear(entregar, cancelar);
      } finally {
        trabajando = false;
      }
    },
  };
};
