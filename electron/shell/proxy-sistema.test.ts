import { expect, test } from 'vitest';
import { proxyDeRegla } from '#electron/station/transmision-http.ts';
import { atenderProxy, proxyDelSistema, type CanalProxy, type RespuestaProxy } from './proxy-sistema.ts';

test.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY proxy.opl.mx:3128', 'http://proxy.opl.mx:3128'],
  ['PROXY proxy.opl.mx:3128; DIRECT', 'http://proxy.opl.mx:3128'],
  ['HTTPS seguro.opl.mx:443', 'https://seguro.opl.mx:443'],
  // What cannot be spoken here is passed over for the next; with none left, straight.
  ['SOCKS5 calcetin:1080; PROXY otro:8080', 'http://otro:8080'],
  ['SOCKS5 calcetin:1080', null],
  ['DIRECT; PROXY tarde:8080', null],
  ['PROXY [2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
  ['PROXY sin puerto', null],
])('«%s» is %s', (regla, proxy) => {
  expect(proxyDeRegla(regla)).toBe(proxy);
});

test('the services ask the main process, each time, and a system that does not answer well goes straight', async () => {
  let responder: (r: RespuestaProxy) => void = () => undefined;
  const pedidas: string[] = [];
  const reglas = ['PROXY uno:1', 'PROXY dos:2'];
  const resolver = (url: string): Promise<string> => {
    pedidas.push(url);
    const regla = reglas.shift();
    return regla === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(regla);
  };
  const canal: CanalProxy = { enviar: (p) => void atenderProxy(resolver, p).then((r) => { responder(r); }), alResponder: (oir) => { responder = oir; } };
  const elegir = proxyDelSistema(canal);
  expect(await Promise.all([elegir('https://central.mx'), elegir('https://central.mx')])).toEqual(['http://uno:1', 'http://dos:2']);
  expect(await elegir('https://central.mx')).toBeNull();
  expect(await elegir('file:///etc/passwd')).toBeNull();
  expect(pedidas).toEqual(['https://central.mx', 'https://central.mx', 'https://central.mx']);
});
