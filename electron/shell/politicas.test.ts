import { describe, expect, test } from 'vitest';
import { esNavegacionPermitida, esperaDeReinicio, esPermisoConcedido, esPeticionPermitida, esRemitenteConfiable, PAGINA_INICIAL, preferenciasWeb } from './politicas.ts';

describe('navigation', () => {
  test.each([PAGINA_INICIAL, 'app://bundle/captura', 'app://bundle/#/x'])('may go to %s', (url) => expect(esNavegacionPermitida(url)).toBe(true));
  test.each(['https://example.com/app://bundle/', 'app://bundle.example/', 'app://bundle:1/', 'app://otro/', 'app://user@bundle/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'http://127.0.0.1/', 'about:blank', 'blob:app://bundle/1', ''])('may not go to %s', (url) =>
    expect(esNavegacionPermitida(url)).toBe(false));
});

test.each([
  ['app://bundle/x.js', true], ['devtools://devtools/x', true], ['data:image/png;base64,', true],
  ['app://otro/x', false], ['https://example.com', false], ['ws://127.0.0.1', false], ['file:///x', false], ['no es url', false],
])('request %s: %s', (url, permitida) => expect(esPeticionPermitida(url)).toBe(permitida));

test('permissions: two, of our own pages', () => {
  expect(esPermisoConcedido('fullscreen', 'app://bundle')).toBe(true);
  expect(esPermisoConcedido('clipboard-sanitized-write', 'app://bundle/')).toBe(true);
  for (const p of ['media', 'geolocation', 'notifications', 'clipboard-read', 'hid', 'serial', 'usb', 'openExternal']) expect(esPermisoConcedido(p, 'app://bundle')).toBe(false);
  expect(esPermisoConcedido('fullscreen', 'https://example.com')).toBe(false);
  expect(esPermisoConcedido('fullscreen', '')).toBe(false);
});

test('only the main frame of a known window on our origin may call', () => {
  const bueno = { ventanaConocida: true, marcoPrincipal: true, origen: 'app://bundle' };
  expect(esRemitenteConfiable(bueno)).toBe(true);
  for (const malo of [{ ventanaConocida: false }, { marcoPrincipal: false }, { origen: null }, { origen: 'https://example.com' }, { origen: 'app://bundle.example' }]) {
    expect(esRemitenteConfiable({ ...bueno, ...malo })).toBe(false);
  }
});

test('web preferences are exactly the baseline', () => {
  expect(preferenciasWeb('/p.cjs', true)).toEqual({
    preload: '/p.cjs', sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true,
    allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, safeDialogs: true, spellcheck: false, devTools: false,
  });
  expect(preferenciasWeb('/p.cjs', false).devTools).toBe(true);
});

test('restarts wait longer each time, up to half a minute', () => {
  expect([1, 2, 3, 20].map(esperaDeReinicio)).toEqual([500, 1000, 2000, 30_000]);
});
