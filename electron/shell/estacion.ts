import { app, MessageChannelMain, safeStorage, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { adaptarPuerto } from './puerto-electron.ts';
import { atenderProxy, type PedidoProxy, type RespuestaProxy } from './proxy-sistema.ts';
import { atenderSecreto, type PedidoSecreto, type RespuestaSecreto } from './secretos.ts';
import type { AvisoDeProceso, Proceso } from './supervisor.ts';

/** What the services' process is told: to open (with the port), to end, and what the keyring answered. */
export type OrdenDeProceso = { readonly clase: 'abrir'; readonly datos: string } | { readonly clase: 'cerrar' } | RespuestaSecreto | RespuestaProxy;

/** At a clean end the services have this long to finish what they are writing. */
const GRACIA_MS = 10_000;
/** The few variables that a process needs to find its folders; nothing else of ours crosses. */
const VARIABLES = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'TEMP', 'TMP', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE', 'SystemRoot'];

/** Two heaps for all threads, as scripts/entorno.mjs says. */
const entornoMinimo = (): NodeJS.ProcessEnv => ({
  MALLOC_ARENA_MAX: '2', ...Object.fromEntries(VARIABLES.flatMap((nombre) => (process.env[nombre] === undefined ? [] : [[nombre, process.env[nombre]]]))),
});

const ordenar = (proceso: UtilityProcess, orden: OrdenDeProceso, puertos: MessagePortMain[] = []): void => proceso.postMessage(orden, puertos);

/** Starts the services in a utility process and hands it its end of the port. */
export const lanzarServicios = (programa: string, datos: string): Proceso => {
  const proceso = utilityProcess.fork(programa, [], { serviceName: 'Acopio: servicios', stdio: 'inherit', env: entornoMinimo() });
  const { port1, port2 } = new MessageChannelMain();
  ordenar(proceso, { clase: 'abrir', datos }, [port2]);
  proceso.on('message', (mensaje: AvisoDeProceso | PedidoSecreto | PedidoProxy) => {
    if (mensaje.clase === 'proxy') void atenderProxy((url) => app.resolveProxy(url), mensaje).then((respuesta) => ordenar(proceso, respuesta));
    if (mensaje.clase === 'secreto') void atenderSecreto(safeStorage, mensaje).then((respuesta) => ordenar(proceso, respuesta));
  });
  const fin = new Promise<void>((resolve) => proceso.once('exit', () => resolve()));
  return {
    puerto: adaptarPuerto(port1),
    alAvisar: (oir) => void proceso.on('message', (mensaje: AvisoDeProceso | PedidoSecreto | PedidoProxy) => {
      if (mensaje.clase !== 'secreto' && mensaje.clase !== 'proxy') oir(mensaje);
    }),
    alTerminar: (oir) => void fin.then(oir),
    cerrar: async () => {
      ordenar(proceso, { clase: 'cerrar' });
      const forzar = setTimeout(() => proceso.kill(), GRACIA_MS);
      await fin;
      clearTimeout(forzar);
    },
  };
};
