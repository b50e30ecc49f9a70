import type { AlmacenImagenes, Registro } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearEnvioImagenes } from './enviar-imagenes.ts';
import { crearEnvioLotes, type PartesLotes } from './enviar-lotes.ts';
import { espera } from './espera.ts';

export type PartesTransmision = Omit<PartesLotes, 'ahoraMs' | 'azar'> & {
  readonly imagenes: Pick<AlmacenImagenes, 'leer'>;
  readonly reloj: { readonly ahora: () => number };
  /** In [0, 1): spreads the retries. Default Math.random. */
  readonly azar?: () => number;
  readonly registro: Registro;
};

/** What the screen shows of the link. */
export type EstadoTransmision = {
  readonly enLinea: boolean;
  readonly eventosPendientes: number;
  readonly imagenesPendientes: number;
  readonly bytesPendientes: number;
  readonly ultimoAcuse: string | null;
  /** Why the last round stopped; null when it ended well. */
  readonly falla: AppError | null;
};

export type Transmision = {
  /** Sends now all that is pending and resolves when it is drained or the road failed. `pendientes` counts events and images. */
  readonly enviarPendientes: () => Promise<{ readonly enviados: number; readonly pendientes: number }>;
  readonly estado: () => EstadoTransmision;
  /** Sends on its own from now on. */
  readonly iniciar: () => void;
  /** Cuts what is under way and stops sending on its own; resolves when all is quiet. */
  readonly detener: () => Promise<void>;
};

/** How often the journal is looked at for new events while the link is good. */
const RITMO_MS = 1_000;

/**
 * The station's road to the central: data first, images after, everything from the tables, so that a restart goes on
 * where it was. It asks nothing of anybody: failures wait and try again, up to once a minute.
 */
export const crearTransmision = (p: PartesTransmision): Transmision => {
  const azar = p.azar ?? Math.random;
  const lotes = crearEnvioLotes({ ...p, azar, ahoraMs: p.reloj.ahora });
  const enviarImagenes = crearEnvioImagenes(p);
  let falla: AppError | null = null;
  let enLinea = false;
  let fallas = 0;
  let temporizador: NodeJS.Timeout | null = null;
  let activa = false;
  let enCurso: Promise<unknown> = Promise.resolve();

  const anotar = (nueva: AppError | null): void => {
    const antes = enLinea;
    falla = nueva;
    // A central that answers and refuses is reached all the same.
    enLinea = nueva === null || nueva.codigo === 'central_rechazo';
    fallas = nueva === null ? 0 : fallas + 1;
    if (nueva !== null) p.registro.error('transmission stopped', { codigo: nueva.codigo, ...nueva.parametros, fallas });
    if (antes !== enLinea) p.avisos.cambio('transmision');
  };

  const rechazados = (): number => p.estado.rechazados().reduce((n, r) => n + r.hasta - r.desde + 1, 0);
  const eventosPendientes = (): number => p.estado.eventosDesde(p.estado.ultimo()) + rechazados();
  const pendientes = (): number => eventosPendientes() + p.estado.resumenImagenes().imagenes;

  const hayPendientes = (): boolean => p.estado.hayEventosDesde(p.estado.ultimo()) || rechazados() + p.estado.resumenImagenes().imagenes > 0;

  /** The refused lotes and the new ones. Gives why the central does not accept this station, or null. */
  const enviarDatos = async (todos: boolean): Promise<AppError | null> => {
    try {
      await lotes.reintentar(todos);
      await lotes.enviarNuevos();
      return null;
    } catch (error) {
      if (error instanceof AppError && error.codigo === 'central_rechazo') return error;
      throw error;
    }
  };

  /** Data, then images, with data again between their parts. With nothing to send it only greets. */
  const ronda = async (todos: boolean): Promise<void> => {
    try {
      if (!hayPendientes()) await p.red.saludar();
      const rechazada = await enviarDatos(todos);
      // Images are taken by their name, whatever the central thinks of the later lotes.
      await enviarImagenes(rechazada === null ? lotes.enviarNuevos : () => Promise.resolve());
      anotar(rechazada);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      anotar(error);
    }
  };

  /** One round at a time. */
  const enTurno = (todos: boolean): Promise<void> => {
    const turno = enCurso.then(() => ronda(todos));
    enCurso = turno.catch((error: unknown) => p.registro.error('transmission failed', { error: String(error) }));
    return turno;
  };

  const programar = (ms: number): void => {
    temporizador = setTimeout(() => {
      if (!enLinea || hayPendientes()) void enTurno(false).catch(() => undefined);
      void enCurso.then(() => {
        if (activa) programar(fallas === 0 ? RITMO_MS : espera(fallas, azar()));
      });
    }, ms);
    temporizador.unref();
  };

  return {
    enviarPendientes: async () => {
      const antes = lotes.acusados();
      await enTurno(true);
      return { enviados: lotes.acusados() - antes, pendientes: pendientes() };
    },
    estado: () => {
      const { imagenes, bytes } = p.estado.resumenImagenes();
      return { enLinea, falla, eventosPendientes: eventosPendientes(), imagenesPendientes: imagenes, bytesPendientes: bytes, ultimoAcuse: p.estado.horaUltimoAcuse() };
    },
    iniciar: () => {
      if (activa) return;
      activa = true;
      programar(0);
    },
    detener: async () => {
      activa = false;
      if (temporizador !== null) clearTimeout(temporizador);
      temporizador = null;
      p.red.cancelar();
      await enCurso;
    },
  };
};
