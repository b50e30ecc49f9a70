import { BrowserWindow } from 'electron';
import { PAGINA_INICIAL, preferenciasWeb } from './politicas.ts';

/** The application's window, shown when its first page is painted. */
export const abrirVentana = (preload: string, empaquetada: boolean): BrowserWindow => {
  const ventana = new BrowserWindow({
    width: 1360, height: 860, minWidth: 1024, minHeight: 700, show: false, title: 'Acopio', backgroundColor: '#ffffff', autoHideMenuBar: true,
    webPreferences: preferenciasWeb(preload, empaquetada),
  });
  ventana.once('ready-to-show', () => ventana.show());
  void ventana.loadURL(PAGINA_INICIAL);
  return ventana;
};
