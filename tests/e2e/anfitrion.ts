import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const RAIZ = fileURLToPath(new URL('../../', import.meta.url));
export const PROGRAMA = path.join(RAIZ, 'out', 'main', 'acopio.js');

export type Anfitrion = {
  /** Address that opens the next window; each serves once. */
  readonly entrada: () => string;
  readonly sitio: string;
  readonly datos: string;
  /** From the start of the process to the address, ms. */
  readonly arranqueMs: number;
  /** Ends it as a person would (Ctrl+C) and gives its exit code. */
  readonly cerrar: () => Promise<number | null>;
};

/** Reads the lines that the host prints until it has both addresses. */
const leerDirecciones = async (proceso: ChildProcess, alEntrar: (url: string) => void): Promise<string> => {
  if (!proceso.stdout) throw new Error('no output');
  const lineas = createInterface({ input: proceso.stdout });
  return new Promise((resolve, reject) => {
    lineas.on('line', (linea) => {
      const url = /https?:\S+/.exec(linea)?.[0];
      if (url?.includes('/entrar?')) alEntrar(url);
      else if (linea.includes('Resultados:') && url) resolve(url);
    });
    lineas.on('close', () => reject(new Error('the host ended before it was ready')));
  });
};

/** Starts the built program on a new demo election, in a folder of its own. */
export const abrirAnfitrion = async (datos = mkdtempSync(path.join(tmpdir(), 'acopio-e2e-'))): Promise<Anfitrion> => {
  const inicio = performance.now();
  const proceso = spawn(process.execPath, ['--enable-source-maps', PROGRAMA, 'iniciar', '--sin-ventana', '--datos', datos], { stdio: ['ignore', 'pipe', 'inherit'] });
  let entrada = '';
  const sitio = await leerDirecciones(proceso, (url) => (entrada = url));
  return {
    entrada: () => entrada,
    sitio,
    datos,
    arranqueMs: performance.now() - inicio,
    cerrar: () =>
      new Promise((resolve) => {
        proceso.once('exit', (codigo) => {
          rmSync(datos, { recursive: true, force: true });
          resolve(codigo);
        });
        proceso.kill('SIGINT');
      }),
  };
};
