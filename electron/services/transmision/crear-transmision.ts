import type { RepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import type { AlmacenImagenes, EstadoTransmision, Registro } from '#electron/station/puertos.ts';
import type { AlmacenAjenos } from '#electron/station/puertos-usb.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { escribirPresentacion } from '#shared/sync/sesion.ts';
import { crearEnvioAjenos } from './enviar-ajenos.ts';
import { crearEnvioImagenes } from './enviar-imagenes.ts';
import { crearEnvioLotes, type PartesLotes } from './enviar-lotes.ts';
import { crearSaludo } from './saludar.ts';
import { esperaTras } from './espera.ts';
import { contarPendientes } from './pendientes.ts';
import { crearLimite } from './limite.ts';
import { medirVuelta } from './medir-vuelta.ts';
import { crearRedInsistente } from './red-insistente.ts';
import { crearRedPaciente } from './red-paciente.ts';
import { crearRitmo } from './ritmo.ts';
import { cada, tiempoReal, type Tiempo } from './tiempo.ts';

export type PartesTransmision = Omit<PartesLotes, 'cronometro' | 'azar' | 'ritmo' | 'limite' | 'alLlegar'> & {
  readonly estacion: string;
  readonly acuses: RepositorioAcuses;
  readonly imagenes: Pick<AlmacenImagenes, 'leer'>;
  readonly reloj: { readonly ahora: () => number };
  /** In [0, 1): spreads the retries. Default Math.random. */
  readonly azar?: () => number;
  /** Default: the machine's. */
  readonly tiempo?: Tiempo;
  /** Bandwidth that transmission may take, kbit/s; null or left out: all. Read each time. */
  readonly limiteKbps?: () => number | null;
  /** What other stations sent by USB; left out: nothing. */
  readonly ajenos?: AlmacenAjenos;
  readonly registro: Registro;
};

export type Transmision = {
  /** Sends now all that is pending and resolves when it is drained or the road failed. `pendientes` counts events and images. */
  readonly enviarPendientes: () => Promise<{ readonly enviados: number; readonly pendientes: number }>;
  readonly estado: () => EstadoTransmision;
  /** Why the central did not take a lote of another station; null when it was not refused. */
  readonly rechazoAjeno: (sha256: string) => string | null;
  /** Sends on its own from now on. */
  readonly iniciar: () => void;
  /** Cuts what is under way and stops sending on its own; resolves when all is quiet. */
  readonly detener: () => Promise<void>;
};

/** How often the central is asked what it holds, while all goes well: one that lost data is told again within this time. */
const SALUDO_MS = 60_000;
/** How often the journal is looked at for new events while the link is good. */
const RITMO_MS = 1_000;
/** The same while images are on their way: data do not wait for the end of a part to set out. */
const VIGIA_MS = 250;

/** What is met with a central that is reached. */
const CON_CENTRAL: ReadonlySet<string> = new Set(['central_rechazo', 'central_ocupado', 'estacion_relevada']);

/** What is no fault of the road: that something arrives does not end it. */
const NO_DEL_CAMINO: ReadonlySet<string> = new Set(['central_rechazo', 'estacion_relevada']);

/** Runs `fn` one at a time: whoever comes while it runs waits for that run. */
const unaALaVez = (fn: () => Promise<unknown>): (() => Promise<unknown>) => {
  let corriendo: Promise<unknown> | null = null;
  return () => (corriendo ??= fn().finally(() => { corriendo = null; }));
};

/**
 * The station's road to the central: data first, images after, everything from the tables, so that a restart goes on
 * where it was. It asks nothing of anybody: failures wait and try again, up to once a minute.
 */
export const crearTransmision = (partes: PartesTransmision): Transmision => {
  const { azar = Math.random, tiempo = tiempoReal } = partes;
  const { cronometro } = tiempo;
  const paciente = crearRedPaciente(partes.red, cronometro);
  const ritmo = crearRitmo();
  const limite = crearLimite(partes.limiteKbps ?? (() => null), cronometro);
  const p = { ...partes, red: crearRedInsistente(medirVuelta(paciente.red, ritmo, cronometro), { ritmo, limite, tiempo }) };
  let falla: AppError | null = null;
  let enLinea = false;
  /** Since when it waits, or does not; null before the first round. */
  let desde: string | null = null;
  /** Something arrived in the middle of a round: what broke the one before is over, and nobody reads until the end of this one that it waits. */
  const alLlegar = (): void => {
    if (falla === null || NO_DEL_CAMINO.has(falla.codigo)) return;
    falla = null;
    enLinea = true;
    desde = p.diario.horaAhora();
    p.avisos.cambio('transmision');
  };
  const lotes = crearEnvioLotes({ ...p, ritmo, limite, azar, cronometro, alLlegar });
  const imagenes = crearEnvioImagenes({ ...p, ritmo, limite, cronometro, alLlegar });
  const ajenos = p.ajenos === undefined ? null : crearEnvioAjenos({ ...p, ajenos: p.ajenos, ritmo, limite, azar, cronometro, alLlegar });
  p.red.alPedirPresentacion((reto) => escribirPresentacion(p.firmante, p.certificado, { reto, central: p.llaveCentral }));
  const pendientes = contarPendientes({ estado: p.estado, ultimo: () => p.diario.cabeza().seq, epocaDe: (seq) => p.diario.epocaDe(seq).epoca, estacion: p.estacion, dicho: lotes.dicho });
  const saludo = crearSaludo({ ...p, ahoraMs: p.reloj.ahora });
  /** When the central last said what it holds, on a clock that does not jump; null when it must be asked again. */
  let saludado: number | null = null;
  let fallas = 0;
  let olvidarTurno = (): void => undefined;
  let activa = false;
  let enCurso: Promise<unknown> = Promise.resolve();

  const anotar = (nueva: AppError | null, avanzo: boolean): void => {
    const [antes, estaba] = [falla, enLinea];
    falla = nueva;
    // A central that answers and refuses, or asks to wait, is reached all the same.
    enLinea = nueva === null || CON_CENTRAL.has(nueva.codigo);
    // A link that comes and goes is tried again at once: only one that carries nothing is waited for.
    fallas = nueva === null ? 0 : avanzo ? 1 : fallas + 1;
    if (desde === null || (antes === null) !== (nueva === null)) desde = p.diario.horaAhora();
    if (nueva !== null) {
      p.registro.error('transmission stopped', { codigo: nueva.codigo, ...nueva.parametros, fallas });
      // The idle connections may be as dead as the one that failed.
      if (!enLinea) p.red.cancelar();
    }
    if (antes?.codigo !== nueva?.codigo || estaba !== enLinea) p.avisos.cambio('transmision');
  };

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

  const enviarImagenes = async (datosPrimero: () => Promise<unknown>): Promise<void> => {
    // Whoever sends the next part tells the fault that data met.
    let deDatos: unknown = null;
    const dejarDeVer = cada(tiempo, VIGIA_MS, () => void datosPrimero().catch((error: unknown) => { deDatos ??= error; }));
    try {
      await imagenes.enviarTodas(async () => {
        if (deDatos !== null) throw deDatos instanceof Error ? deDatos : new Error('data not sent', { cause: deDatos });
        // Over a narrow link images stand still for data; over another one they go beside them.
        if (ritmo.estrecho()) await datosPrimero();
      });
    } finally {
      dejarDeVer();
    }
  };

  const tocaSaludar = (): boolean => saludado === null || cronometro() - saludado >= SALUDO_MS;

  /** A central that does not take the greeting says why of each lote too, where it is written down. */
  const preguntar = async (): Promise<void> => {
    try {
      await saludo.saludar();
    } catch (error) {
      if (!(error instanceof AppError) || error.codigo !== 'central_rechazo') throw error;
    }
    saludado = cronometro();
  };

  /** Receipts of the images that were sent, as far as the central gives them. */
  const pedirAcuses = async (): Promise<void> => {
    for (let antes: string | undefined, [primera] = p.acuses.imagenesPorAcusar(1); primera !== antes; [primera] = p.acuses.imagenesPorAcusar(1)) {
      antes = primera;
      await preguntar();
    }
  };

  /** Data, then images, with data again between their parts. It greets before, after a broken road, and at the end when images were sent: their receipt comes so. */
  const ronda = async (todos: boolean): Promise<void> => {
    const antes = lotes.acusados() + imagenes.avances();
    try {
      if (tocaSaludar() || !pendientes.hay()) await preguntar();
      const rechazada = await enviarDatos(todos);
      await ajenos?.enviarLotes(todos);
      // Images are taken by their name, whatever the central thinks of the later lotes.
      const datosPrimero = rechazada === null ? unaALaVez(lotes.enviarNuevos) : () => Promise.resolve();
      await enviarImagenes(datosPrimero);
      await ajenos?.enviarImagenes(datosPrimero);
      await pedirAcuses();
      anotar(rechazada ?? saludo.relevada(), true);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      saludado = null;
      anotar(error, lotes.acusados() + imagenes.avances() > antes);
    }
  };

  /** One round at a time. */
  const enTurno = (todos: boolean): Promise<void> => {
    const turno = enCurso.then(() => ronda(todos));
    enCurso = turno.catch((error: unknown) => p.registro.error('transmission failed', { error: String(error) }));
    return turno;
  };

  const hayQueHacer = (): boolean => !enLinea || pendientes.hay() || (ajenos?.hay() ?? false) || tocaSaludar();

  const programar = (ms: number): void => {
    olvidarTurno = tiempo.despues(ms, () => {
      try {
        if (hayQueHacer()) void enTurno(false).catch(() => undefined);
      } catch (error) {
        // A disk that does not answer now: the next turn looks again.
        p.registro.error('transmission failed', { error: String(error) });
      }
      void enCurso.then(() => {
        if (activa) programar(fallas === 0 ? RITMO_MS : esperaTras(falla, fallas, azar()));
      });
    });
  };

  return {
    enviarPendientes: async () => {
      const antes = lotes.acusados();
      paciente.insistir();
      await enTurno(true);
      return { enviados: lotes.acusados() - antes, pendientes: pendientes.cuantos() };
    },
    estado: () => {
      const cuentas = pendientes.contar(ritmo.bytesPorSegundo());
      const queda = cuentas.eventosPendientes + cuentas.imagenesPendientes > 0;
      return {
        ...cuentas, enLinea, desde, ultimoAcuse: p.estado.horaUltimoAcuse(), desfase: saludo.desfase(),
        situacion: falla !== null ? 'en_espera' : queda ? 'enviando' : 'al_corriente',
        motivo: falla === null ? null : mensaje(falla.codigo, falla.parametros),
        porAtender: pendientes.porAtender(imagenes.detenidas()),
      };
    },
    rechazoAjeno: (sha256) => ajenos?.rechazo(sha256) ?? null,
    iniciar: () => {
      if (activa) return;
      activa = true;
      programar(0);
    },
    detener: async () => {
      activa = false;
      olvidarTurno();
      p.red.cancelar();
      await enCurso;
    },
  };
};
