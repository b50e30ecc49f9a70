import type { RepositorioTandas, TandaGuardada } from '#electron/db/repositories/tanda-repository.ts';
import type { Avisos, Escaner, Escaneres } from '#electron/station/puertos.ts';
import type { EscanerBandeja } from '#shared/api/bandeja.ts';
import { primeraPerdida } from '#shared/domain/tanda.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Marcha, Tandas } from './tandas.ts';

/** Somebody who looks at the tray sees a scanner that went off after this. */
const PREGUNTAR_CADA_MS = 5_000;

type Partes = {
  readonly escaneres: Escaneres;
  readonly corridas: Pick<Tandas, 'de' | 'todas' | 'llegaron'>;
  readonly tandas: Pick<RepositorioTandas, 'ultimas' | 'cuenta'>;
  readonly pendientesDe: (tanda: string) => number;
  readonly avisos: Avisos;
};

/** The scanners of the station as the screen shows them: those that are there, and those that left a tanda without an end. */
export const crearListaEscaneres = (p: Partes) => {
  const noResponden = new Set<string>();
  const vigias = new Map<Escaner, () => void>();
  let preguntado = -Infinity;

  const preguntar = (): void => {
    if (performance.now() - preguntado < PREGUNTAR_CADA_MS) return;
    preguntado = performance.now();
    for (const { id, disponible } of p.escaneres.lista()) {
      void disponible?.().catch(() => false).then((responde) => {
        if (responde === !noResponden.has(id)) return;
        if (responde) noResponden.delete(id);
        else noResponden.add(id);
        p.avisos.cambio('digitalizacion');
      });
    }
  };

  const vigilar = (): void => {
    const actuales = new Set(p.escaneres.lista());
    for (const [escaner, callar] of vigias) {
      if (actuales.has(escaner)) continue;
      callar();
      vigias.delete(escaner);
    }
    for (const escaner of actuales) {
      if (vigias.has(escaner) || !escaner.vigilar) continue;
      vigias.set(escaner, escaner.vigilar(() => { p.corridas.llegaron(escaner); }));
    }
  };
  const callarLista = p.escaneres.vigilar(() => {
    preguntado = -Infinity;
    vigilar();
    p.avisos.cambio('digitalizacion');
  });

  /** The first sheet that must be scanned again, now: finished ones may have come by themselves since. */
  const perdidaHoy = (tanda: string, perdida: number | null): number | null => (perdida === null ? null : primeraPerdida(p.tandas.cuenta(tanda)));
  const tandaDe = (m: Marcha): EscanerBandeja['tanda'] => ({
    tanda: m.tanda, hora: m.hora, recibidas: m.recibidas, enProceso: p.pendientesDe(m.tanda), falla: m.falla, hojaPerdida: m.terminada ? perdidaHoy(m.tanda, m.perdida) : null, terminada: m.terminada,
  });
  const tandaGuardada = (t: TandaGuardada): EscanerBandeja['tanda'] => ({
    tanda: t.tanda, hora: t.hora, recibidas: t.recibidas, enProceso: p.pendientesDe(t.tanda), falla: t.falla === null ? null : { codigo: t.falla, parametros: { escaner: t.nombre } },
    hojaPerdida: perdidaHoy(t.tanda, t.hojaPerdida), terminada: t.terminada === 1,
  });
  const estadoDe = (id: string, m: Marcha | null): EscanerBandeja['estado'] => {
    if (m && !m.terminada) return m.alto.signal.aborted ? 'cancelando' : 'escaneando';
    return noResponden.has(id) ? 'no_disponible' : 'libre';
  };

  const filas = (): EscanerBandeja[] => {
    preguntar();
    const guardadas = new Map(p.tandas.ultimas().map((t) => [t.escaner, t]));
    const presentes = p.escaneres.lista().map((e): EscanerBandeja => {
      const m = p.corridas.de(e.id);
      const guardada = guardadas.get(e.id);
      return { id: e.id, nombre: e.nombre, tipo: e.tipo, estado: estadoDe(e.id, m), hojas: e.hojas(), tanda: m ? tandaDe(m) : guardada ? tandaGuardada(guardada) : null };
    });
    const hay = new Set(presentes.map((e) => e.id));
    // What a scanner that is gone left half done is told all the same: its sheets are in somebody's hands.
    const idos = p.corridas.todas().filter((m) => !hay.has(m.escaner.id) && (!m.terminada || m.falla !== null));
    const idosAntes = [...guardadas.values()].filter((t) => !hay.has(t.escaner) && t.falla !== null && p.corridas.de(t.escaner) === null);
    return [
      ...presentes,
      ...idos.map((m): EscanerBandeja => ({ id: m.escaner.id, nombre: m.escaner.nombre, tipo: m.escaner.tipo, estado: 'no_disponible', hojas: null, tanda: tandaDe(m) })),
      ...idosAntes.map((t): EscanerBandeja => ({ id: t.escaner, nombre: t.nombre, tipo: t.tipo, estado: 'no_disponible', hojas: null, tanda: tandaGuardada(t) })),
    ];
  };

  return {
    filas,
    /** Throws AppError `escaner_desconocido`. */
    escaner: (id: string): Escaner => {
      const escaner = p.escaneres.lista().find((e) => e.id === id);
      if (!escaner) throw new AppError('escaner_desconocido', { escaner: id });
      return escaner;
    },
    /** Listens for sheets that come by themselves. */
    vigilar,
    detener: (): void => {
      callarLista();
      for (const callar of vigias.values()) callar();
      vigias.clear();
    },
  };
};
