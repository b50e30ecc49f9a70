import { createHash, X509Certificate } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as crearTcp, type AddressInfo, type Server as ServidorTcp } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { certificadoDePrueba } from '#tests/certificado-de-prueba.ts';
import { crearProxyConnect } from '#tests/proxy-connect.ts';
import { proxyDelEntorno } from './proxy.ts';
import { crearRedHttp } from './red-http.ts';

/** Signed by nobody: whoever refuses it was reached. */
const SALUDO = { tipo: 'x', contenido: 'x', llave: 'x', firma: 'x' };
const cerrar: (() => unknown)[] = [];
afterEach(async () => {
  for (const fn of cerrar.splice(0).reverse()) await fn();
});

const red = (...argumentos: Parameters<typeof crearRedHttp>): ReturnType<typeof crearRedHttp> => {
  const r = crearRedHttp(...argumentos);
  cerrar.push(r.cancelar);
  return r;
};
const falla = async (promesa: Promise<unknown>): Promise<string> => {
  try {
    await promesa;
    return 'ninguna';
  } catch (error) {
    return error instanceof AppError ? error.codigo : String(error);
  }
};
const escuchar = async (servidor: Server | ServidorTcp): Promise<string> => {
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  cerrar.push(() => new Promise<void>((listo) => {
    if ('closeAllConnections' in servidor) servidor.closeAllConnections();
    servidor.close(() => listo());
  }));
  return `127.0.0.1:${(servidor.address() as AddressInfo).port}`;
};
const contesta = async (atender: RequestListener): Promise<string> => `http://${await escuchar(createServer(atender))}`;

const conTls = async (): Promise<{ c: CentralDePrueba; huella: string; otra: string }> => {
  const [suyo, ajeno] = [await certificadoDePrueba(), await certificadoDePrueba()];
  const huellaDe = (cert: string): string => createHash('sha256').update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })).digest('hex');
  const c = await crearCentralDePrueba({ tls: { certificado: suyo.cert, llave: suyo.key } });
  cerrar.push(c.cerrar);
  return { c, huella: huellaDe(suyo.cert), otra: huellaDe(ajeno.cert) };
};

describe('the central over HTTPS', () => {
  test('is believed by the key that the package names, whatever its name and whoever signed it', async () => {
    const { c, huella, otra } = await conTls();
    expect(c.url).toMatch(/^https:/);
    expect(await falla(red({ url: c.url, huellas: [otra, huella] }).saludar(SALUDO))).toBe('ninguna');
  });

  test('with another key gets nothing: no byte of a request reaches it', async () => {
    const { c, otra } = await conTls();
    let pedidos = 0;
    c.central.app.server.on('request', () => { pedidos += 1; });
    expect(await falla(red({ url: c.url, huellas: [otra] }).saludar(SALUDO))).toBe('central_suplantado');
    expect(await falla(red({ url: c.url }).saludar(SALUDO))).toBe('central_suplantado');
    expect(pedidos).toBe(0);
  });

  test('where something answers that speaks no TLS it is somebody else', async () => {
    const url = await contesta((_de, a) => a.end('hola'));
    expect(await falla(red({ url: url.replace('http:', 'https:'), huellas: ['0'.repeat(64)] }).saludar(SALUDO))).toBe('central_suplantado');
  });
});

