import type { HojaPendiente } from '#electron/db/repositories/tanda-repository.ts';
import { esDiscoLleno, fallaDeDisco } from '#electron/db/open-database.ts';
import type { Escaner, Hoja, Ids } from '#electron/station/puertos.ts';
import type { EscanerBandeja } from '#shared/api/bandeja.ts';
import type { TipoEscaner } from '#shared/domain/escaner.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { detalleDe, SISTEMA, type Autor, type PartesDigitalizacion } from './partes.ts';
import { lugarDeRecuperada, type LugarHoja } from './lugar-recuperada.ts';
import type { Proceso } from './proceso.ts';

type Falla = NonNullable<NonNullable<EscanerBandeja['tanda']>['falla']>;
/** A closing station gives its scanners this long to stop. */
const ESPERA_CIERRE_MS = 10_000;

/** One scanner at work, or how its last tanda ended. */
export type Marcha = {
  readonly escaner: Escaner;
  readonly tanda: string;
  readonly autor: Autor;
  readonly alto: AbortController;
  readonly hora: string;
  /** Its first event is written: a folder that had nothing leaves none. */
  iniciada: boolean;
  terminada: boolean;
  recibidas: number;
  /** Number of the last sheet that got one. */
  ultima: number;
  /** The first sheet that is not stored. */
  perdida: number | null;
  /** Why it is not. */
  motivo: unknown;
  falla: Falla | null;
  /** Sheets came by themselves meanwhile. */
  llegaron: boolean;
  /** Sheets are stored one after another, in the order in which they left the feeder. */
  fila: Promise<unknown>;
  trabajo: Promise<void>;
};

type Partes = PartesDigitalizacion & { readonly ids: Ids; readonly proceso: Proceso; readonly alDiscoLleno: () => void };

const fallaDe = (error: unknown): Falla => {
  if (error instanceof AppError) return { codigo: error.codigo, parametros: { ...error.parametros } };
  return { codigo: fallaDeDisco(error) ?? 'interno', parametros: {} };
};

/** What keeps its files: there nothing is fed twice. */
export const guardaSusArchivos = (tipo: TipoEscaner): boolean => tipo === 'carpeta' || tipo === 'recuperadas';

/** The first sheet that must be scanned again, as far as it is known when the device stops. */
const hojaPerdida = (m: Marcha, falla: Falla): number | null => {
  if (guardaSusArchivos(m.escaner.tipo)) return null;
  const { hoja } = falla.parametros;
  return m.perdida ?? (typeof hoja === 'number' ? hoja : falla.codigo === 'interno' ? m.ultima + 1 : null);
};

