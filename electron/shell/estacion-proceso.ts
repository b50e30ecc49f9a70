import { abrirDemo } from '#electron/host/demo.ts';
import { servirPuerto } from '#electron/host/transporte-puerto.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { custodiaLlavero, type CanalSecretos } from './custodia-llavero.ts';
import type { OrdenDeProceso } from './estacion.ts';
import { proxyDelSistema, type CanalProxy } from './proxy-sistema.ts';
import { adaptarPuerto } from './puerto-electron.ts';
import type { AvisoDeProceso } from './supervisor.ts';

// Entry of the utility process: opens the station and serves it over the port that comes with the first order.
const padre = process.parentPort;
const avisar = (aviso: AvisoDeProceso): void => padre.postMessage(aviso);
const ordenes = (oir: (orden: OrdenDeProceso, puertos: Electron.MessagePortMain[]) => void): void => {
  padre.on('message', ({ data, ports }) => oir(data as OrdenDeProceso, ports));
};

const canal: CanalSecretos = {
  enviar: (pedido) => padre.postMessage(pedido),
  alResponder: (oir) => ordenes((orden) => {
    if (orden.clase === 'secreto') oir(orden);
  }),
};

const canalProxy: CanalProxy = {
  enviar: (pedido) => padre.postMessage(pedido),
  alResponder: (oir) => ordenes((orden) => {
    if (orden.clase === 'proxy') oir(orden);
  }),
};

ordenes((orden, [puerto]) => {
  if (orden.clase !== 'abrir' || !puerto) return;
  // The demo is always a simulacro: without a keyring its key may lie in the clear.
  abrirDemo({ datos: orden.datos, custodia: custodiaLlavero(canal, 'en_claro'), proxyDelSistema: proxyDelSistema(canalProxy) })
    .then((demo) => {
      servirPuerto(adaptarPuerto(puerto), demo.estacion);
      ordenes((otra) => {
        if (otra.clase === 'cerrar') void demo.cerrar().then(() => process.exit(0));
      });
      avisar({ clase: 'listo' });
    })
    .catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      avisar({ clase: 'fallo', codigo: error.codigo, parametros: error.parametros });
    });
});
