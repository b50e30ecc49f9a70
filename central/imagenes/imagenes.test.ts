import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { rutaEnCentral } from './carpetas-imagenes.ts';

const IMAGEN = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(700_000)]);
const SHA = createHash('sha256').update(IMAGEN).digest('hex');
let c: CentralDePrueba;
let authorization: string;

const nombrar = async (): Promise<string[]> => {
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  b.agregar('imagen.guardada', { imagen: SHA, bytes: IMAGEN.length, origen: 'CATD', digitalizacion: 'ESCANER', fuente: 'f', hoja: 1, qr: null, lector: null });
  const r = await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote()), headers: { 'content-type': 'application/gzip' } });
  const { contenido } = await r.json() as { contenido: string };
  return (JSON.parse(contenido) as { imagenesFaltantes: string[] }).imagenesFaltantes;
};
const put = (desde: number, bytes: Uint8Array, completa: boolean, mas: Record<string, string> = {}): Promise<Response> =>
  fetch(`${c.url}/imagenes/${SHA}`, {
    method: 'PUT', body: new Uint8Array(bytes),
    headers: { authorization, ...mas, 'content-type': 'application/octet-stream', 'upload-offset': String(desde), 'upload-complete': completa ? '?1' : '?0' },
  });
const head = async (): Promise<{ estado: number; bytes: string | null; completa: string | null }> => {
  const r = await fetch(`${c.url}/imagenes/${SHA}`, { method: 'HEAD', headers: { authorization } });
  return { estado: r.status, bytes: r.headers.get('upload-offset'), completa: r.headers.get('upload-complete') };
};
const codigo = async (r: Response): Promise<string> => (await r.json() as { codigo: string }).codigo;
const guardada = (): string => rutaEnCentral(c.carpeta, SHA);

beforeEach(async () => {
  c = await crearCentralDePrueba();
  authorization = await c.autorizacion();
});
afterEach(() => c.cerrar());

test('an image that no accepted lote names is not taken', async () => {
  expect((await head()).estado).toBe(404);
  expect(await codigo(await put(0, IMAGEN, true))).toBe('imagen_desconocida');
  expect(readdirSync(join(c.carpeta, 'parciales'))).toEqual([]);
});

