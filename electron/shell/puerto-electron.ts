import type { MessagePortMain } from 'electron';
import type { PuertoMensajes } from '#electron/host/transporte-puerto.ts';

/** Electron's port with Node's manners. Loaded by both processes: it must import nothing of Electron at run time. */
export const adaptarPuerto = (puerto: MessagePortMain): PuertoMensajes => ({
  postMessage: (mensaje) => puerto.postMessage(mensaje),
  alRecibir: (recibir) => {
    puerto.on('message', (evento) => recibir(evento.data));
    puerto.start();
  },
  alCerrar: (cerrar) => void puerto.on('close', cerrar),
});
