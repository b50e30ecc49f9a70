import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { certificadoDeRed } from '#electron/host/red/certificado.ts';
import { abrirServidorRed, type ServidorRed } from '#electron/host/red/servidor-red.ts';
import { crearEscanerVirtual } from '#electron/scanners/virtual.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { idsNode } from '#electron/station/ids-node.ts';
import { escaneresDe, type Escaner, type Vision } from '#electron/station/puertos.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import type { Llamada } from '#shared/api/metodo.ts';
import { visionDePrueba } from '#tests/estacion-de-prueba.ts';
import { avisar, servirOrdenes } from './servir-ordenes.ts';

/**
 * A station in a process of its own, to be killed: its real services over a real folder. Its scanner is a tray that is
 * filled from outside, its clock one that can be moved, and its eyes those of the tests unless `vision` is `real`.
 */
export type AbrirEstacion = {
  readonly carpeta: string;
  /** Where it sends; null: nowhere. */
  readonly central: string | null;
  readonly huellas?: readonly string[];
  readonly relojMs: number;
  readonly vision?: 'prueba' | 'real';
  readonly reservaBytes?: number;
};
export type HojaCargada = { readonly base64: string; readonly fuente: string };

const trabajadores = new Set<Worker>();
process.on('worker', (w: Worker) => {
  trabajadores.add(w);
  w.once('exit', () => trabajadores.delete(w));
});

const escaner = crearEscanerVirtual();
/** Says which sheets the feeder was let go of: those must be there whatever happens next. */
const acusado: Escaner = {
  ...escaner,
  escanear: (entregar, cancelar) => escaner.escanear(async (hoja) => {
    await entregar(hoja);
    avisar('hoja', hoja.fuente);
  }, cancelar),
};

/** Said aloud, since it changes what may be lost: the room went on without its standby. */
const registro = { info: () => undefined, error: (mensaje: string) => { if (mensaje.startsWith('standby late')) avisar('reserva_tarde', ''); } };

let adelanto = 0;
let ultimaVision: (Vision & { cerrar?: () => Promise<void> }) | null = null;
let estacion: Estacion | null = null;
let sala: ServidorRed | null = null;
const abierta = (): Estacion => {
  if (estacion === null) throw new Error('the station is not open');
  return estacion;
};

const visionDe = async (cual: AbrirEstacion['vision']): Promise<Vision> => {
  if (cual !== 'real') return visionDePrueba;
  // Loaded only when asked for: it brings the digit reader and sharp with it.
  const { crearVision } = await import('#electron/vision/crear-vision.ts');
  ultimaVision = crearVision({ trabajadores: 2, limiteMs: 20_000 });
  return ultimaVision;
};

servirOrdenes({
  abrir: async (o: AbrirEstacion) => {
    const inicio = Date.now();
    adelanto = 0;
    const reloj = { ahora: () => o.relojMs + (Date.now() - inicio) + adelanto };
    estacion = await abrirEstacion({
      carpeta: o.carpeta,
      puertos: {
        reloj, ids: idsNode, registro, vision: await visionDe(o.vision), escaneres: escaneresDe(acusado), version: '0.0.0-resistencia',
        ...(o.reservaBytes === undefined ? {} : { reservaBytes: o.reservaBytes }),
        ...(o.central === null ? {} : { crearTransmision: transmisionHttp(reloj, { red: crearRedHttp({ url: o.central, huellas: o.huellas }) }) }),
      },
    });
    if (o.central !== null) estacion.transmision.iniciar();
  },
  llamar: (llamada: Llamada) => abierta().despachar(llamada),
  cargar: (hojas: readonly HojaCargada[]) => escaner.cargar(hojas.map(({ base64, fuente }) => () => ({ bytes: Buffer.from(base64, 'base64'), fuente }))),
  escaner: () => escaner.id,
  /** Opens it to its room, for a standby; gives where. */
  abrirSala: async () => {
    const e = abierta();
    const certificado = await certificadoDeRed(join(e.carpeta, 'red'), 'C1-A', Date.now());
    sala = await abrirServidorRed({ estacion: e, puestos: e.puestos, replica: e.replica, certificado, paginas: e.carpeta, puerto: 0, registro });
    return `https://127.0.0.1:${String(sala.puerto)}`;
  },
  /** Whether what people are told is done waits for the standby. */
  conReserva: () => abierta().replica.estado().some((r) => r.alCorriente),
  reposo: () => abierta().enReposo(),
  /** Moves the machine's clock, ms. */
  reloj: (ms: number) => { adelanto += ms; },
  estado: () => abierta().transmision.estado(),
  enviar: () => abierta().transmision.enviarPendientes(),
  verificarImagenes: () => abierta().verificarImagenes(),
  /** Ends a vision worker in the middle of whatever it does; how many there were. */
  matarTrabajador: async () => {
    const [victima] = trabajadores;
    const cuantos = trabajadores.size;
    await victima?.terminate();
    return cuantos;
  },
  cerrar: async () => {
    const cerrada = estacion;
    estacion = null;
    await sala?.cerrar();
    sala = null;
    await cerrada?.cerrar();
    await ultimaVision?.cerrar?.();
    ultimaVision = null;
  },
});
