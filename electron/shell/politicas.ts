import type { WebPreferences } from 'electron';

/** The only origin of the application's pages. */
export const ORIGEN = 'app://bundle';
export const PAGINA_INICIAL = `${ORIGEN}/index.html`;

const analizar = (url: string): URL | null => {
  try {
    return new URL(url);
  } catch {
    return null;
  }
};

/** Whether a frame may go to `url`: our own pages only. By parts of the URL, never by prefix. */
export const esNavegacionPermitida = (url: string): boolean => {
  const u = analizar(url);
  return u?.protocol === 'app:' && u.host === 'bundle' && u.username === '' && u.password === '';
};

/** Whether the window's session may ask for `url` at all: second layer under the page policy. `blob:` and `data:` are pictures in memory. */
export const esPeticionPermitida = (url: string): boolean => {
  const u = analizar(url);
  if (!u) return false;
  if (u.protocol === 'app:') return u.host === 'bundle';
  return u.protocol === 'devtools:' || u.protocol === 'data:' || u.protocol === 'blob:';
};

/** Web permissions that a page of ours may use. The rest, and all of anybody else's, are denied. */
const PERMISOS_WEB: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);
export const esPermisoConcedido = (permiso: string, origen: string): boolean => {
  const u = analizar(origen);
  return PERMISOS_WEB.has(permiso) && u?.protocol === 'app:' && u.host === 'bundle';
};

/** Who sends a message: what ipc.ts reads of Electron's event. */
export type Remitente = { readonly ventanaConocida: boolean; readonly marcoPrincipal: boolean; readonly origen: string | null };
/** Only the main frame of one of our windows, on one of our pages, may call. A frame that is gone may not. */
export const esRemitenteConfiable = ({ ventanaConocida, marcoPrincipal, origen }: Remitente): boolean => ventanaConocida && marcoPrincipal && origen === ORIGEN;

/** Every setting written out, defaults too: a test reads them. */
export const preferenciasWeb = (preload: string, empaquetada: boolean): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
  devTools: !empaquetada,
});

/** Waiting time before the services are started again after the n-th end in a row, ms: doubles, up to half a minute. */
export const esperaDeReinicio = (fallas: number): number => Math.min(30_000, 500 * 2 ** Math.max(0, fallas - 1));
/** After this many ends in a row without a minute of work, starting again is no use: a person must look. */
export const MAXIMO_REINICIOS = 6;
