import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { crearEnvioImagenes } from './enviar-imagenes.ts';
import type { Marcha, ParteImagen, RedCentral } from './red-central.ts';
import { crearRedHttp } from './red-http.ts';
import { crearRitmo } from './ritmo.ts';

const IMAGEN = '0'.repeat(64);
const TROZO = 4_300;
const VENTANA = 10_000;
const BYTES = Uint8Array.from({ length: 60_000 }, (_, i) => i % 251);

let servidor: Server;
let red: RedCentral;
afterEach(() => {
  red.cancelar();
  servidor.closeAllConnections();
  servidor.close();
});
const atender = async (hacer: (de: IncomingMessage, a: ServerResponse) => void): Promise<void> => {
  servidor = createServer(hacer);
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  red = crearRedHttp(`http://127.0.0.1:${(servidor.address() as AddressInfo).port}`);
  // Its session, which any answer but 401 leaves as it is.
  await red.saludar({ tipo: 'x', contenido: 'x', llave: 'x', firma: 'x' }).catch(() => undefined);
};
const parte: ParteImagen = { desde: 1_000, ultima: false, bytes: BYTES };
const marcha = (cambios: Partial<Marcha> = {}): Marcha => ({ ventana: () => VENTANA, antes: () => Promise.resolve(), sale: () => () => undefined, ...cambios });
const avisar = (de: IncomingMessage, hasta: number): void => void de.socket.write(`HTTP/1.1 104 Upload Resumption Supported\r\nUpload-Offset: ${hasta}\r\n\r\n`);
const responder = (a: ServerResponse, estado: number, hasta: number): void => void a.writeHead(estado, { 'upload-offset': String(hasta), 'upload-complete': '?0' }).end();

test('no more is on its way than the window and a piece, and all of it arrives in order', async () => {
  let [llego, oido, mayor] = [0, 0, 0];
  const recibido: Buffer[] = [];
  await atender((de, a) => {
    if (de.method !== 'PUT') return void de.resume().on('end', () => responder(a, 200, 0));
    expect(de.headers['upload-progress']).toBe('?1');
    de.on('data', (trozo: Buffer) => {
      recibido.push(trozo);
      llego += trozo.length;
      mayor = Math.max(mayor, llego - oido);
    });
    // Slower than it comes: what it was not told of waits at the station.
    const reloj = setInterval(() => {
      oido = Math.min(llego, oido + TROZO);
      avisar(de, parte.desde + oido);
    }, 5);
    de.on('end', () => {
      clearInterval(reloj);
      responder(a, 204, parte.desde + llego);
    });
  });
  let [salieron, oidos] = [0, 0];
  const respuesta = await red.enviarParte(IMAGEN, parte, 2_000, marcha({ sale: (n) => { salieron += n; return () => { oidos += n; }; } }));
  expect(respuesta).toEqual({ tipo: 'avance', avance: { bytes: parte.desde + BYTES.length, completa: false } });
  expect(Buffer.concat(recibido).equals(Buffer.from(BYTES))).toBe(true);
  expect(mayor).toBeLessThanOrEqual(VENTANA + TROZO);
  expect(mayor).toBeGreaterThan(TROZO);
  expect(salieron).toBe(BYTES.length);
  expect(oidos).toBeGreaterThan(BYTES.length - VENTANA - 2 * TROZO);
});

test('answered before its end, the rest does not travel', async () => {
  let llego = 0;
  await atender((de, a) => {
    de.on('data', (trozo: Buffer) => { llego += trozo.length; });
    responder(a, de.method === 'PUT' ? 409 : 200, 500);
  });
  expect(await red.enviarParte(IMAGEN, parte, 2_000, marcha())).toEqual({ tipo: 'avance', avance: { bytes: 500, completa: false } });
  expect(llego).toBeLessThanOrEqual(VENTANA + TROZO);
});

test('where nothing is heard it is given up at its time; each time that more is heard, it has all of it again', async () => {
  await atender((de, a) => {
    de.resume();
    if (de.method !== 'PUT') de.on('end', () => responder(a, 200, 0));
  });
  await expect(red.enviarParte(IMAGEN, parte, 100, marcha())).rejects.toMatchObject({ codigo: 'central_inalcanzable' });
  red.cancelar();
  servidor.closeAllConnections();
  servidor.close();

  let llego = 0;
  await atender((de, a) => {
    if (de.method !== 'PUT') return void de.resume().on('end', () => responder(a, 200, 0));
    // Each piece 150 ms after the one before it: more than the time of all in the end, never of one.
    de.on('data', (trozo: Buffer) => {
      llego += trozo.length;
      const hasta = parte.desde + llego;
      setTimeout(avisar, 150, de, hasta);
    }).on('end', () => setTimeout(responder, 150, a, 204, parte.desde + llego));
  });
  expect((await red.enviarParte(IMAGEN, { ...parte, bytes: BYTES.subarray(0, 40_000) }, 400, marcha({ ventana: () => 1 }))).tipo).toBe('avance');
});

