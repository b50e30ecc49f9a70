import { basename, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { AppError } from '#shared/errors/app-error.ts';
import { hojasDe, nombreDeHoja, type BandejaTemporal } from './bandeja-temporal.ts';
import type { Escaner, Hoja } from './escaner.ts';
import type { Perfil } from './perfil.ts';
import { abrirProceso } from './proceso.ts';
import { crearRecoleccion } from './recoleccion.ts';
import { argumentosDeFuente, argumentosDePerfil, tieneAlimentador, type PedidoArgumentos } from './sane-argumentos.ts';
import { entornoSane, listarDispositivos, opcionesDeDispositivo, PROGRAMA_SANE, resolverDispositivo, type ProgramaSane } from './sane-dispositivos.ts';
import { fallaDeSane, seguirSane } from './sane-fallas.ts';

/** Pages that the device may be ahead of the station, on disk: the feeder stops between sheets rather than fill it. */
const ADELANTO_EN_DISCO = 64;
const LIMITE_MS = 120_000;
/** Letting go of the device takes no longer than this. */
const LIMITE_CIERRE_MS = 5_000;

export type OpcionesSane = ProgramaSane & {
  readonly id: string;
  readonly nombre: string;
  /** As SANE names it. */
  readonly dispositivo: string;
  readonly perfil: Perfil;
  /** Where pages lie until the station has them. */
  readonly bandeja: BandejaTemporal;
  /** Milliseconds in which nothing moves after which the device is given up. */
  readonly limiteMs?: number;
  /** One page and no more, also from the feeder: to try it. */
  readonly soloUna?: boolean;
  /** What the device lacks is done as it can: for scanners that nobody has set up. */
  readonly flexible?: boolean;
};

type Preparado = { readonly dispositivo: string; readonly argumentos: readonly string[]; readonly fuente: 'alimentador' | 'cama' };

/** Asks the device what it admits and turns the profile into arguments. */
const preparar = async (o: OpcionesSane, cancelar?: AbortSignal): Promise<Preparado> => {
  const { perfil, nombre } = o;
  const flexible = o.flexible ?? false;
  const dispositivo = o.dispositivo.includes(':libusb:') ? resolverDispositivo(o.dispositivo, await listarDispositivos(o, cancelar)) : o.dispositivo;
  const primeras = await opcionesDeDispositivo(o, dispositivo, nombre, [], cancelar);
  const pedido: PedidoArgumentos = { perfil, opciones: primeras, escaner: nombre, flexible };
  const deFuente = argumentosDeFuente(pedido);
  // The glass and the feeder of one device differ in what they admit.
  const opciones = deFuente.length === 0 ? primeras : await opcionesDeDispositivo(o, dispositivo, nombre, deFuente, cancelar);
  const fuente = perfil.fuente === 'cama' || (flexible && tieneAlimentador(primeras) !== true) ? 'cama' : 'alimentador';
  return { dispositivo, fuente, argumentos: [...deFuente, ...argumentosDePerfil({ ...pedido, opciones })] };
};

const EXTENSION: Readonly<Record<Perfil['formato'], string>> = { jpeg: '.jpg', png: '.png', tiff: '.tif' };

/** Whether the device's own sensor says that two sheets went in together: SANE has no status for it and says «jammed». */
const esDobleAlimentacion = async (o: OpcionesSane, dispositivo: string): Promise<boolean> =>
  opcionesDeDispositivo(o, dispositivo, o.nombre).then((opciones) => opciones.get('--double-feed')?.actual === 'yes', () => false);

type Tanda = Preparado & { readonly carpeta: string; readonly entregar: (hoja: Hoja) => Promise<void>; readonly cancelar: AbortSignal | undefined };

/**
 * One run of scanimage in batch mode. It writes `.part` files and gives them their name when they are whole, and asks
 * before each page: an answer given beforehand for each page that may be ahead keeps the feeder moving and bounded.
 */
const correr = async (o: OpcionesSane, t: Tanda): Promise<void> => {
  const extension = EXTENSION[o.perfil.formato];
  const programa = o.programa ?? PROGRAMA_SANE;
  const seguimiento = seguirSane();
  let anunciadas = 0;
  let pendiente = '';
  let ajena = '';
  const recoleccion = crearRecoleccion({
    entregar: t.entregar, nombre: o.nombre, quitar: o.bandeja.quitar,
    alEntregar: () => proceso.escribir('\n'), alFallar: () => proceso.detener(),
  });
  const anunciar = (nombre: string): boolean => {
    if (nombre !== nombreDeHoja(anunciadas + 1, extension)) return false;
    recoleccion.anunciar(join(t.carpeta, nombre), ++anunciadas);
    return true;
  };
  const decodificador = new StringDecoder('utf8');
  const proceso = abrirProceso({
    programa, carpeta: t.carpeta, entorno: entornoSane(o), limiteMs: o.limiteMs ?? LIMITE_MS, cancelar: t.cancelar,
    argumentos: [
      '-d', t.dispositivo, `--format=${o.perfil.formato}`, `--batch=hoja-%05d${extension}`, '--batch-print', '--batch-prompt', '-p',
      ...(t.fuente === 'cama' || o.soloUna ? ['--batch-count=1'] : []), ...t.argumentos,
    ],
    alSalida: (datos) => {
      const lineas = (pendiente + decodificador.write(datos)).split('\n');
      pendiente = (lineas.pop() ?? '').slice(-4096);
      for (const linea of lineas) {
        if (anunciar(linea.trim())) proceso.avanza();
        else ajena ||= linea.trim().slice(0, 100);
      }
    },
    alError: (texto) => {
      const efecto = seguimiento.oir(texto);
      if (efecto !== 'nada') proceso.avanza(efecto === 'termina' ? LIMITE_CIERRE_MS : undefined);
    },
  });
  proceso.escribir('\n'.repeat(ADELANTO_EN_DISCO));
  const fin = await proceso.fin;
  const avance = seguimiento.avance();
  // Pages that it finished and had no time to say so.
  const quedan = await hojasDe(t.carpeta);
  for (const { ruta } of quedan.filter((h) => h.terminada && h.hoja > anunciadas)) anunciar(basename(ruta));
  await recoleccion.terminar();
  const falla = fallaDeSane({ fin: fin.errores === '' ? { ...fin, errores: ajena } : fin, avance: { ...avance, terminadas: anunciadas }, escaner: o.nombre, programa });
  if (falla?.codigo === 'escaner_atasco' && (await esDobleAlimentacion(o, t.dispositivo))) throw new AppError('escaner_doble_alimentacion', falla.parametros);
  if (falla) throw falla;
  const aMedias = quedan.find((h) => !h.terminada);
  if (aMedias) throw new AppError('escaner_pagina_incompleta', { hoja: aMedias.hoja });
};

/**
 * A scanner of SANE through its own `scanimage`: each page is handed over as soon as it is whole, in the feeder's order
 * and with its number, while the device goes on with the next. Pages that were not handed over when something failed
 * stay in the temporary folder, to be recovered.
 */
export const crearEscanerSane = (o: OpcionesSane): Escaner => {
  let trabajando = false;
  /** What the device admits does not change while it works well: it is asked again after a failure. */
  let preparado: Preparado | null = null;
  return {
    id: o.id, nombre: o.nombre, tipo: 'sane',
    hojas: () => null,
    disponible: async () => trabajando || (await listarDispositivos(o).then((d) => d.some(({ nombre }) => nombre === resolverDispositivo(o.dispositivo, d)), () => false)),
    escanear: async (entregar, cancelar, tanda) => {
      if (trabajando) throw new AppError('escaner_ocupado');
      if (cancelar?.aborted) throw new AppError('escaner_cancelado');
      trabajando = true;
      try {
        preparado ??= await preparar(o, cancelar);
        const carpeta = await o.bandeja.abrir(o.id, tanda);
        await correr(o, { ...preparado, carpeta, entregar, cancelar }).finally(() => o.bandeja.cerrar(carpeta));
      } catch (error) {
        preparado = null;
        throw error;
      } finally {
        trabajando = false;
      }
    },
  };
};
