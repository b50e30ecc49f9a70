import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearHitosDePrueba } from '#tests/hitos-de-prueba.ts';
import type { Corte } from './corte.ts';

const SITIO = fileURLToPath(new URL('../sitio/', import.meta.url));
let c: CentralDePrueba;
let corte: Corte;
let imagen: string;
let bytes: Uint8Array;

beforeAll(async () => {
  c = await crearCentralDePrueba();
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  const h = crearHitosDePrueba(c.paquete, b);
  const { clave } = c.paquete.actas[0]!;
  imagen = h.verificar(clave, h.valores(clave, 3));
  bytes = h.imagenes.get(imagen)!;
  await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote()), headers: { 'content-type': 'application/gzip' } });
  await fetch(`${c.url}/imagenes/${imagen}`, { method: 'PUT', body: new Uint8Array(bytes), headers: { authorization: await c.autorizacion(), 'content-type': 'application/octet-stream', 'upload-offset': '0', 'upload-complete': '?1' } });
  corte = await c.central.corte({ ultimo: false });
});
afterAll(() => c.cerrar());

test('only main.json may change: all else that a cut wrote is served as immutable', async () => {
  expect((await fetch(`${c.url}/main.json`)).headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate');
  const [eleccion] = corte.main.elecciones;
  for (const ruta of [corte.main.zip, corte.main.firma, eleccion!.csv, eleccion!.zip, eleccion!.resultados]) {
    const r = await fetch(`${c.url}/${ruta}`);
    expect([r.status, r.headers.get('cache-control')], ruta).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(Buffer.from(await r.arrayBuffer()).equals(readFileSync(join(corte.carpeta, ruta)))).toBe(true);
  }
});

test('an image goes out byte by byte as the scanner gave it', async () => {
  const r = await fetch(`${c.url}/actas/${imagen.slice(0, 2)}/${imagen}.jpg`);
  expect(r.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await r.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
});

test('the page takes nothing from elsewhere', async () => {
  const r = await fetch(`${c.url}/`);
  expect(r.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
  expect(r.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(r.headers.get('x-content-type-options')).toBe('nosniff');
  for (const archivo of readdirSync(SITIO)) {
    const texto = readFileSync(join(SITIO, archivo), 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
    expect(texto, archivo).not.toMatch(/https?:\/\/|style="|innerHTML|onclick=/);
    expect((await fetch(`${c.url}/sitio/${archivo}`)).status, archivo).toBe(200);
  }
});

test.each(['/datos/../../central.db', '/sitio/../paquete.ts', '/cortes/%2e%2e/%2e%2e/central.db', '/actas/..%2f..%2fcentral.db', '/datos/.oculto', '/cortes/', '/sitio/no-existe.js'])('%s leads nowhere', async (ruta) => {
  const { port } = new URL(c.url);
  const estado = await new Promise<number>((listo, fallo) => {
    // fetch would tidy the path up before sending it.
    request({ port, host: '127.0.0.1', path: ruta }, (r) => {
      r.resume();
      listo(r.statusCode ?? 0);
    }).on('error', fallo).end();
  });
  expect(estado).toBe(404);
});
