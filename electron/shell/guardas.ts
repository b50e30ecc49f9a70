import { app, session } from 'electron';
import { esNavegacionPermitida, esPermisoConcedido, esPeticionPermitida } from './politicas.ts';

/** No frame leaves our pages, no window opens, no webview attaches. Before the first window. */
export const guardarContenidos = (): void => {
  app.on('web-contents-created', (_evento, contenidos) => {
    contenidos.on('will-navigate', (evento) => {
      if (!esNavegacionPermitida(evento.url)) evento.preventDefault();
    });
    contenidos.on('will-redirect', (evento) => {
      if (!esNavegacionPermitida(evento.url)) evento.preventDefault();
    });
    contenidos.on('will-frame-navigate', (evento) => {
      if (!esNavegacionPermitida(evento.url)) evento.preventDefault();
    });
    contenidos.on('will-attach-webview', (evento) => evento.preventDefault());
    contenidos.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
};

/** Permissions and network of the window's session. After `ready`. */
export const guardarSesion = (): void => {
  const sesion = session.defaultSession;
  sesion.setPermissionRequestHandler((_contenidos, permiso, responder, detalles) => responder(esPermisoConcedido(permiso, detalles.requestingUrl)));
  sesion.setPermissionCheckHandler((_contenidos, permiso, origen) => esPermisoConcedido(permiso, origen));
  sesion.setDevicePermissionHandler(() => false);
  sesion.webRequest.onBeforeRequest((detalles, responder) => responder({ cancel: !esPeticionPermitida(detalles.url) }));
};
