import path from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import { app, BrowserWindow, dialog } from 'electron';
import { mensaje } from '#shared/errors/mensajes.ts';
import { carpetaDeDatos } from './host/carpeta-datos.ts';
import { lanzarServicios } from './shell/estacion.ts';
import { guardarContenidos, guardarSesion } from './shell/guardas.ts';
import { conectarVentanas } from './shell/ipc.ts';
import { registrarEsquema, servirPaginas } from './shell/protocolo-app.ts';
import { crearSupervisor } from './shell/supervisor.ts';
import { abrirVentana } from './shell/ventana.ts';

const SALIDA = path.dirname(import.meta.dirname);
const PRELOAD = path.join(SALIDA, 'preload', 'preload.cjs');
const CODIGO_FALLA = 2;

const iniciar = async (): Promise<void> => {
  await app.whenReady();
  guardarSesion();
  servirPaginas(path.join(SALIDA, 'renderer'));

  const servicios = path.join(SALIDA, 'main', 'estacion-proceso.js');
  const datos = carpetaDeDatos(process.argv);
  let codigoDeSalida = 0;
  const estacion = crearSupervisor({
    lanzar: () => lanzarServicios(servicios, datos),
    esperar: (ms) => esperar(ms),
    ahora: () => Date.now(),
    alRendirse: ({ codigo, parametros }) => {
      dialog.showErrorBox('Acopio no puede abrir', mensaje(codigo, parametros));
      codigoDeSalida = CODIGO_FALLA;
      app.quit();
    },
  });
  conectarVentanas(estacion);

  const mostrar = (): void => {
    const [abierta] = BrowserWindow.getAllWindows();
    if (abierta?.isMinimized()) abierta.restore();
    if (abierta) abierta.focus();
    else abrirVentana(PRELOAD, app.isPackaged);
  };
  app.on('second-instance', mostrar);
  app.on('activate', mostrar);
  app.on('window-all-closed', () => app.quit());
  // Electron does not wait for listeners: hold the quit until the services have ended, then end for good.
  app.once('before-quit', (evento) => {
    evento.preventDefault();
    void estacion.cerrar().finally(() => app.exit(codigoDeSalida));
  });
  mostrar();
};

app.enableSandbox();
registrarEsquema();
guardarContenidos();
if (app.requestSingleInstanceLock()) void iniciar();
else app.quit();
