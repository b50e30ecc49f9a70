import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { Llamada } from '#shared/api/metodo.ts';
import { abrirServidorHttp, type ServidorHttp } from './servidor-http.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'servidor-'));
const oyentes = new Set<(partes: readonly Parte[]) => void>();
const llamadas: Llamada[] = [];
let servidor: ServidorHttp;
let cookie = '';

beforeAll(async () => {
  writeFileSync(path.join(carpeta, 'index.html'), '<title>Acopio</title>');
  servidor = await abrirServidorHttp({
    paginas: carpeta,
    registro: { info: () => undefined, error: () => undefined },
    estacion: {
      despachar: (llamada) => {
        llamadas.push(llamada);
        return Promise.resolve({ ok: true, valor: 7 });
      },
      alCambiar: (fn) => {
        oyentes.add(fn);
        return () => oyentes.delete(fn);
      },
    },
  });
  const entrada = await fetch(servidor.entrada(), { redirect: 'manual' });
  cookie = entrada.headers.getSetCookie()[0]?.split(';')[0] ?? '';
});
afterAll(async () => {
  await servidor.cerrar();
  rmSync(carpeta, { recursive: true });
});

const llamada = { metodo: 'estacion.estado', entrada: {}, sesion: null, puesto: 'navegador' };
const pedir = (ruta: string, opciones: RequestInit = {}, cabeceras: Record<string, string> = {}): Promise<Response> =>
  fetch(servidor.url + ruta, { redirect: 'manual', ...opciones, headers: { cookie, ...cabeceras } });
const llamar = (cuerpo: string, cabeceras: Record<string, string> = {}): Promise<Response> =>
  pedir('/api/llamar', { method: 'POST', body: cuerpo }, { 'content-type': 'application/json', ...cabeceras });
/** fetch does not let us lie about the Host. */
const conHost = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${servidor.url}/`, { headers: { host, cookie } }, (r) => resolve(r.resume().statusCode ?? 0)).on('error', reject).end();
  });

describe('the door', () => {
  test('a launch key opens once, and leaves a cookie that pages cannot read', async () => {
    const direccion = servidor.entrada();
    const primera = await fetch(direccion, { redirect: 'manual' });
    expect(primera.status).toBe(303);
    expect(primera.headers.get('location')).toBe('/');
    expect(primera.headers.get('set-cookie')).toMatch(/^acopio_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    const segunda = await fetch(direccion, { redirect: 'manual' });
    expect(segunda.status).toBe(403);
    expect(segunda.headers.get('set-cookie')).toBeNull();
    expect(await segunda.text()).toContain('Copie la última dirección');
    const conPuesto = await fetch(`${servidor.entrada()}&puesto=captura-3%0d%0aX:1`, { redirect: 'manual' });
    expect(conPuesto.headers.get('location')).toBe('/?puesto=captura-3%0D%0AX%3A1');
  });

  test('without the cookie there is neither page nor call nor notices', async () => {
    expect((await fetch(`${servidor.url}/`)).status).toBe(401);
    const r = await fetch(`${servidor.url}/api/llamar`, { method: 'POST', body: JSON.stringify(llamada), headers: { 'content-type': 'application/json' } });
    expect(r.status).toBe(401);
    expect(await r.json()).toEqual({ ok: false, error: { codigo: 'sesion_requerida', parametros: {} } });
    expect((await fetch(`${servidor.url}/api/avisos`, { headers: { cookie: cookie.replace(/.$/, '_') } })).status).toBe(401);
  });

  test('another name of this machine, or another page, is refused', async () => {
    const puerto = new URL(servidor.url).port;
    expect(await conHost(`127.0.0.1:${puerto}`)).toBe(200);
    expect(await conHost(`localhost:${puerto}`)).toBe(200);
    expect(await conHost(`rebind.example:${puerto}`)).toBe(403);
    expect(await conHost('127.0.0.1')).toBe(403);
    expect((await llamar(JSON.stringify(llamada), { origin: 'http://evil.example' })).status).toBe(403);
    expect((await llamar(JSON.stringify(llamada), { origin: 'null' })).status).toBe(403);
    expect((await llamar(JSON.stringify(llamada), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await llamar(JSON.stringify(llamada), { origin: servidor.url })).status).toBe(200);
  });
});

describe('calls', () => {
  test('reach the station as they are', async () => {
    llamadas.length = 0;
    const r = await llamar(JSON.stringify(llamada));
    expect(await r.json()).toEqual({ ok: true, valor: 7 });
    expect(llamadas).toEqual([llamada]);
  });

  test.each([
    ['not JSON', '{', {}, 400],
    ['another shape', '{"metodo":3}', {}, 400],
    ['a form', 'metodo=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['more than 1 MB', JSON.stringify({ ...llamada, entrada: 'x'.repeat(1024 * 1024) }), {}, 413],
  ])('%s is refused with a Result', async (_nombre, cuerpo, cabeceras, estado) => {
    const r = await llamar(cuerpo, cabeceras);
    expect(r.status).toBe(estado);
    expect(await r.json()).toMatchObject({ ok: false, error: { codigo: 'entrada_invalida' } });
  });

  test('GET is not a call', async () => expect((await pedir('/api/llamar')).status).toBe(405));
});

describe('pages', () => {
  test('carry the policy and no CORS', async () => {
    const r = await pedir('/');
    expect(await r.text()).toContain('Acopio');
    expect(r.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(r.headers.get('x-content-type-options')).toBe('nosniff');
    expect(r.headers.get('access-control-allow-origin')).toBeNull();
  });
  test.each(['/%2e%2e%2fpackage.json', '/no-hay.js', '/..%5cx.js'])('%s is not there', async (ruta) => {
    expect((await pedir(ruta)).status).toBe(404);
  });
});

test('notices of change arrive as events, and end with the server', async () => {
  const r = await pedir('/api/avisos');
  const lector = r.body?.pipeThrough(new TextDecoderStream()).getReader();
  let leido = '';
  const leerHasta = async (texto: string): Promise<void> => {
    while (!leido.includes(texto)) leido += (await lector?.read())?.value ?? '';
  };
  await leerHasta('retry');
  for (const avisar of oyentes) avisar(['captura']);
  await leerHasta('event: cambio\ndata: ["captura"]\n\n');
  await lector?.cancel();
});