describe('an image that a lote named', () => {
  beforeEach(async () => {
    expect(await nombrar()).toEqual([SHA]);
  });

  test('a station that asks for it hears how much came while it comes, and after a cut goes on from there', async () => {
    const enviar = (desde: number, trozos: readonly Uint8Array[], mas: Record<string, string>, cortar: boolean): Promise<{ oidos: number[]; estado: number }> => new Promise((listo, mal) => {
      const oidos: number[] = [];
      const largo = trozos.reduce((n, t) => n + t.length, 0) + (cortar ? 1_000 : 0);
      const de = request(`${c.url}/imagenes/${SHA}`, { method: 'PUT', headers: { authorization, ...mas, 'content-type': 'application/octet-stream', 'upload-offset': String(desde), 'upload-complete': cortar ? '?0' : '?1', 'content-length': largo } }, (r) => r.resume().on('end', () => listo({ oidos, estado: r.statusCode ?? 0 })));
      const seguir = (): void => {
        const [trozo] = trozos.slice(oidos.length, oidos.length + 1);
        if (trozo !== undefined) de.write(trozo);
        else if (cortar) de.destroy();
        else de.end();
      };
      de.on('information', ({ statusCode, headers }) => {
        expect(statusCode).toBe(104);
        oidos.push(Number(headers['upload-offset']));
        seguir();
      });
      de.on('error', (error) => { if (cortar) listo({ oidos, estado: 0 }); else mal(error); });
      seguir();
    });
    const trozos = [IMAGEN.subarray(0, 5_000), IMAGEN.subarray(5_000, 10_000), IMAGEN.subarray(10_000, 15_000)];
    expect(await enviar(0, trozos, { 'upload-progress': '?1' }, true)).toEqual({ oidos: [5_000, 10_000, 15_000], estado: 0 });
    let hay = await head();
    while (hay.bytes !== '15000') hay = await head();
    expect((await enviar(15_000, [IMAGEN.subarray(15_000, 20_000), IMAGEN.subarray(20_000)], { 'upload-progress': '?1' }, false)).estado).toBe(201);
    expect(readFileSync(guardada()).equals(IMAGEN)).toBe(true);
  });

  test('nobody else is told anything before the answer', async () => {
    const oidos = await new Promise<number>((listo, mal) => {
      let n = 0;
      const de = request(`${c.url}/imagenes/${SHA}`, { method: 'PUT', headers: { authorization, 'content-type': 'application/octet-stream', 'upload-offset': '0', 'upload-complete': '?1', 'content-length': IMAGEN.length } }, (r) => r.resume().on('end', () => listo(n)));
      de.on('information', () => { n += 1; }).on('error', mal).end(IMAGEN);
    });
    expect(oidos).toBe(0);
  });

  test('arrives in parts, and only the whole has a name', async () => {
    expect(await head()).toEqual({ estado: 200, bytes: '0', completa: '?0' });
    expect((await put(0, IMAGEN.subarray(0, 300_000), false)).status).toBe(204);
    expect(await head()).toEqual({ estado: 200, bytes: '300000', completa: '?0' });
    expect(existsSync(guardada())).toBe(false);
    expect((await put(300_000, IMAGEN.subarray(300_000), true)).status).toBe(201);
    expect(readFileSync(guardada()).equals(IMAGEN)).toBe(true);
    expect(await head()).toEqual({ estado: 200, bytes: String(IMAGEN.length), completa: '?1' });
    expect(await nombrar()).toEqual([]);
  });

  test('sent again when it is whole changes nothing', async () => {
    await put(0, IMAGEN, true);
    expect((await put(0, IMAGEN, true)).status).toBe(201);
    expect(readFileSync(guardada()).equals(IMAGEN)).toBe(true);
  });

  test('goes on after a restart of the central', async () => {
    await put(0, IMAGEN.subarray(0, 123_456), false);
    await c.reabrir();
    expect((await head()).estado).toBe(401);
    authorization = await c.autorizacion();
    expect((await head()).bytes).toBe('123456');
    expect((await put(123_456, IMAGEN.subarray(123_456), true)).status).toBe(201);
  });

  test('must go on from where it is', async () => {
    await put(0, IMAGEN.subarray(0, 1000), false);
    const r = await put(500, IMAGEN.subarray(500), true);
    expect([r.status, r.headers.get('upload-offset'), await codigo(r)]).toEqual([409, '1000', 'imagen_desplazada']);
  });

  test.each([['', false], ['; the move was cut before', true]])('that an older version kept one folder deeper is brought to its place%s', async (_, habia) => {
    await put(0, IMAGEN, true);
    const honda = join(c.carpeta, 'imagenes', SHA.slice(0, 2), SHA.slice(2, 4));
    mkdirSync(honda);
    renameSync(guardada(), join(honda, SHA));
    if (habia) mkdirSync(join(c.carpeta, 'imagenes', SHA.slice(0, 2), 'zz'));
    await c.reabrir();
    authorization = await c.autorizacion();
    expect(readdirSync(join(c.carpeta, 'imagenes', SHA.slice(0, 2)))).toEqual([SHA]);
    expect(readFileSync(guardada()).equals(IMAGEN)).toBe(true);
    expect(await head()).toEqual({ estado: 200, bytes: String(IMAGEN.length), completa: '?1' });
  });

  test('with wrong bytes is refused at the end and starts again', async () => {
    const mala = Buffer.from(IMAGEN);
    mala[5000] = (mala[5000] ?? 0) ^ 1;
    const r = await put(0, mala, true);
    expect([r.status, await codigo(r)]).toEqual([400, 'imagen_hash']);
    expect(existsSync(guardada())).toBe(false);
    expect((await head()).bytes).toBe('0');
    expect((await put(0, IMAGEN, true)).status).toBe(201);
  });

  test('a part that changed on its way is not kept, and the image goes on from before it', async () => {
    const digesto = (b: Uint8Array): Record<string, string> => ({ 'content-digest': `sha-256=:${createHash('sha256').update(b).digest('base64')}:` });
    const [primera, segunda] = [IMAGEN.subarray(0, 300_000), IMAGEN.subarray(300_000)];
    expect((await put(0, primera, false, digesto(primera))).status).toBe(204);
    const mala = Buffer.from(segunda);
    mala[5000] = (mala[5000] ?? 0) ^ 1;
    const r = await put(300_000, mala, true, digesto(segunda));
    expect([r.status, await codigo(r)]).toEqual([400, 'parte_danada']);
    expect((await head()).bytes).toBe('300000');
    expect((await put(300_000, segunda, true, digesto(segunda))).status).toBe(201);
    expect(readFileSync(guardada()).equals(IMAGEN)).toBe(true);
  });

  test('larger than an image may be is refused', async () => {
    await put(0, Buffer.alloc(20 * 1024 * 1024), false);
    const r = await put(20 * 1024 * 1024, Buffer.alloc(1), false);
    expect([r.status, await codigo(r)]).toEqual([413, 'imagen_muy_grande']);
  });

  test('another station that knows its name neither spoils nor stops what this one brings', async () => {
    expect((await put(0, IMAGEN.subarray(0, 300_000), false)).status).toBe(204);
    const [mia, ajena] = [authorization, await c.autorizacion('C2-A')];
    authorization = ajena;
    expect(await head()).toEqual({ estado: 200, bytes: '0', completa: '?0' });
    expect((await put(300_000, randomBytes(1_000), false)).status).toBe(409);
    expect((await put(0, randomBytes(1_000), false)).status).toBe(204);
    expect(await codigo(await put(1_000, randomBytes(1_000), true))).toBe('imagen_hash');
    expect((await put(0, randomBytes(2_000), false)).status).toBe(204);
    authorization = mia;
    expect((await head()).bytes).toBe('300000');
    expect((await put(300_000, IMAGEN.subarray(300_000), true)).status).toBe(201);
    authorization = ajena;
    expect(await head()).toEqual({ estado: 200, bytes: String(IMAGEN.length), completa: '?1' });
    await c.reabrir();
    expect(readdirSync(join(c.carpeta, 'parciales'))).toEqual([]);
    expect(readFileSync(guardada()).equals(IMAGEN)).toBe(true);
  });

  test('cut in the middle keeps what came, and a new writer stops the one before', async () => {
    const { port } = new URL(c.url);
    const colgada = request({ port, host: '127.0.0.1', method: 'PUT', path: `/imagenes/${SHA}`, headers: { authorization, 'content-type': 'application/octet-stream', 'upload-offset': '0', 'upload-complete': '?1', 'content-length': IMAGEN.length } });
    const cortada = new Promise<void>((resolver) => colgada.once('error', () => resolver()));
    await new Promise<void>((resolver) => colgada.write(IMAGEN.subarray(0, 200_000), () => resolver()));
    // The half-open writer holds the turn; the HEAD of the same image takes it away.
    let avance = await head();
    for (let i = 0; i < 50 && avance.bytes === '0'; i++) avance = await head();
    await cortada;
    const desde = Number((await head()).bytes);
    expect(desde).toBeLessThanOrEqual(200_000);
    expect((await put(desde, IMAGEN.subarray(desde), true)).status).toBe(201);
    expect(readFileSync(guardada()).equals(IMAGEN)).toBe(true);
  });
});
