import path from 'node:path';
import { crearEscanerEscl } from '#electron/scanners/escl.ts';
import { perfilSchema } from '#electron/scanners/perfil.ts';
import { crearEscanerVirtual } from '#electron/scanners/virtual.ts';
import type { Escaner, Hoja } from '#electron/station/puertos.ts';
import { crearEscanerSanePnm, prepararSanePnm } from './escaner-sane-pnm.ts';
import { abrirServidorEscl } from './servidor-escl.ts';

/** What a drill's sheets pass through: the tray of nothing, the real scanimage, or eSCL over HTTP. */
export const ESCANERES_SIMULACRO = ['virtual', 'sane', 'escl'] as const;
export type EscanerSimulacro = (typeof ESCANERES_SIMULACRO)[number];

/** A sheet of paper of the drill. */
export type HojaSimulada = Pick<Hoja, 'fuente'> & Partial<Pick<Hoja, 'origen' | 'digitalizacion'>> & {
  readonly bytes: () => Promise<Uint8Array>;
  /** The station has stored these bytes: those of the scanner, not of the paper. */
  readonly alGuardar: (bytes: Uint8Array) => void;
};

/** The scanner of a center with its tray. */
export type CharolaSimulada = {
  readonly escaner: Escaner;
  /** Whether files that are no images can come out of it. */
  readonly admiteBasura: boolean;
  readonly cargar: (hojas: readonly HojaSimulada[]) => void;
  /** The feeder jams at that sheet of the next tanda; false when this scanner has no feeder that could. */
  readonly atascar: (hoja: number) => boolean;
  readonly cerrar: () => Promise<void>;
};

type Aparato = { readonly escaner: Escaner; readonly cargar: (paginas: readonly (() => Promise<Uint8Array>)[]) => void; readonly atascar: CharolaSimulada['atascar']; readonly despejar?: () => void; readonly cerrar: () => Promise<void> };

const NOMBRE = 'Escáner del simulacro';
/** The drill's scanner warms up at once. */
const PAUSA_MS = 20;

const abrirVirtual = (): Aparato => {
  const escaner = crearEscanerVirtual({ nombre: NOMBRE });
  return {
    escaner, cerrar: () => Promise.resolve(),
    cargar: (paginas) => { escaner.cargar(paginas.map((pagina) => async () => ({ bytes: await pagina(), fuente: NOMBRE }))); },
    atascar: (hoja) => {
      escaner.fallar({ tipo: 'atasco', hoja });
      return true;
    },
  };
};

const abrirSane = async (carpeta: string, dpi: number): Promise<Aparato> => {
  const escaner = crearEscanerSanePnm({ sane: await prepararSanePnm(carpeta), id: 'sane', nombre: NOMBRE, perfil: { resolucion: dpi } });
  return { escaner, cargar: escaner.cargar, atascar: () => false, cerrar: () => Promise.resolve() };
};

const abrirEscl = async (dpi: number): Promise<Aparato> => {
  const servidor = await abrirServidorEscl();
  const escaner = crearEscanerEscl({ id: 'escl', nombre: NOMBRE, url: servidor.url, perfil: perfilSchema.parse({ resolucion: dpi }), tiempos: { pausaMs: PAUSA_MS } });
  return {
    escaner, cargar: servidor.cargar, despejar: servidor.despejar, cerrar: servidor.cerrar,
    atascar: (hoja) => {
      servidor.guion.percances.set(hoja, { tipo: 'atasco' });
      return true;
    },
  };
};

/**
 * Opens the scanner of a center. Which paper a sheet is is known by its place in the tray, as an operator would: the
 * bytes that come out of a real scanner are not those that went in. Throws AppError `opcion_invalida` without scanimage.
 */
export const abrirCharola = async (tipo: EscanerSimulacro, carpeta: string, dpi: number): Promise<CharolaSimulada> => {
  const aparato = tipo === 'virtual' ? abrirVirtual() : tipo === 'sane' ? await abrirSane(path.join(carpeta, 'sane'), dpi) : await abrirEscl(dpi);
  const charola: HojaSimulada[] = [];
  const escaner: Escaner = {
    ...aparato.escaner,
    hojas: () => charola.length,
    escanear: (entregar, cancelar, tanda) => {
      // Whoever scans again has taken out what was jammed.
      aparato.despejar?.();
      const papeles = [...charola];
      return aparato.escaner.escanear(async (h) => {
        const papel = papeles[(h.hoja ?? 0) - 1];
        if (!papel) throw new Error('the scanner gave a sheet that nobody put in');
        const { fuente, origen = h.origen, digitalizacion = h.digitalizacion } = papel;
        await entregar({ ...h, fuente, origen, digitalizacion });
        papel.alGuardar(h.bytes);
        charola.splice(charola.indexOf(papel), 1);
      }, cancelar, tanda);
    },
  };
  return {
    escaner, admiteBasura: tipo === 'virtual', atascar: aparato.atascar, cerrar: aparato.cerrar,
    cargar: (hojas) => {
      charola.push(...hojas);
      aparato.cargar(hojas.map((h) => h.bytes));
    },
  };
};
