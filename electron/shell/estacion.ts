import { MessageChannelMain, utilityProcess } from 'electron';
import { adaptarPuerto } from './puerto-electron.ts';
import type { AvisoDeProceso, Proceso } from './supervisor.ts';

/** What the services' process is told at its start, with the port. Nothing of it is secret. */
export type OrdenDeApertura = { readonly datos: string };

/** At a clean end the services have this long to finish what they are writing. */
const GRACIA_MS = 10_000;
/** The few variables that a process needs to find its folders; nothing else of ours crosses. */
const VARIABLES = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'TEMP', 'TMP', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE', 'SystemRoot'];

const entornoMinimo = (): NodeJS.ProcessEnv =>
  Object.fromEntries(VARIABLES.flatMap((nombre) => (process.env[nombre] === undefined ? [] : [[nombre, process.env[nombre]]])));

/** Starts the services in a utility process and hands it its end of the port. */
export const lanzarServicios = (programa: string, orden: OrdenDeApertura): Proceso => {
  const proceso = utilityProcess.fork(programa, [], { serviceName: 'Acopio: servicios', stdio: 'inherit', env: entornoMinimo() });
  const { port1, port2 } = new MessageChannelMain();
  proceso.postMessage(orden, [port2]);
  const fin = new Promise<void>((resolve) => proceso.once('exit', () => resolve()));
  return {
    puerto: adaptarPuerto(port1),
    alAvisar: (oir) => void proceso.on('message', (aviso: AvisoDeProceso) => oir(aviso)),
    alTerminar: (oir) => void fin.then(oir),
    cerrar: async () => {
      proceso.postMessage({ clase: 'cerrar' });
      const forzar = setTimeout(() => proceso.kill(), GRACIA_MS);
      await fin;
      clearTimeout(forzar);
    },
  };
};
