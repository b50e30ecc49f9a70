import { rmSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import type { Registro } from './puertos.ts';

/** What a station keeps aside on its disk: room to end the work under way when there is none left. */
export const RESERVA_BYTES = 64 * 1024 * 1024;

const TROZO_BYTES = 1024 * 1024;

const completa = (archivo: string, bytes: number): Promise<boolean> => stat(archivo).then(({ size }) => size >= bytes, () => false);

/**
 * Writes the file in real zeros (a sparse one would keep no room) unless it is already that long. Resolves once the
 * bytes are on the disk. Rejects, leaving no file, when there is no room or `senal` stops it.
 */
export const prepararReserva = async (archivo: string, bytes: number, senal?: AbortSignal): Promise<void> => {
  if (await completa(archivo, bytes)) return;
  try {
    const mango = await open(archivo, 'w', 0o600);
    try {
      const ceros = new Uint8Array(TROZO_BYTES);
      for (let falta = bytes; falta > 0; falta -= TROZO_BYTES) {
        senal?.throwIfAborted();
        await mango.writeFile(falta < TROZO_BYTES ? ceros.subarray(0, falta) : ceros);
      }
      await mango.sync();
      senal?.throwIfAborted();
    } finally {
      await mango.close();
    }
  } catch (error) {
    await rm(archivo, { force: true });
    throw error;
  }
};

/** Deletes the file, there or not. At once: who was refused may repeat the step in the next moment. */
export const soltarReserva = (archivo: string): void => rmSync(archivo, { force: true });

export type Reserva = {
  /** Starts to write the file and does not wait. Nothing with 0 bytes. */
  readonly preparar: () => void;
  /** Gives the room back, once for each opening. Never throws. */
  readonly soltar: () => void;
  /** Resolves when no writing is under way. */
  readonly enReposo: () => Promise<void>;
};

const texto = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The reserve of an open station: without room for it the station works all the same, and the log says so. */
export const crearReserva = ({ archivo, bytes, registro }: { readonly archivo: string; readonly bytes: number; readonly registro: Registro }): Reserva => {
  const alto = new AbortController();
  let escritura = Promise.resolve();
  return {
    preparar: () => {
      if (bytes === 0 || alto.signal.aborted) return;
      escritura = prepararReserva(archivo, bytes, alto.signal).catch((error: unknown) => {
        if (!alto.signal.aborted) registro.error('no disk reserve', { bytes, error: texto(error) });
      });
    },
    soltar: () => {
      if (bytes === 0 || alto.signal.aborted) return;
      alto.abort();
      try {
        soltarReserva(archivo);
        registro.error('disk full: reserve released', { bytes });
      } catch (error) {
        registro.error('disk full: reserve not released', { error: texto(error) });
      }
    },
    enReposo: () => escritura,
  };
};
