// Where things are and which Node runs them. Plain JavaScript without dependencies: it runs before anything is installed.
import { existsSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const RAIZ = fileURLToPath(new URL('..', import.meta.url));
export const enRaiz = (...partes) => path.join(RAIZ, ...partes);
const WINDOWS = process.platform === 'win32';

/** Progress goes to stderr: standard output belongs to the command that was asked for. */
export const avisar = (texto) => process.stderr.write(`${texto}\n`);

const mayor = (version) => Number(version.replace(/^v/, '').split('.')[0]);

/** Path of a Node 24 or newer: the one installed with the project, else the one running. better-sqlite3 crashes on older ones. */
export const buscarNode24 = () => {
  const nombre = WINDOWS ? 'node.exe' : 'node';
  const arquitectura = `node-${WINDOWS ? 'win' : process.platform}-${process.arch}`;
  const candidatos = [enRaiz('node_modules', arquitectura, 'bin', nombre), enRaiz('node_modules', 'node', 'bin', nombre)];
  const propio = candidatos.find((ruta) => existsSync(ruta));
  if (propio) return propio;
  return mayor(process.version) >= 24 ? process.execPath : null;
};

/**
 * Environment with that Node first on PATH, so that whatever is started also runs on it. glibc gives each thread that
 * decodes pages a heap of its own, which keeps what it once held: two heaps for all are a quarter less memory over a
 * night (docs/performance.md, «imagen»). Whoever installs may say otherwise. Other systems do not know the variable.
 */
export const entornoCon = (node) => {
  const clave = Object.keys(process.env).find((k) => k.toUpperCase() === 'PATH') ?? 'PATH';
  return { MALLOC_ARENA_MAX: '2', ...process.env, [clave]: [path.dirname(node), enRaiz('node_modules', '.bin'), process.env[clave] ?? ''].join(path.delimiter) };
};

/** JavaScript file of a package's command, to be run with Node itself: no shell, the same on Windows. */
export const comando = (paquete, archivo) => enRaiz('node_modules', paquete, archivo);

/** Runs `npm …`; its output goes to stderr. Returns the exit code. */
export const npm = (argumentos) => {
  const r = WINDOWS
    ? spawnSync(`npm.cmd ${argumentos.join(' ')}`, { cwd: RAIZ, stdio: ['ignore', 2, 2], shell: true })
    : spawnSync('npm', argumentos, { cwd: RAIZ, stdio: ['ignore', 2, 2] });
  if (r.error) avisar(`No se pudo ejecutar npm: ${r.error.message}`);
  return r.status ?? 1;
};

/**
 * Runs a program in the foreground with our own stdin, stdout and stderr, passing signals on, and ends this process the way it ended.
 * A terminal's Ctrl+C reaches both: we only wait for the other to finish its work.
 */
export const entregar = (programa, argumentos, opciones = {}) => {
  const hijo = spawn(programa, argumentos, { cwd: process.cwd(), stdio: 'inherit', ...opciones });
  process.on('SIGINT', () => undefined);
  for (const senal of ['SIGTERM', 'SIGHUP']) process.on(senal, () => hijo.kill(senal));
  return new Promise((resolve) => {
    hijo.on('error', (error) => {
      avisar(`No se pudo iniciar ${programa}: ${error.message}`);
      resolve({ codigo: 70, senal: null });
    });
    hijo.on('exit', (codigo, senal) => resolve({ codigo: codigo ?? 1, senal }));
  });
};

/** Ends this process as the other one ended: same exit code, or same signal. */
export const terminarComo = ({ codigo, senal }) => {
  if (senal === null) {
    process.exit(codigo);
  }
  for (const nombre of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(nombre);
  process.kill(process.pid, senal);
};
