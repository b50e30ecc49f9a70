import { contextBridge, ipcRenderer } from 'electron';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { LecturaCodigo, Puente } from '#shared/api/puente.ts';
import type { Result } from '#shared/errors/result.ts';
import { CANAL_CAMBIO, CANAL_LECTURA, CANAL_LLAMAR } from './shell/puente.ts';

/** All that a page gets: three functions. Events of Electron never cross: only what they carry. */
const puente: Puente = {
  llamar: (llamada) => ipcRenderer.invoke(CANAL_LLAMAR, llamada) as Promise<Result<unknown>>,
  alCambiar: (avisar) => {
    const oir = (_evento: unknown, partes: readonly Parte[]): void => avisar(partes);
    ipcRenderer.on(CANAL_CAMBIO, oir);
    return () => {
      ipcRenderer.removeListener(CANAL_CAMBIO, oir);
    };
  },
  alLeer: (avisar) => {
    const oir = (_evento: unknown, lectura: LecturaCodigo): void => avisar(lectura);
    ipcRenderer.on(CANAL_LECTURA, oir);
    return () => {
      ipcRenderer.removeListener(CANAL_LECTURA, oir);
    };
  },
};

contextBridge.exposeInMainWorld('acopio', Object.freeze(puente));
