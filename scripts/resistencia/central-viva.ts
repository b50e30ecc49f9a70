import { setTimeout as esperar } from 'node:timers/promises';
import type { AbrirCentral } from './central-hijo.ts';
import type { Hijo, Reserva } from './hijo.ts';
import { INICIO_MS } from './puesta.ts';

/** Opening again waits for the port that its dead process had. */
const INTENTOS = 40;

/** The central in its own process; it comes back at the same port, as a server does. */
export const crearCentralViva = (reserva: Reserva, carpeta: string, inicial: string, tls: boolean) => {
  let trabajo = inicial;
  let hijo: Hijo | null = null;
  let puerto = 0;

  const abrir = async (): Promise<string> => {
    for (let i = 1; ; i++) {
      const nuevo = reserva.tomar();
      try {
        const url = await nuevo.pedir('abrir', { carpeta, trabajo, puerto, relojMs: INICIO_MS, tls } satisfies AbrirCentral) as string;
        hijo = nuevo;
        puerto = Number(new URL(url).port);
        return url;
      } catch (error) {
        if (nuevo.vivo()) await nuevo.matar();
        if (i === INTENTOS || !(error instanceof Error && error.message.includes('EADDRINUSE'))) throw error;
        await esperar(50);
      }
    }
  };
  return {
    abrir,
    pedir: (orden: string): Promise<unknown> => hijo?.pedir(orden) ?? Promise.reject(new Error('the central is not open')),
    /** It goes on in another folder when it is opened again. */
    mudar: (nuevo: string): void => { trabajo = nuevo; },
    /** It stands still from now on and answers nothing; only `matar` ends that. */
    congelar: (): void => { if (hijo?.vivo() === true) process.kill(hijo.pid, 'SIGSTOP'); },
    matar: async (): Promise<void> => {
      const victima = hijo;
      hijo = null;
      reserva.prevenir();
      await victima?.matar();
    },
    cerrar: async (): Promise<void> => {
      if (hijo?.vivo() !== true) return;
      const cerrada = hijo;
      hijo = null;
      await cerrada.pedir('cerrar');
      reserva.devolver(cerrada);
    },
  };
};
export type CentralViva = ReturnType<typeof crearCentralViva>;
