import { abrirDemo } from '#electron/host/demo.ts';
import { servirPuerto } from '#electron/host/transporte-puerto.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { OrdenDeApertura } from './estacion.ts';
import { adaptarPuerto } from './puerto-electron.ts';
import type { AvisoDeProceso } from './supervisor.ts';

// Entry of the utility process: opens the station and serves it over the port that came with the first message.
const padre = process.parentPort;
const avisar = (aviso: AvisoDeProceso): void => padre.postMessage(aviso);

padre.once('message', ({ data, ports }) => {
  const [puerto] = ports;
  if (!puerto) return;
  abrirDemo({ datos: (data as OrdenDeApertura).datos })
    .then((demo) => {
      servirPuerto(adaptarPuerto(puerto), demo.estacion);
      padre.on('message', () => void demo.cerrar().then(() => process.exit(0)));
      avisar({ clase: 'listo' });
    })
    .catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      avisar({ clase: 'fallo', codigo: error.codigo, parametros: error.parametros });
    });
});
