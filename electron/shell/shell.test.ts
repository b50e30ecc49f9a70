import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EstacionServida } from '#electron/host/transporte-puerto.ts';

/** Electron itself is what is not here: these stand for its modules and keep what our code registers in them. */
type Funcion = (...a: unknown[]) => unknown;
const registrado = vi.hoisted(() => ({ app: new Map<string, Funcion>(), sesion: new Map<string, Funcion>(), esquemas: new Array<unknown>() }));
vi.mock('electron', () => ({
  app: { on: (nombre: string, fn: Funcion) => registrado.app.set(nombre, fn) },
  protocol: { registerSchemesAsPrivileged: (e: unknown[]) => registrado.esquemas.push(...e), handle: () => undefined },
  ipcMain: { handle: () => undefined },
  BrowserWindow: { fromWebContents: () => null, getAllWindows: () => [] },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (fn: Funcion) => registrado.sesion.set('peticion', fn),
      setPermissionCheckHandler: (fn: Funcion) => registrado.sesion.set('revision', fn),
      setDevicePermissionHandler: (fn: Funcion) => registrado.sesion.set('aparato', fn),
      webRequest: { onBeforeRequest: (fn: Funcion) => registrado.sesion.set('red', fn) },
    },
  },
}));

const { atenderLlamada } = await import('./ipc.ts');
const { registrarEsquema, responder } = await import('./protocolo-app.ts');
const { guardarContenidos, guardarSesion } = await import('./guardas.ts');

const llamada = { metodo: 'estacion.estado', entrada: {}, sesion: null, puesto: 'ventana' };
const estacion: EstacionServida = { despachar: (l) => Promise.resolve({ ok: true, valor: l.metodo }), alCambiar: () => () => undefined };

describe('the channel from windows', () => {
  test('a trusted call reaches the station', async () => expect(await atenderLlamada(estacion, true, llamada)).toEqual({ ok: true, valor: 'estacion.estado' }));
  test.each([
    ['another sender', false, llamada],
    ['another shape', true, { metodo: 1 }],
    ['nothing', true, undefined],
    ['more than 1 MB', true, { ...llamada, entrada: 'ñ'.repeat(600_000) }],
  ])('%s is refused with a Result', async (_nombre, confiable, mensaje) => {
    expect(await atenderLlamada(estacion, confiable, mensaje)).toMatchObject({ ok: false, error: { codigo: 'entrada_invalida' } });
  });
  test('a station that breaks is an error with a trace, not a rejection', async () => {
    const rota: EstacionServida = { ...estacion, despachar: () => Promise.reject(new Error('x')) };
    expect(await atenderLlamada(rota, true, llamada)).toMatchObject({ ok: false, error: { codigo: 'interno' } });
  });
});

describe('app://bundle', () => {
  const carpeta = mkdtempSync(path.join(tmpdir(), 'protocolo-'));
  beforeAll(() => writeFileSync(path.join(carpeta, 'index.html'), '<p>hola'));
  afterAll(() => rmSync(carpeta, { recursive: true }));
  const pedir = (url: string, method = 'GET'): Promise<Response> => responder(carpeta, { url, method });

  test('serves the pages with the policy', async () => {
    const r = await pedir('app://bundle/');
    expect(await r.text()).toBe('<p>hola');
    expect(r.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(r.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
  test.each([['app://otro/index.html', 'GET', 404], ['app://bundle/..%2f..%2fetc/passwd.html', 'GET', 404], ['app://bundle/', 'POST', 405], ['app://bundle/x.js', 'HEAD', 404]])('%s %s → %i', async (url, metodo, estado) => {
    expect((await pedir(url, metodo)).status).toBe(estado);
  });
  test('the scheme has no privilege that opens the policy', () => {
    registrarEsquema();
    expect(registrado.esquemas).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
  });
});

describe('guards', () => {
  test('navigation out, webviews and new windows are stopped in every content', () => {
    guardarContenidos();
    const oyentes = new Map<string, (e: { url: string; preventDefault: () => void }) => void>();
    let alAbrir: (() => unknown) | undefined;
    registrado.app.get('web-contents-created')?.({}, {
      on: (nombre: string, fn: (e: { url: string; preventDefault: () => void }) => void) => oyentes.set(nombre, fn),
      setWindowOpenHandler: (fn: () => unknown) => (alAbrir = fn),
    });
    const detiene = (evento: string, url: string): boolean => {
      let detenido = false;
      oyentes.get(evento)?.({ url, preventDefault: () => (detenido = true) });
      return detenido;
    };
    for (const evento of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(detiene(evento, 'https://example.com/')).toBe(true);
      expect(detiene(evento, 'app://bundle/captura')).toBe(false);
    }
    expect(detiene('will-attach-webview', '')).toBe(true);
    expect(alAbrir?.()).toEqual({ action: 'deny' });
  });

  test('the session denies permissions, devices and network', () => {
    guardarSesion();
    const respuestas: unknown[] = [];
    registrado.sesion.get('peticion')?.({}, 'media', (r: boolean) => respuestas.push(r), { requestingUrl: 'app://bundle/' });
    registrado.sesion.get('red')?.({ url: 'https://example.com/' }, (r: unknown) => respuestas.push(r));
    registrado.sesion.get('red')?.({ url: 'app://bundle/main.js' }, (r: unknown) => respuestas.push(r));
    expect(respuestas).toEqual([false, { cancel: true }, { cancel: false }]);
    expect(registrado.sesion.get('revision')?.({}, 'clipboard-read', 'app://bundle')).toBe(false);
    expect(registrado.sesion.get('aparato')?.({})).toBe(false);
  });
});

test('only ipc.ts and the preload touch the channel, and nobody opens links or disables warnings', () => {
  const electron = fileURLToPath(new URL('../', import.meta.url));
  const fuentes = readdirSync(electron, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'));
  const con = (patron: RegExp): string[] => fuentes.filter((f) => patron.test(readFileSync(path.join(electron, f), 'utf8'))).map((f) => f.replaceAll(path.sep, '/')).sort();
  expect(con(/\bipcMain\./)).toEqual(['shell/ipc.ts']);
  expect(con(/\bipcRenderer\./)).toEqual(['preload.ts']);
  expect(con(/openExternal|ELECTRON_DISABLE_SECURITY_WARNINGS|nodeIntegration: true|sandbox: false/)).toEqual([]);
});
