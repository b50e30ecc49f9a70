import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { instalarPorApt } from './apt.mjs';
import { avisar, comando, enRaiz } from './entorno.mjs';

const LIMITE_DESCARGA_MS = 180_000;
const NOMBRES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'microsoft-edge-stable', 'msedge', 'chrome'];

const fijos = () => {
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  const windows = [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA].filter(Boolean).flatMap((base) => [
    path.join(base, 'Google/Chrome/Application/chrome.exe'),
    path.join(base, 'Microsoft/Edge/Application/msedge.exe'),
    path.join(base, 'Chromium/Application/chrome.exe'),
  ]);
  const mac = ['Google Chrome', 'Microsoft Edge', 'Chromium'].map((n) => `/Applications/${n}.app/Contents/MacOS/${n}`);
  return process.platform === 'win32' ? windows : process.platform === 'darwin' ? mac : [];
};

const enPath = () => {
  const sufijo = process.platform === 'win32' ? '.exe' : '';
  const carpetas = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return NOMBRES.flatMap((nombre) => carpetas.map((c) => path.join(c, nombre + sufijo)));
};

const dePlaywright = () => {
  try {
    return createRequire(enRaiz('package.json'))('playwright-core').chromium.executablePath();
  } catch {
    return '';
  }
};

/** Path of a Chrome, Edge or Chromium of this machine, or null. `ACOPIO_NAVEGADOR` names another. */
export const buscarNavegador = () => [process.env.ACOPIO_NAVEGADOR, ...enPath(), ...fijos(), dePlaywright()].find((ruta) => ruta && existsSync(ruta)) ?? null;

const descargar = (node) => {
  avisar('No hay Chrome, Edge ni Chromium: se intenta la descarga de Playwright…');
  spawnSync(node, [comando('playwright-core', 'cli.js'), 'install', 'chromium'], { stdio: ['ignore', 2, 2], timeout: LIMITE_DESCARGA_MS });
};

const porApt = () => instalarPorApt('chromium');

/** A browser for the tests, installed if need be: never asks. Null when none can be had. */
export const conseguirNavegador = (node) => {
  for (const intento of [() => undefined, () => descargar(node), porApt]) {
    intento();
    const hallado = buscarNavegador();
    if (hallado) return hallado;
  }
  return null;
};
