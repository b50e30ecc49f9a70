import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bytesPuestos } from './enlace-real.ts';
import type { AvisoServidor, OrdenServidor } from './enlace-servidor.ts';

const SERVIDOR = fileURLToPath(new URL('./enlace-servidor.ts', import.meta.url));

/** Opens what is at the other end of the link, in a process there. `carpeta` is for what it keeps. */
export const abrirServidor = async (carpeta: string, orden: OrdenServidor) => {
  // Node has no other way to run itself through a command: the command is what is executed, and Node its first argument.
  const [programa, ...resto] = [...(orden.enlace.lugares?.central ?? []), process.execPath];
  const hijo = fork(SERVIDOR, [carpeta], { execPath: programa, execArgv: [...resto, ...process.execArgv] });
  /** When the first part of each image came, and when each was whole. */
  const horas: Record<'empieza' | 'completa', number[]> = { empieza: [], completa: [] };
  let alCompletar: () => void = () => undefined;
  let alContar: (bytes: number) => void = () => undefined;
  const abierto = await new Promise<Extract<AvisoServidor, { url: string }>>((listo, mal) => {
    hijo.on('exit', (codigo) => mal(new Error(`the server ended: ${String(codigo)}`)));
    hijo.on('message', (m) => {
      const aviso = m as AvisoServidor;
      if ('url' in aviso) return listo(aviso);
      if ('subidos' in aviso) return alContar(aviso.subidos);
      horas[aviso.imagen].push(performance.now());
      if (aviso.imagen === 'completa') alCompletar();
    });
    hijo.send(orden);
  });
  return {
    ...abierto, horas, cerrar: () => hijo.kill(),
    completas: (cuantas: number): Promise<void> => new Promise((listo) => {
      alCompletar = () => { if (horas.completa.length >= cuantas) listo(); };
      alCompletar();
    }),
    /** Bytes that were put on the link towards it so far, those that were lost and their repetitions included. */
    subidos: async (): Promise<number> => orden.enlace.lugares !== null ? bytesPuestos() : new Promise((listo) => {
      alContar = listo;
      hijo.send({});
    }),
  };
};
export type ServidorDelEnlace = Awaited<ReturnType<typeof abrirServidor>>;
