import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A window of its own, without the person's profile: no extensions, no history, no other tabs. */
const argumentos = (url: string, perfil: string): string[] => [
  `--app=${url}`, `--user-data-dir=${perfil}`, '--window-size=1360,860', '--no-first-run', '--no-default-browser-check', '--disable-extensions', '--disable-sync', '--disable-features=Translate',
  // Chromium refuses to run as root inside its sandbox, and warns of it in each window unless it is a test.
  ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
];

/** Whether a window can be shown here. */
export const hayPantalla = (): boolean => process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** A browser that ends this soon, and badly, never showed a window. */
const MUY_PRONTO_MS = 10_000;

/** Opens an application window of an installed Chromium. `fin` resolves when the person closes it: false if it never opened. */
export const abrirVentanaNavegador = (navegador: string, url: string, perfil: string): { readonly fin: Promise<boolean>; readonly cerrar: () => void } => {
  mkdirSync(perfil, { recursive: true, mode: 0o700 });
  const inicio = performance.now();
  const proceso = spawn(navegador, argumentos(url, perfil), { stdio: 'ignore' });
  const fin = new Promise<boolean>((resolve) => {
    proceso.once('exit', (codigo) => resolve(codigo === 0 || performance.now() - inicio > MUY_PRONTO_MS));
    proceso.once('error', () => resolve(false));
  });
  return { fin, cerrar: () => void proceso.kill() };
};
