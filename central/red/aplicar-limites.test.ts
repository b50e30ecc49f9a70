import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { escribirPresentacion } from '#shared/sync/sesion.ts';
import { limitesSchema } from './limites.ts';

let c: CentralDePrueba;
afterEach(() => c.cerrar());
const abrir = async (limites: object): Promise<void> => {
  c = await crearCentralDePrueba({ limites: limitesSchema.parse(limites) });
};
const saludar = (authorization: string): Promise<Response> => fetch(`${c.url}/saludo`, { method: 'POST', body: '{}', headers: { authorization, 'content-type': 'application/json' } });

describe('a station that asks for too much', () => {
  test('is answered when to come again, in words, and the others are served', async () => {
    // The session itself takes requests of the address, which is ten stations.
    await abrir({ peticionesPorSegundo: 0.001, rafagaPeticiones: 2 });
    const [una, otra] = [await c.autorizacion('C1-A'), await c.autorizacion('C2-A')];
    expect([(await saludar(una)).status, (await saludar(una)).status]).toEqual([400, 400]);
    const r = await saludar(una);
    expect(r.status).toBe(429);
    expect(Number(r.headers.get('retry-after'))).toBeGreaterThan(900);
    expect(await r.json()).toMatchObject({ codigo: 'estacion_excede', mensaje: expect.stringMatching(/^Esta estación envía más de lo que .+ Puede seguir en \d+ s\.$/) as string });
    expect((await saludar(otra)).status).toBe(400);
  });

  test('by its bytes too, and its sender knows how long to wait', async () => {
    await abrir({ bytesPorSegundo: 1, rafagaBytes: 1_000 });
    const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
    const red = crearRedHttp(c.url);
    // The address counts as ten stations: ten thousand bytes.
    const grande = randomBytes(9_500);
    expect(await red.enviarLote(grande)).toMatchObject({ tipo: 'rechazo', codigo: 'lote_ilegible' });
    const falla: unknown = await red.enviarLote(b.lote()).catch((e: unknown) => e);
    expect(falla).toMatchObject({ codigo: 'central_ocupado' });
    expect((falla as { parametros: { segundos: number } }).parametros.segundos).toBeGreaterThanOrEqual(1);
    red.cancelar();
  });
});

describe('ways round', () => {
  test('an address that is written in another way is of the same limits', async () => {
    await abrir({ peticionesPorSegundo: 0.001, rafagaPeticiones: 0.2 });
    const enviar = async (): Promise<number> => (await fetch(`${c.url}/%6Cotes`, { method: 'POST', body: 'x', headers: { 'content-type': 'application/gzip' } })).status;
    expect([await enviar(), await enviar(), await enviar()]).toEqual([400, 400, 429]);
  });

  test('a body that does not say its size is not taken: it would pass the limit of bytes', async () => {
    await abrir({});
    const estado = await new Promise((listo, mal) => {
      const p = request(`${c.url}/lotes`, { method: 'POST', headers: { 'content-type': 'application/gzip', 'transfer-encoding': 'chunked' } }, (r) => listo(r.resume().statusCode)).on('error', mal);
      p.end(randomBytes(100));
    });
    expect(estado).toBe(411);
  });
});

test('stations behind one address each have their own limits from their second request on, whatever others of that address do', async () => {
  await abrir({ peticionesPorSegundo: 0.001, rafagaPeticiones: 4 });
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  const red = crearRedHttp(c.url);
  red.alPedirPresentacion((reto) => escribirPresentacion(b.firmante, b.certificado, { reto, central: c.firmante.llave }));
  const agotar = async (): Promise<void> => {
    while ((await fetch(`${c.url}/saludo`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status !== 429);
  };
  expect(await red.enviarLote(b.lote(1, 1))).toMatchObject({ tipo: 'acuse' });
  expect(await red.enviarLote(b.lote(1, 1))).toMatchObject({ tipo: 'acuse' });
  await agotar();
  expect(await red.enviarLote(b.lote(1, 1))).toMatchObject({ tipo: 'acuse' });
  red.cancelar();
});

describe('sizes', () => {
  test.each([
    ['a greeting', 'POST', '/saludo', 'application/json', 3_000_000, {}, 'peticion_muy_grande'],
    ['a lote', 'POST', '/lotes', 'application/gzip', 5_000_000, {}, 'lote_muy_grande'],
    ['an image, by what it says of itself', 'PUT', `/imagenes/${'a'.repeat(64)}`, 'application/octet-stream', 1_000, { 'upload-offset': '20971000', 'upload-complete': '?1' }, 'imagen_muy_grande'],
  ])('%s over its limit is refused with its code', async (_nombre, method, ruta, tipo, bytes, cabeceras, codigo) => {
    await abrir({});
    const r = await fetch(`${c.url}${ruta}`, { method, body: new Uint8Array(bytes), headers: { authorization: await c.autorizacion(), 'content-type': tipo, ...cabeceras } });
    expect([r.status, (await r.json() as { codigo: string }).codigo]).toEqual([413, codigo]);
  });
});

test('a body that drips is cut, and what came of an image stays for the next part', async () => {
  await abrir({ esperaCuerpoMs: 150, minimoBytesPorSegundo: 1e9 });
  const imagen = randomBytes(50_000);
  const sha = createHash('sha256').update(imagen).digest('hex');
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  b.agregar('imagen.guardada', { imagen: sha, bytes: imagen.length, origen: 'CATD', digitalizacion: 'ESCANER', fuente: 'f', hoja: 1, qr: null, lector: null });
  expect((await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote()), headers: { 'content-type': 'application/gzip' } })).status).toBe(200);
  const authorization = await c.autorizacion();
  const gotea = request(`${c.url}/imagenes/${sha}`, { method: 'PUT', headers: { authorization, 'content-type': 'application/octet-stream', 'upload-offset': '0', 'upload-complete': '?1', 'content-length': imagen.length } });
  const cortada = new Promise((listo) => gotea.once('error', listo));
  gotea.write(imagen.subarray(0, 10_000));
  await cortada;
  const cabeza = async (): Promise<string | null> => (await fetch(`${c.url}/imagenes/${sha}`, { method: 'HEAD', headers: { authorization } })).headers.get('upload-offset');
  expect(await cabeza()).toBe('10000');
  const resto = await fetch(`${c.url}/imagenes/${sha}`, { method: 'PUT', body: new Uint8Array(imagen.subarray(10_000)), headers: { authorization, 'content-type': 'application/octet-stream', 'upload-offset': '10000', 'upload-complete': '?1' } });
  expect(resto.status).toBe(201);
});