test('a fault of the data that go before it ends it with that fault', async () => {
  let cortada = (): void => undefined;
  const corte = new Promise<void>((listo) => { cortada = listo; });
  let llego = (): void => undefined;
  const primero = new Promise<void>((listo) => { llego = listo; });
  await atender((de, a) => {
    if (de.method !== 'PUT') return void de.resume().on('end', () => responder(a, 200, 0));
    de.once('data', llego).resume().on('close', () => { if (!de.complete) cortada(); });
  });
  let veces = 0;
  const antes = (): Promise<void> => (++veces === 2 ? primero.then(() => { throw new AppError('acuse_invalido'); }) : Promise.resolve());
  await expect(red.enviarParte(IMAGEN, parte, 2_000, marcha({ antes }))).rejects.toMatchObject({ codigo: 'acuse_invalido' });
  await corte;
});

/** Images sent through a road that the test answers for, over a link of 8 kB/s. */
const enviarPor = (enviarParte: RedCentral['enviarParte'], hay: () => number, alTomar: (bytes: number) => void = () => undefined) => {
  const ritmo = crearRitmo();
  ritmo.acuse(16_000, 2_000);
  servidor = createServer().listen(0);
  red = crearRedHttp('http://127.0.0.1:1');
  let pendiente = true;
  return crearEnvioImagenes({
    diario: { horaAhora: () => '' }, imagenes: { leer: () => Promise.resolve(BYTES) }, cripto: { sha256: () => IMAGEN }, ritmo,
    estado: { imagenesPendientes: () => (pendiente ? [{ imagen: IMAGEN, bytes: BYTES.length }] : []), imagenEnviada: () => { pendiente = false; } } as unknown as Parameters<typeof crearEnvioImagenes>[0]['estado'],
    red: { ...red, avisaAvance: true, enviarParte, avanceImagen: () => Promise.resolve({ tipo: 'avance', avance: { bytes: hay(), completa: false } }) },
    limite: { maximo: () => null, tomar: (bytes) => {
      alTomar(bytes);
      return Promise.resolve();
    }, descontar: () => undefined }, registro: { info: () => undefined, error: () => undefined },
    avisos: { cambio: () => undefined }, cronometro: () => performance.now(), alLlegar: () => undefined,
  });
};

test('where something lets nothing be heard before the answer, after two times parts are sent whole again', async () => {
  let hay = 0;
  const modos: string[] = [];
  const envio = enviarPor((_imagen, { desde, bytes, ultima }, _ms, poco) => {
    modos.push(poco === undefined ? 'entera' : 'poco a poco');
    if (poco !== undefined) {
      // It came, and nobody told.
      hay = desde + 5_000;
      return Promise.reject(new AppError('central_inalcanzable', { detalle: 'sin respuesta' }));
    }
    hay = desde + bytes.length;
    return Promise.resolve({ tipo: 'avance', avance: { bytes: hay, completa: ultima } });
  }, () => hay);
  for (let i = 0; i < 2; i++) await expect(envio.enviarTodas(() => Promise.resolve())).rejects.toThrow('central_inalcanzable');
  await envio.enviarTodas(() => Promise.resolve());
  expect(modos.slice(0, 3)).toEqual(['poco a poco', 'poco a poco', 'entera']);
  expect(modos.slice(2)).not.toContain('poco a poco');
});

test('a limit of bandwidth holds for each piece, and data go before each', async () => {
  const pasos: string[] = [];
  const envio = enviarPor(async (_imagen, { desde, bytes, ultima }, _ms, poco) => {
    if (poco === undefined) throw new Error('it was to go little by little');
    await poco.antes(4_300);
    poco.sale(4_300)();
    await poco.antes(1_200);
    return { tipo: 'avance', avance: { bytes: desde + bytes.length, completa: ultima } };
  }, () => 0, (bytes) => void pasos.push(`limite ${bytes}`));
  await envio.enviarTodas(() => Promise.resolve(pasos.push('datos')));
  expect(pasos).toEqual(['datos', 'datos', 'limite 4300', 'datos', 'limite 1200']);
});
