import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { avisar, comando, enRaiz, entornoCon, RAIZ } from './entorno.mjs';

const CARPETAS = ['shared', 'electron', 'central', 'renderer'];
const SUELTOS = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const SELLO = enRaiz('out', '.construido');
/** What a build leaves; without one of them there is nothing to run. */
const SALIDAS = ['out/main/acopio.js', 'out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
/** Old chunks are kept this long: a program started before this build may still load them. */
const GRACIA_MS = 6 * 3600 * 1000;

const fuentes = () => {
  const archivos = CARPETAS.flatMap((carpeta) =>
    readdirSync(enRaiz(carpeta), { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile() && !/\.test\.tsx?$/.test(f.name))
      .map((f) => path.relative(RAIZ, path.join(f.parentPath ?? f.path, f.name))),
  );
  return [...SUELTOS, ...archivos].sort();
};

/** SHA-256 of every source file: a checkout changes times without changing contents. About 20 ms. */
const huella = () => {
  const h = createHash('sha256');
  for (const archivo of fuentes()) h.update(archivo).update('\0').update(readFileSync(enRaiz(archivo))).update('\0');
  return h.digest('hex');
};

const sello = () => (existsSync(SELLO) ? readFileSync(SELLO, 'utf8') : '');
/** Whether out/ is what the sources say. */
export const construido = () => SALIDAS.every((s) => existsSync(enRaiz(s))) && sello() === huella();

const podar = (inicio) => {
  const carpeta = enRaiz('out', 'main', 'chunks');
  if (!existsSync(carpeta)) return;
  for (const nombre of readdirSync(carpeta)) {
    const ruta = path.join(carpeta, nombre);
    if (statSync(ruta).mtimeMs < inicio - GRACIA_MS) rmSync(ruta, { force: true });
  }
};

/** Builds main, preload, renderer and the commands into out/. Its output goes to stderr and is shown only when it fails. Returns whether it went well. */
export const construir = (node) => {
  const inicio = Date.now();
  const antes = huella();
  avisar('Construyendo la aplicación…');
  const r = spawnSync(node, [comando('electron-vite', 'bin/electron-vite.js'), 'build', '--logLevel', 'warn'], { cwd: RAIZ, env: entornoCon(node), encoding: 'utf8' });
  if (r.status !== 0) {
    process.stderr.write(`${r.stdout ?? ''}${r.stderr ?? ''}${r.error?.message ?? ''}\n`);
    avisar('La construcción falló.');
    return false;
  }
  podar(inicio);
  mkdirSync(path.dirname(SELLO), { recursive: true });
  writeFileSync(SELLO, antes);
  avisar(`Listo en ${((Date.now() - inicio) / 1000).toFixed(1)} s.`);
  return true;
};
