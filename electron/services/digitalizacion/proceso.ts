import type { HojaPendiente } from '#electron/db/repositories/tanda-repository.ts';
import { esDiscoLleno } from '#electron/db/open-database.ts';
import type { OpcionesExamen } from '#electron/station/puertos.ts';
import { limitesDe } from '#shared/domain/calidad.ts';
import { familiaDe } from '#shared/domain/plantilla.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { detalleDe, type PartesDigitalizacion } from './partes.ts';
import type { Paginas, ResolverHoja } from './resolver-hoja.ts';

/** Sheets of a tanda that may wait to be looked at before its feeder is held back: ten seconds of the fastest one. */
export const ADELANTO = 16;
/** Times that a sheet is looked at before a person gets it as it is. */
const INTENTOS = 3;
/** A file of more pages than a center has actas is a mistake. */
const PAGINAS_MAXIMAS = 2_000;
/** What could not be written is tried again after this: somebody must free the disk first. */
const ESPERA_DISCO_MS = 5_000;
const ESPERA_FALLA_MS = 60_000;

type Trabajo = HojaPendiente & {
  /** How often it was tried. */
  readonly intentos: number;
  /** Left by a process that died: it may be the one that killed it. */
  readonly recuperada: boolean;
};
type Partes = PartesDigitalizacion & {
  readonly resolver: ResolverHoja;
  /** Called when a result found the disk full. */
  readonly alDiscoLleno: () => void;
};

/** Families and limits of the election's package. */
const opcionesDe = ({ actas, plantillas, reglas }: Paquete): OpcionesExamen => ({
  plantillas: [...new Set(actas.map((a) => familiaDe(plantillas, a.tipoActa)))], limites: limitesDe(reglas.calidad),
});

