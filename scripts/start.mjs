// `npm start`: the application on the demo election, in Electron where it can run, else in a browser window on the Node host.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { avisar, enRaiz, entornoCon, entregar, terminarComo } from './entorno.mjs';
import { buscarNavegador } from './navegador.mjs';
import { preparar } from './preparar.mjs';

const LIMITE_DESCARGA_MS = 60_000;
const PAQUETE = enRaiz('node_modules', 'electron');
const INTENTO = enRaiz('out', '.electron-intento.json');

const hayPantalla = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const version = () => JSON.parse(readFileSync(path.join(PAQUETE, 'package.json'), 'utf8')).version;

const binario = () => {
  const indice = path.join(PAQUETE, 'path.txt');
  const relativo = existsSync(indice) ? readFileSync(indice, 'utf8') : null;
  const propio = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const ruta = propio ? path.join(propio, relativo ?? (process.platform === 'win32' ? 'electron.exe' : 'electron')) : relativo && path.join(PAQUETE, 'dist', relativo);
  return ruta && existsSync(ruta) ? ruta : null;
};

/** Tries the download once per version of Electron: on a machine without it, each start would wait for nothing. */
const descargar = (node) => {
  const intentada = existsSync(INTENTO) ? JSON.parse(readFileSync(INTENTO, 'utf8')).version : null;
  if (intentada === version()) return 'su binario no se pudo descargar antes (borre out/.electron-intento.json para reintentar)';
  avisar('Descargando Electron (una sola vez)…');
  const r = spawnSync(node, [path.join(PAQUETE, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMITE_DESCARGA_MS });
  if (r.status === 0) return null;
  mkdirSync(path.dirname(INTENTO), { recursive: true });
  writeFileSync(INTENTO, JSON.stringify({ version: version() }));
  return r.error?.code === 'ETIMEDOUT' ? `la descarga tardó más de ${LIMITE_DESCARGA_MS / 1000} s` : 'su binario no se puede descargar';
};

/** The Electron binary, or why not. */
const electron = (node, argumentos) => {
  if (argumentos.includes('--sin-ventana')) return { motivo: 'se pidió sin ventana' };
  if (!hayPantalla()) return { motivo: 'no hay pantalla' };
  if (process.platform === 'linux' && process.getuid() === 0) return { motivo: 'Electron no aísla sus procesos cuando se ejecuta como root' };
  if (!existsSync(PAQUETE)) return { motivo: 'no está instalado' };
  const motivo = binario() ? null : descargar(node);
  const ruta = binario();
  return ruta ? { ruta } : { motivo: motivo ?? 'no está su binario' };
};

const node = await preparar();
const argumentos = process.argv.slice(2);
const { ruta, motivo } = electron(node, argumentos);
const env = { ...entornoCon(node), ACOPIO_NAVEGADOR: buscarNavegador() ?? '' };
if (ruta) {
  avisar('Acopio en Electron.');
  terminarComo(await entregar(ruta, [enRaiz('.'), ...argumentos], { env }));
} else {
  avisar(`Acopio en el anfitrión de Node (sin Electron: ${motivo}).`);
  terminarComo(await entregar(node, ['--enable-source-maps', enRaiz('out', 'main', 'acopio.js'), 'iniciar', ...argumentos], { env }));
}