describe('a proxy', () => {
  test('is gone through with CONNECT, and the pinned key is still the one that counts', async () => {
    const { c, huella, otra } = await conTls();
    const proxy = await crearProxyConnect(`Basic ${Buffer.from('ana:clave secreta').toString('base64')}`);
    cerrar.push(proxy.cerrar);
    const conClave = proxy.url.replace('http://', 'http://ana:clave%20secreta@');
    expect(await falla(red({ url: c.url, huellas: [huella] }, () => Promise.resolve(conClave)).saludar(SALUDO))).toBe('ninguna');
    expect(proxy.pedidos[0]?.destino).toBe(new URL(c.url).host);
    expect(await falla(red({ url: c.url, huellas: [otra] }, () => Promise.resolve(conClave)).saludar(SALUDO))).toBe('central_suplantado');
    expect(await falla(red({ url: c.url, huellas: [huella] }, () => Promise.resolve(proxy.url)).saludar(SALUDO))).toBe('proxy_rechazo');
  });

  test('that is not there or hangs up is told from the central', async () => {
    const sordo = await escuchar(crearTcp((s) => s.destroy()));
    expect(await falla(red('http://127.0.0.1:1', () => Promise.resolve(`http://${sordo}`)).saludar(SALUDO))).toBe('proxy_rechazo');
    expect(await falla(red('http://127.0.0.1:1', () => Promise.resolve('http://127.0.0.1:1')).saludar(SALUDO))).toBe('proxy_rechazo');
  });

  test.each([
    ['https://prep.mx', { HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128'],
    ['https://prep.mx', { https_proxy: 'p:3128' }, 'http://p:3128'],
    ['https://prep.mx', { HTTP_PROXY: 'http://p:3128' }, null],
    ['http://prep.mx', { HTTP_PROXY: 'http://p:3128' }, 'http://p:3128'],
    ['https://prep.mx', { ALL_PROXY: 'http://p:1' }, 'http://p:1'],
    ['https://prep.mx', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'otro.mx, prep.mx' }, null],
    ['https://central.prep.mx', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '.prep.mx' }, null],
    ['https://central.prep.mx', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'prep.mx:8443' }, 'http://p:1'],
    ['https://esprep.mx', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'prep.mx' }, 'http://p:1'],
    ['https://prep.mx', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, null],
  ])('%s with %o goes by %s', async (url, entorno, espera) => {
    expect(await proxyDelEntorno(entorno)(url)).toBe(espera);
  });
});

describe('what is not the central is called by its name', () => {
  test('a login page, a redirection to one, a page that says 404', async () => {
    const pagina: RequestListener = (_de, a) => void a.writeHead(200, { 'content-type': 'text/html' }).end('<html>Inicie sesión</html>');
    expect(await falla(red(await contesta(pagina)).saludar(SALUDO))).toBe('red_portal');
    expect(await falla(red(await contesta(pagina)).enviarParte('0'.repeat(64), { desde: 0, ultima: true, bytes: Buffer.from('x') }))).toBe('red_portal');
    expect(await falla(red(await contesta((_de, a) => void a.writeHead(302, { location: 'http://portal/' }).end())).avanceImagen('0'.repeat(64)))).toBe('red_portal');
  });

  test('a central that answers, and fails: its disk is full, or what stands before it is alone', async () => {
    const conFalla = red(await contesta((de, a) => {
      de.resume();
      a.writeHead(500, { 'content-type': 'application/json' }).end('{"statusCode":500}');
    }));
    expect(await falla(conFalla.saludar(SALUDO))).toBe('central_con_falla');
    expect(await falla(conFalla.avanceImagen('0'.repeat(64)))).toBe('central_con_falla');
    expect(await falla(red(await contesta((_de, a) => void a.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>'))).enviarLote(Buffer.from('x')))).toBe('central_con_falla');
  });

  test('a name that nobody knows', async () => {
    expect(await falla(red('http://central.invalid').saludar(SALUDO))).toBe('red_sin_nombres');
  });

  test('nobody there, a connection that is cut, one that never answers', async () => {
    expect(await falla(red('http://127.0.0.1:1').saludar(SALUDO))).toBe('central_inalcanzable');
    expect(await falla(red(`http://${await escuchar(crearTcp((s) => s.destroy()))}`).saludar(SALUDO))).toBe('central_inalcanzable');
    const muda = red(await contesta((de) => void de.resume()));
    expect(await falla(muda.enviarParte('0'.repeat(64), { desde: 0, ultima: true, bytes: Buffer.alloc(10_000) }, 50))).toBe('central_inalcanzable');
  });

  test('one that drips its answer byte by byte is given up at its time', async () => {
    const gotas: NodeJS.Timeout[] = [];
    cerrar.push(() => gotas.forEach(clearInterval));
    const lenta = red(await contesta((de, a) => {
      de.resume();
      a.writeHead(200, { 'content-type': 'application/json' });
      gotas.push(setInterval(() => a.write(' '), 5));
    }));
    expect(await falla(lenta.enviarParte('0'.repeat(64), { desde: 0, ultima: true, bytes: Buffer.from('x') }, 60))).toBe('central_inalcanzable');
  });
});
