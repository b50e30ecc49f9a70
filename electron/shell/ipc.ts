import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { llamadaSchema, MAXIMO_BYTES_LLAMADA } from '#shared/api/puente.ts';
import type { Result } from '#shared/errors/result.ts';
import { fallaDeCamino, type EstacionServida } from '#electron/host/transporte-puerto.ts';
import { CANAL_CAMBIO, CANAL_LECTURA, CANAL_LLAMAR } from './puente.ts';
import { esRemitenteConfiable } from './politicas.ts';

const rechazo = (campo: string): Result<unknown> => ({ ok: false, error: { codigo: 'entrada_invalida', parametros: { campo } } });

const esConfiable = (evento: IpcMainInvokeEvent): boolean => {
  const marco = evento.senderFrame;
  return esRemitenteConfiable({ ventanaConocida: BrowserWindow.fromWebContents(evento.sender) !== null, marcoPrincipal: marco !== null && marco === evento.sender.mainFrame, origen: marco?.origin ?? null });
};

/** What a window's message becomes: checked by sender, size and shape, then the station's answer. Never throws. */
export const atenderLlamada = async (estacion: EstacionServida, confiable: boolean, mensaje: unknown): Promise<Result<unknown>> => {
  if (!confiable) return rechazo('remitente');
  try {
    if (Buffer.byteLength(JSON.stringify([mensaje])) > MAXIMO_BYTES_LLAMADA) return rechazo('tamaño');
    const llamada = llamadaSchema.safeParse(mensaje);
    return llamada.success ? await estacion.despachar(llamada.data) : rechazo('llamada');
  } catch {
    return fallaDeCamino();
  }
};

/** The one channel from windows to the station, and the notices back. */
export const conectarVentanas = (estacion: EstacionServida): void => {
  ipcMain.handle(CANAL_LLAMAR, (evento, mensaje: unknown) => atenderLlamada(estacion, esConfiable(evento), mensaje));
  estacion.alCambiar((partes) => {
    for (const ventana of BrowserWindow.getAllWindows()) ventana.webContents.send(CANAL_CAMBIO, partes);
  });
  estacion.alLeer?.((lectura) => {
    for (const ventana of BrowserWindow.getAllWindows()) ventana.webContents.send(CANAL_LECTURA, lectura);
  });
};