/** Looks at the sheets that are stored, several at a time, and has each one's outcome registered. */
export const crearProceso = (p: Partes) => {
  const opciones = opcionesDe(p.catalogo.paquete);
  // One more than the eye takes, so that it never waits for a file to be read.
  const enVuelo = (p.vision.trabajadores ?? 1) + 1;
  const cola: Trabajo[] = [];
  const aplazadas = new Set<NodeJS.Timeout>();
  const porTanda = new Map<string, number>();
  const oyentes = new Set<() => void>();
  let activas = 0;
  let recuperando = false;
  let detenido = false;

  // Asked again after each wait: it may have been told to stop meanwhile.
  const parado = (): boolean => detenido;
  const contar = (tanda: string, mas: number): void => {
    const n = (porTanda.get(tanda) ?? 0) + mas;
    if (n > 0) porTanda.set(tanda, n);
    else porTanda.delete(tanda);
  };
  const avanzar = (): void => {
    for (const fn of [...oyentes]) fn();
  };
  /** Resolves with the next sheet that is done, or when it stops. */
  const siguienteCambio = (senal?: AbortSignal): Promise<void> =>
    new Promise((resolver) => {
      const listo = (): void => {
        oyentes.delete(listo);
        senal?.removeEventListener('abort', listo);
        resolver();
      };
      oyentes.add(listo);
      senal?.addEventListener('abort', listo);
    });

  /** The pages that can be read, stored, and the numbers of those that cannot. */
  const paginasDe = async (bytes: Uint8Array, ultima: boolean): Promise<Paginas> => {
    const paginas: string[] = [];
    const ilegibles: number[] = [];
    for await (const { de, bytes: pagina, falla } of p.vision.separar?.(bytes) ?? []) {
      if (de > PAGINAS_MAXIMAS) throw new Error('too many pages');
      if (falla && !ultima) throw falla;
      if (pagina) paginas.push((await p.almacen.guardar(pagina)).imagen);
      else ilegibles.push(paginas.length + ilegibles.length + 1);
    }
    if (paginas.length === 0) throw new Error('no pages');
    return { paginas, ilegibles };
  };

  const resolverUna = async (t: Trabajo, bytes: Uint8Array): Promise<void> => {
    // What the eye failed on to the end goes to a person; a file that cannot be taken apart has no picture to show.
    if (t.intentos >= INTENTOS) {
      p.resolver.sinExamen(t, bytes.length);
      return;
    }
    const examen = await p.vision.examinar(bytes, opciones);
    if (parado()) return;
    if (examen.problema === null) p.resolver.examinada(t, bytes.length, examen);
    else if (examen.problema === 'varias_paginas' && t.pagina === 0 && p.vision.separar) await separar(t, bytes);
    else await p.resolver.rechazada(t, examen.problema, examen.formato ?? null);
  };

  const separar = async (t: Trabajo, bytes: Uint8Array): Promise<void> => {
    const ultima = t.intentos + 1 >= INTENTOS;
    const paginas = await paginasDe(bytes, ultima).catch((error: unknown) => {
      if (esDiscoLleno(error) || parado() || !ultima) throw error;
      p.registro.error('a file could not be taken apart', { sha256: t.sha256, error: detalleDe(error) });
      return null;
    });
    if (paginas === null) return p.resolver.rechazada(t, 'varias_paginas', null);
    if (parado()) return;
    p.resolver.separada(t, paginas);
    for (const pagina of p.tandas.paginas(t.tanda, t.hoja)) encolar(pagina);
  };

  const intentar = async (t: Trabajo): Promise<void> => {
    if (p.resolver.conocida(t.sha256)) {
      p.resolver.repetida(t);
      return;
    }
    const bytes = await p.almacen.leerRecibida(t.sha256).catch((error: unknown) => {
      p.registro.error('a stored sheet cannot be read', { sha256: t.sha256, error: detalleDe(error) });
      return null;
    });
    if (bytes !== null) await resolverUna(t, bytes);
    else if (t.intentos + 1 >= INTENTOS) p.resolver.perdida(t);
    else throw new Error('not readable');
  };

  const aplazar = (t: Trabajo, ms: number): void => {
    const reloj = setTimeout(() => {
      aplazadas.delete(reloj);
      cola.push(t);
      atender();
    }, ms);
    reloj.unref();
    aplazadas.add(reloj);
  };

  /** A failure costs the sheet its turn, never its place: behind the others it is tried again. */
  const fallar = (t: Trabajo, error: unknown): void => {
    p.registro.error('a sheet was not resolved', { tanda: t.tanda, hoja: t.hoja, intento: t.intentos + 1, error: detalleDe(error) });
    if (esDiscoLleno(error)) {
      p.alDiscoLleno();
      aplazar(t, ESPERA_DISCO_MS);
    } else if (t.intentos >= INTENTOS) aplazar(t, ESPERA_FALLA_MS);
    else cola.push({ ...t, intentos: t.intentos + 1 });
  };

  const procesar = async (t: Trabajo): Promise<void> => {
    let pendiente = false;
    try {
      // A tried sheet is counted before it is touched: what kills the process again must come to an end.
      const intentos = t.recuperada && t.intentos === 0 ? Math.min(p.tandas.anotarIntento(t.sha256), INTENTOS) : t.intentos;
      await intentar({ ...t, intentos });
    } catch (error) {
      pendiente = !detenido;
      if (pendiente) fallar(t, error);
    } finally {
      activas -= 1;
      if (t.recuperada) recuperando = false;
      if (!pendiente) contar(t.tanda, -1);
      p.avisos.cambio('digitalizacion', 'captura');
      atender();
      avanzar();
    }
  };

  const tomar = (): Trabajo | null => {
    const i = cola.findIndex((t) => !t.recuperada || !recuperando);
    return i < 0 ? null : (cola.splice(i, 1)[0] ?? null);
  };
  const atender = (): void => {
    while (!detenido && activas < enVuelo) {
      const t = tomar();
      if (t === null) return;
      activas += 1;
      if (t.recuperada) recuperando = true;
      void procesar(t);
    }
  };
  const encolar = (h: HojaPendiente, recuperada = false): void => {
    contar(h.tanda, 1);
    cola.push({ ...h, intentos: 0, recuperada });
    atender();
  };

  return {
    encolar: (h: HojaPendiente): void => encolar(h),
    /** Takes up what a process that died left half done. One at a time: if one of them killed it, the others are not to blame. */
    reanudar: (): void => {
      for (const h of p.tandas.pendientes()) encolar(h, true);
    },
    /** Sheets of a tanda that wait. */
    pendientesDe: (tanda: string): number => porTanda.get(tanda) ?? 0,
    /** Resolves when the tanda may go on feeding, or when it is told to stop. */
    lugar: async (tanda: string, senal: AbortSignal): Promise<void> => {
      while ((porTanda.get(tanda) ?? 0) >= ADELANTO && !senal.aborted && !detenido) await siguienteCambio(senal);
    },
    /** Resolves when nothing is being looked at and nothing waits for its turn. What waits for room on the disk is left. */
    enReposo: async (): Promise<void> => {
      while (activas > 0 || (cola.length > 0 && !detenido)) await siguienteCambio();
    },
    /** Begins nothing more: what waits is taken up at the next opening. */
    detener: (): void => {
      detenido = true;
      for (const reloj of aplazadas) clearTimeout(reloj);
      avanzar();
    },
  };
};
export type Proceso = ReturnType<typeof crearProceso>;
