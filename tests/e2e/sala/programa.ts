import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAMA = fileURLToPath(new URL('../../../out/main/acopio.js', import.meta.url));

/** The built program serving a center, as a process of its own. */
export type Programa = {
  /** Address that opens the next window on this machine; each serves once. */
  readonly entrada: () => string;
  /** Address of the room's server, https://127.0.0.1:…; null when it is not open to the room. */
  readonly sala: string | null;
  readonly puertoSala: number | null;
  readonly pid: number;
  /** Ends it as a person would (Ctrl+C) and gives its exit code. */
  readonly cerrar: () => Promise<number | null>;
  /** As a power cut: SIGKILL. */
  readonly matar: () => Promise<void>;
};

/** A port that nobody uses now. */
export const puertoLibre = async (): Promise<number> => {
  const servidor = createServer().listen(0, '127.0.0.1');
  await once(servidor, 'listening');
  const direccion = servidor.address();
  servidor.close();
  await once(servidor, 'close');
  return typeof direccion === 'object' && direccion ? direccion.port : 0;
};

const esperarEntrada = (proceso: ChildProcess, alEntrar: (url: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!proceso.stdout) return reject(new Error('no output'));
    const lineas = createInterface({ input: proceso.stdout });
    lineas.on('line', (linea) => {
      const url = /https?:\S+\/entrar\?\S+/.exec(linea)?.[0];
      if (url) alEntrar(url);
      if (linea.includes('Datos:')) resolve();
    });
    lineas.on('close', () => reject(new Error('the program ended before it was ready')));
  });

/** Serves the center of `carpeta`; with `puertoSala`, to the posts of the room too (`null`: not; left out: on a free port). */
export const servir = async (carpeta: string, { puertoSala, puerto = 0 }: { readonly puertoSala?: number | null; readonly puerto?: number } = {}): Promise<Programa> => {
  const sala = puertoSala === undefined ? await puertoLibre() : puertoSala;
  const argumentos = ['--enable-source-maps', PROGRAMA, 'estacion', 'servir', '--carpeta', carpeta, '--sin-ventana', '--puerto', String(puerto), ...(sala === null ? [] : ['--sala', String(sala)])];
  const proceso = spawn(process.execPath, argumentos, { stdio: ['ignore', 'pipe', 'inherit'] });
  const fin = new Promise<number | null>((resolve) => proceso.once('exit', resolve));
  let entrada = '';
  await esperarEntrada(proceso, (url) => (entrada = url));
  return {
    entrada: () => entrada,
    sala: sala === null ? null : `https://127.0.0.1:${String(sala)}`,
    puertoSala: sala,
    pid: proceso.pid ?? 0,
    cerrar: () => {
      proceso.kill('SIGINT');
      return fin;
    },
    matar: async () => {
      proceso.kill('SIGKILL');
      await fin;
    },
  };
};
