import { setTimeout as esperar } from 'node:timers/promises';
import { relevar } from '#electron/host/reserva/relevar.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import { leerBitacora } from '../bitacoras.ts';
import type { Caso } from '../caso.ts';
import type { Ciclo } from '../ciclo.ts';
import { crearHijo } from '../hijo.ts';
import type { Seguir } from '../reserva-hijo.ts';
import { copiarDelDisco, relojDeOtra } from './danos.ts';

/** From the death of the main station until the room goes on. */
const PLAZO_MS = 120_000;

const conReserva = async ({ estacion }: Ciclo): Promise<void> => {
  while (await estacion.pedir('conReserva') !== true) await esperar(10);
};

/**
 * The main station is killed in the middle of its work and its disk is gone; the standby that followed it over the
 * network of the room relieves it, as a coordinator and a supervisor say with their PINs. What people were told is done is
 * in it, because they were told after it had it. Sheets are not told to anybody: those that it lacks are scanned again.
 */
export const relevoEnRed: Caso = {
  nombre: 'relevo_en_red', que: 'muere la principal con su disco; la reserva que la seguía por la red la releva con los dos PIN', peso: 1,
  estaciones: (p) => [`${p.carpeta}/C1-B`],
  hacer: async (c) => {
    const carpeta = await c.puesta.otra('C1-B', true);
    await c.estacion.abrir({ central: null });
    const reserva = crearHijo('./reserva-hijo.ts');
    try {
      await reserva.pedir('seguir', { carpeta, principal: await c.estacion.pedir('abrirSala') as string } satisfies Seguir);
      await conReserva(c);
      c.estacion.condenar([{ llamada: c.azar.entero(5, 80), ms: c.azar.entre(0, 9) }]);
      await c.sala.trabajar().catch((error: unknown) => {
        if (!(error instanceof AppError) || error.codigo !== 'estacion_inalcanzable') throw error;
      });
      await c.estacion.asentar();
      await c.estacion.matar();
      const relojMs = relojDeOtra(c);
      const muerte = performance.now();
      await reserva.pedir('soltar');
      // The main station said that the room goes on without it: then the disk is asked for.
      const tarde = c.estacion.reservaTarde();
      if (tarde) await copiarDelDisco(c, carpeta);
      await relevar({ carpeta, coordinador: 'coordinador', supervisor: 'supervisor', aunqueResponda: false, pedirPines: (preguntas) => Promise.resolve(preguntas.map(() => PIN_DE_PRUEBA)), reloj: { ahora: () => relojMs } });
      await c.estacion.abrir({ carpeta, central: c.urlCentral, relojMs });
      const ms = performance.now() - muerte;
      const recibidas = new Set(leerBitacora(carpeta).flatMap(({ evento }) => (evento.tipo === 'hoja.recibida' ? [(evento.datos as { sha256: string }).sha256] : [])));
      const otraVez = c.sala.volverAEscanear((sha) => recibidas.has(sha));
      c.decir(`${String(leerBitacora(carpeta).length)} eventos heredados en ${(ms / 1_000).toFixed(1)} s, ${String(otraVez)} hojas otra vez${tarde ? ', con el disco de la principal: la reserva se había atrasado' : ''}`);
      if (ms > PLAZO_MS) c.faltar('la sala tardó más de dos minutos en seguir');
    } finally {
      await reserva.matar();
    }
    await c.trabajarSiempre();
    await c.vaciar();
  },
};