/** Runs the scanners: every sheet is numbered, stored durably and told to the journal before anything else is done with it. */
export const crearTandas = (p: Partes) => {
  const marchas = new Map<string, Marcha>();
  let detenido = false;

  /** Must run inside a transaction. */
  const iniciar = (m: Marcha): void => {
    if (m.iniciada) return;
    const { id, nombre, tipo } = m.escaner;
    p.diario.registrar({ tipo: 'tanda.iniciada', ...m.autor, datos: { tanda: m.tanda, escaner: id, nombre, tipo } });
  };

  /** Stores a sheet durably in its tanda; null when it was stored already. */
  const guardar = async (m: Marcha, hoja: Hoja, propio: LugarHoja): Promise<HojaPendiente | null> => {
    const { bytes, fuente, origen, digitalizacion } = hoja;
    const { imagen: sha256 } = await p.almacen.guardar(bytes);
    const lugar = hoja.tanda === undefined ? propio : lugarDeRecuperada(p.tandas, { tanda: hoja.tanda, hoja: hoja.hoja, sha256 }, propio);
    if (lugar === null) return null;
    const { hora } = p.diario.transaccion(() => {
      if (lugar === propio) iniciar(m);
      return p.diario.registrar({ tipo: 'hoja.recibida', ...m.autor, datos: { ...lugar, sha256, bytes: bytes.length, fuente, origen, digitalizacion } });
    });
    if (lugar === propio) {
      m.iniciada = true;
      m.ultima = lugar.hoja;
    }
    return { ...lugar, pagina: 0, sha256, fuente, origen, digitalizacion, ...m.autor, hora };
  };

  /** Gives the tanda that the sheet is of. */
  const recibir = async (m: Marcha, hoja: Hoja): Promise<string> => {
    // A device that repeats a number is not believed: no two sheets of a tanda bear the same one.
    const numero = hoja.hoja !== null && hoja.hoja > m.ultima ? hoja.hoja : m.ultima + 1;
    // After a sheet that could not be stored no later one of the tray is: what waits in the folder comes by itself, in order.
    if (m.perdida !== null) throw m.motivo;
    try {
      const pendiente = await guardar(m, hoja, { tanda: m.tanda, hoja: numero });
      m.recibidas += 1;
      if (pendiente !== null) p.proceso.encolar(pendiente);
      p.avisos.cambio('digitalizacion');
      return pendiente?.tanda ?? m.tanda;
    } catch (error) {
      if (hoja.hoja !== null) {
        m.perdida = numero;
        m.motivo = error;
      }
      if (esDiscoLleno(error)) p.alDiscoLleno();
      throw error;
    }
  };

  /** Resolves once the sheet is durable, journaled, and there is room for the next one. */
  const entregar = (m: Marcha) => async (hoja: Hoja): Promise<void> => {
    const esta = m.fila.then(() => recibir(m, hoja));
    m.fila = esta.catch(() => undefined);
    await p.proceso.lugar(await esta, m.alto.signal);
  };

  const terminar = (m: Marcha): void => {
    if (!m.iniciada) return;
    const falla = m.falla?.codigo ?? null;
    const anotar = (): void => {
      p.diario.transaccion(() => p.diario.registrar({ tipo: 'tanda.terminada', ...m.autor, datos: { tanda: m.tanda, recibidas: m.recibidas, falla, hojaPerdida: m.perdida } }));
    };
    try {
      anotar();
    } catch (error) {
      if (!esDiscoLleno(error)) throw error;
      p.alDiscoLleno();
      anotar();
    }
  };

  const correr = async (m: Marcha): Promise<void> => {
    try {
      // A person who puts paper in a feeder is told how it ended, whatever happens: the tanda exists before its first sheet.
      if (m.autor !== SISTEMA) {
        p.diario.transaccion(() => { iniciar(m); });
        m.iniciada = true;
      }
      await m.escaner.escanear(entregar(m), m.alto.signal, m.tanda);
      await m.fila;
    } catch (error) {
      await m.fila;
      m.falla = detenido ? { codigo: 'tanda_interrumpida', parametros: {} } : fallaDe(error);
      m.perdida = hojaPerdida(m, fallaDe(error));
      if (esDiscoLleno(error)) p.alDiscoLleno();
      p.registro.error('the scan stopped', { escaner: m.escaner.id, error: detalleDe(error) });
    }
    try {
      terminar(m);
    } catch (error) {
      // The next opening ends it.
      p.registro.error('the end of a tanda was not written', { tanda: m.tanda, error: detalleDe(error) });
    }
    m.terminada = true;
  };

  const empezar = (escaner: Escaner, autor: Autor): void => {
    const m: Marcha = {
      escaner, autor, tanda: p.ids.uuid(), alto: new AbortController(), hora: p.diario.horaAhora(), iniciada: false, terminada: false, recibidas: 0, ultima: 0, perdida: null, motivo: null,
      falla: null, llegaron: false, fila: Promise.resolve(), trabajo: Promise.resolve(),
    };
    marchas.set(escaner.id, m);
    // In a turn of its own: who asked is answered first, and its transaction is over.
    m.trabajo = Promise.resolve().then(() => correr(m)).finally(() => {
      if (m.llegaron && m.falla === null && !detenido) empezar(escaner, SISTEMA);
      p.avisos.cambio('digitalizacion');
    });
    p.avisos.cambio('digitalizacion');
  };

  const enMarcha = (id: string): Marcha | null => {
    const m = marchas.get(id);
    return m && !m.terminada ? m : null;
  };
  const enReposo = async (): Promise<void> => {
    for (let vivas = [...marchas.values()].filter((m) => !m.terminada); vivas.length > 0; vivas = [...marchas.values()].filter((m) => !m.terminada)) {
      await Promise.all(vivas.map((m) => m.trabajo));
    }
  };

  return {
    /** The tanda of a scanner, under way or the last one since the station opened. */
    de: (id: string): Marcha | null => marchas.get(id) ?? null,
    todas: (): Marcha[] => [...marchas.values()],
    empezar: (escaner: Escaner, autor: Autor): void => {
      if (enMarcha(escaner.id)) throw new AppError('escaner_ocupado');
      empezar(escaner, autor);
    },
    /** Sheets came by themselves. */
    llegaron: (escaner: Escaner): void => {
      const m = enMarcha(escaner.id);
      if (m) m.llegaron = true;
      else if (!detenido) empezar(escaner, SISTEMA);
    },
    cancelar: (id: string): void => enMarcha(id)?.alto.abort(),
    /** Ends the tandas that a process left open when it died: the number after those stored, until finished sheets of them are found. */
    cerrarInterrumpidas: (): void => {
      const abiertas = p.tandas.abiertas();
      if (abiertas.length === 0) return;
      p.diario.transaccion(() => {
        for (const { tanda, tipo, recibidas, ultima } of abiertas) {
          p.diario.registrar({ tipo: 'tanda.terminada', ...SISTEMA, datos: { tanda, recibidas, falla: 'tanda_interrumpida', hojaPerdida: guardaSusArchivos(tipo) ? null : ultima + 1 } });
        }
      });
    },
    enReposo,
    /** Stops every scanner; resolves when they stopped, or did not want to. */
    detener: async (): Promise<void> => {
      detenido = true;
      for (const m of marchas.values()) m.alto.abort();
      let reloj: NodeJS.Timeout | undefined;
      await Promise.race([enReposo(), new Promise<void>((resolver) => { reloj = setTimeout(resolver, ESPERA_CIERRE_MS); })]);
      clearTimeout(reloj);
    },
  };
};
export type Tandas = ReturnType<typeof crearTandas>;
