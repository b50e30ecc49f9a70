import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import type { EstadoTransmision } from '#electron/station/puertos.ts';
import type { Caso } from '../caso.ts';
import type { Ciclo } from '../ciclo.ts';
import { crearReserva, HijoMuerto, type Reserva } from '../hijo.ts';
import { INICIO_MS } from '../puesta.ts';
import type { ConUsb, Importada } from '../usb-hijo.ts';

/** A journey of a small room's USB takes less than this at each of its ends. */
const MUERTE_MS = 250;
const ACUSES_MS = 15_000;

/** Does one thing with the USB; the process is killed in the middle of it now and then, and whoever carries it does it again. */
const insistir = async (procesos: Reserva, { azar }: Ciclo, orden: string, con: ConUsb, alMorir: () => void): Promise<unknown> => {
  for (;;) {
    const hijo = procesos.tomar();
    const hecho = hijo.pedir(orden, con);
    const muerte = azar.siguiente() < 0.4 ? esperar(azar.entre(0, MUERTE_MS)).then(hijo.matar) : null;
    try {
      const valor = await hecho;
      await muerte;
      if (hijo.vivo()) procesos.devolver(hijo);
      return valor;
    } catch (error) {
      if (!(error instanceof HijoMuerto)) throw error;
      alMorir();
    }
  }
};

/** A file of the USB loses its end, or a bit of it changes. Gives its name there. */
const estropear = ({ azar }: Ciclo, usb: string): string => {
  const archivos = ['lotes', 'imagenes'].filter((c) => existsSync(join(usb, c))).flatMap((c) => readdirSync(join(usb, c), { withFileTypes: true }).filter((f) => f.isFile()).map((f) => `${c}/${f.name}`));
  const archivo = azar.elegir(archivos);
  const ruta = join(usb, archivo);
  const { size } = statSync(ruta);
  const lugar = azar.entero(0, size - 1);
  if (azar.siguiente() < 0.5) truncateSync(ruta, lugar);
  else writeFileSync(ruta, readFileSync(ruta).map((b, i) => (i === lugar ? b ^ (1 << azar.entero(0, 7)) : b)));
  return archivo;
};

/** Without network, everything is carried on a USB: at each end the process dies in the middle, and now and then the medium spoils a file on its way. */
export const usb: Caso = {
  nombre: 'usb', que: 'sin red: todo va y vuelve en una USB, con SIGKILL al exportar, importar y acusar, y archivos que se dañan', peso: 2,
  hacer: async (c) => {
    const { azar, puesta, estacion, sala, decir, faltar } = c;
    const procesos = crearReserva('./usb-hijo.ts');
    let muertes = 0;
    let danados = 0;
    const morir = (): void => { muertes += 1; };
    const viaje = async (n: number): Promise<void> => {
      const con: ConUsb = { estacion: puesta.estacion, central: puesta.central, carpeta: puesta.carpeta, usb: join(puesta.carpeta, `usb-${String(n)}`), relojMs: INICIO_MS };
      await insistir(procesos, c, 'exportar', con, morir);
      if (azar.siguiente() < 0.5) {
        const malo = estropear(c, con.usb);
        danados += 1;
        const { problemas } = await insistir(procesos, c, 'importar', con, morir) as Importada;
        if (!problemas.includes(malo)) faltar(`no dice que ${malo} se dañó: ${problemas.join(', ')}`);
        await insistir(procesos, c, 'exportar', con, morir);
      }
      const { problemas, sinAcuses } = await insistir(procesos, c, 'importar', con, morir) as Importada;
      if (problemas.length > 0 || sinAcuses !== null) faltar(`la central no tomó la USB: ${problemas.join(', ')} ${sinAcuses ?? ''}`);
      await insistir(procesos, c, 'acusar', con, morir);
    };
    const pendientes = async (): Promise<number> => {
      const { eventosPendientes, imagenesPendientes } = await estacion.pedir('estado') as EstadoTransmision;
      return eventosPendientes + imagenesPendientes;
    };
    try {
      // An address where nobody is: what it counts as pending is what no acuse covers.
      await estacion.abrir({ central: 'http://127.0.0.1:1' });
      for (let i = azar.entero(1, 4); i > 0; i--) await sala.turno();
      await viaje(1);
      await c.trabajarSiempre();
      await viaje(2);
      const limite = performance.now() + ACUSES_MS;
      while (await pendientes() > 0 && performance.now() < limite) await esperar(50);
      if (await pendientes() > 0) faltar(`con todos los acuses de regreso quedan ${String(await pendientes())} por enviar`);
      decir(`${String(muertes)} muertes, ${String(danados)} archivos dañados`);
    } finally {
      await procesos.cerrar();
    }
  },
};
