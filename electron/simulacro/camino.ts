import { importarUsb } from '#central/ingesta/importar-usb.ts';
import type { Central } from '#central/crear-central.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { exportacionesEn } from '#electron/station/exportaciones-usb.ts';
import { crearMedioUsb } from '#electron/station/medio-usb.ts';
import { leerManifiesto } from '#electron/station/traer-usb.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Centro } from './centro.ts';
import type { EstacionSimulada } from './puesta.ts';

/** What the trips of a drill's USB carried. */
export type ViajesUsb = { readonly viajes: number; readonly lotes: number; readonly imagenes: number };

/** How what the centers register gets to the central during a drill. */
export type Camino = {
  /** After the turn of one center. */
  readonly trasTurno: (centro: Centro) => Promise<void>;
  /** After the round of all. */
  readonly trasRonda: (ronda: number) => Promise<void>;
  /** Events and images that the central does not have. */
  readonly pendientes: () => Promise<number>;
  /** Until the central holds everything. Throws AppError `central_inalcanzable` when it never does. */
  readonly vaciar: () => Promise<void>;
  /** Null where nothing is carried by hand. */
  readonly viajes: () => ViajesUsb | null;
};

const ENVIOS_FINALES = 100;

/** By network: each center sends after its turn, when there is one. */
export const caminoRed = (centros: readonly Centro[], estaciones: readonly EstacionSimulada[]): Camino => {
  const cuantos = (): number => estaciones.reduce((n, e) => n + e.estacion().transmision.estado().eventosPendientes + e.estacion().transmision.estado().imagenesPendientes, 0);
  return {
    trasTurno: async (centro) => { await centro.enviar(); },
    trasRonda: () => Promise.resolve(),
    pendientes: () => Promise.resolve(cuantos()),
    vaciar: async () => {
      for (let i = 0; i < ENVIOS_FINALES; i++) {
        for (const centro of centros) await centro.enviar();
        if (cuantos() === 0) return;
      }
      throw new AppError('central_inalcanzable', { detalle: `quedan ${cuantos()} envíos después de ${ENVIOS_FINALES} intentos` });
    },
    viajes: () => null,
  };
};

type PartesUsb = {
  readonly centros: readonly Centro[];
  readonly central: Central;
  /** The folder that stands for the USB of a center. */
  readonly usbDe: (centro: Centro) => string;
  /** Rounds from one trip to the next. */
  readonly cada: number;
};

/** By hand only: now and then somebody exports in each center, the central takes it, and the acuses come back. */
export const caminoUsb = ({ centros, central, usbDe, cada }: PartesUsb): Camino => {
  const total = { viajes: 0, lotes: 0, imagenes: 0 };
  /** What the last trip of each center left, of what was there when it set out. */
  const sinConfirmar = new Map<Centro, number>();

  const entregar = async (usb: string): Promise<void> => {
    for (const carpeta of await exportacionesEn(usb)) {
      const medio = crearMedioUsb(carpeta, criptoNode.sha256);
      const { manifiesto } = await leerManifiesto(medio, carpeta);
      if (manifiesto.paquete !== central.entrega.paqueteSha) throw new AppError('usb_otro_paquete');
      const { lotes, imagenes, sinAcuses, problemas } = await importarUsb({ medio, manifiesto, cripto: criptoNode, lote: central.entrega.lote, imagen: central.entrega.imagen });
      const [primero] = problemas;
      if (primero) throw new Error(`the central did not take ${primero.archivo}: ${primero.motivo}`);
      if (sinAcuses !== null) throw new Error(sinAcuses);
      total.lotes += lotes;
      total.imagenes += imagenes;
    }
  };
  const viajar = async (): Promise<void> => {
    for (const centro of centros) {
      const usb = usbDe(centro);
      const hasta = await centro.exportar(usb);
      await entregar(usb);
      await centro.acusar(usb);
      const { desde, ultimo, imagenes } = await centro.porLlevar();
      sinConfirmar.set(centro, imagenes + Math.max(0, Math.min(hasta, ultimo) - (desde ?? Infinity) + 1));
      total.viajes += 1;
    }
  };
  return {
    trasTurno: () => Promise.resolve(),
    trasRonda: async (ronda) => { if (ronda % cada === cada - 1) await viajar(); },
    pendientes: async () => (await Promise.all(centros.map((c) => c.porLlevar()))).reduce((n, c) => n + c.eventos + c.imagenes, 0),
    vaciar: async () => {
      await viajar();
      const quedan = [...sinConfirmar.values()].reduce((a, b) => a + b, 0);
      if (quedan > 0) throw new AppError('central_inalcanzable', { detalle: `la USB dejó ${quedan} sin acuse` });
    },
    viajes: () => ({ ...total }),
  };
};
