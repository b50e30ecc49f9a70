import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import { crearCliente } from '#shared/api/cliente.ts';
import { contratoEstacion, type Parte } from '#shared/api/contrato-estacion.ts';
import { RUTA_AVISOS, RUTA_LLAMAR } from '#shared/api/puente.ts';
import { RUTA_EMPAREJAR } from '#shared/api/red.ts';
import type { EstacionServida } from '../transporte-puerto.ts';
import { certificadoDeRed, huellaDe } from './certificado.ts';
import { emparejar, type Pareja } from './emparejar.ts';
import { conectarEstacionRemota } from './estacion-remota.ts';
import { abrirServidorRed, type ServidorRed } from './servidor-red.ts';

const registro = { info: () => undefined, error: () => undefined };
let p: EstacionDePrueba;
let paginas: string;
let servidor: ServidorRed;
let url: string;
let supervisa: ClienteEstacion;
const porCerrar: (() => void | Promise<void>)[] = [];

const abrir = async (estacion: EstacionDePrueba, puerto = 0): Promise<ServidorRed> =>
  abrirServidorRed({ estacion: estacion.estacion, puestos: estacion.estacion.puestos, replica: estacion.estacion.replica, certificado: await certificadoDeRed(path.join(estacion.carpeta, 'red'), 'C1-A', Date.now()), paginas, puerto, registro });

beforeEach(async () => {
  p = await crearEstacionDePrueba();
  paginas = mkdtempSync(path.join(tmpdir(), 'paginas-'));
  writeFileSync(path.join(paginas, 'index.html'), '<title>Acopio</title>');
  servidor = await abrir(p);
  url = `https://127.0.0.1:${String(servidor.puerto)}`;
  supervisa = await p.entrar('supervisor');
});
afterEach(async () => {
  for (const cerrar of porCerrar.splice(0).reverse()) await cerrar();
  await servidor.cerrar();
  await p.cerrar();
  rmSync(paginas, { recursive: true });
});

const codigo = async (): Promise<string> => (await valorDe(supervisa['puestos.abrirCodigo']({}))).codigo;
const remota = (pareja: Pareja): EstacionServida => {
  const estacion = conectarEstacionRemota(pareja);
  porCerrar.push(estacion.cerrar);
  return estacion;
};
const entrarDesde = async (estacion: EstacionServida, usuario: string): Promise<ClienteEstacion> => {
  const anonimo = crearCliente(contratoEstacion, estacion.despachar, { sesion: () => null, puesto: 'lo-que-diga' });
  const { sesion } = await valorDe(anonimo['sesion.entrar']({ usuario, pin: PIN_DE_PRUEBA }));
  return crearCliente(contratoEstacion, estacion.despachar, { sesion: () => sesion, puesto: 'lo-que-diga' });
};

type Respuesta = { readonly estado: number; readonly cuerpo: unknown; readonly cookie: string | null };
/** What a browser would send. */
const pedir = (ruta: string, { cuerpo, cabeceras = {} }: { cuerpo?: unknown; cabeceras?: Record<string, string> } = {}): Promise<Respuesta> =>
  new Promise((resolve, reject) => {
    const peticion = request(url + ruta, { method: cuerpo === undefined ? 'GET' : 'POST', rejectUnauthorized: false, agent: false, headers: { 'content-type': 'application/json', ...cabeceras } }, (r) => {
      let texto = '';
      r.on('data', (d: Buffer) => (texto += d.toString())).on('end', () => {
        const json: unknown = texto.startsWith('{') ? JSON.parse(texto) : texto;
        resolve({ estado: r.statusCode ?? 0, cuerpo: json, cookie: r.headers['set-cookie']?.[0] ?? null });
      });
    });
    peticion.on('error', reject).end(cuerpo === undefined ? undefined : JSON.stringify(cuerpo));
  });
const llamada = { metodo: 'estacion.estado', entrada: {}, sesion: null, puesto: 'x' };

describe('an app post', () => {
  test('is paired by the code, works from its place, and is sent away', async () => {
    const pareja = await emparejar(url, (await codigo()).toLowerCase().replace('-', ' '), 'captura-3');
    expect(pareja.puesto).toBe('captura-3');
    const estacion = remota(pareja);
    const captura = await entrarDesde(estacion, 'capturista');
    expect((await valorDe(captura['captura.siguiente']({}))).trabajo).toBeNull();
    const eventos = p.estacion.bitacora.leer(1, 100).map((a) => JSON.parse(a.texto) as { tipo: string; puesto: string; actor: string });
    expect(eventos.findLast((e) => e.tipo === 'sesion.iniciada')).toMatchObject({ actor: 'capturista', puesto: 'captura-3' });
    expect(await valorDe(supervisa['puestos.lista']({}))).toMatchObject([{ puesto: 'captura-3', nombre: 'captura-3', revocado: false, vistoHaceMs: 0 }]);

    await valorDe(supervisa['puestos.revocar']({ puesto: 'captura-3' }));
    expect(await codigoDe(captura['captura.siguiente']({}))).toBe('puesto_no_emparejado');
    expect(await codigoDe(supervisa['puestos.revocar']({ puesto: 'captura-3' }))).toBe('puesto_desconocido');
  });

  test('is still paired after the station was closed and opened', async () => {
    const pareja = await emparejar(url, await codigo(), 'captura-3');
    const puerto = servidor.puerto;
    await servidor.cerrar();
    await p.reabrir();
    servidor = await abrir(p, puerto);
    expect((await remota(pareja).despachar(llamada)).ok).toBe(true);
  });

  test('hears of what changes, and again after the network was cut', async () => {
    const estacion = remota(await emparejar(url, await codigo(), 'acopio-1'));
    const oido: Parte[][] = [];
    let despertar = (): void => undefined;
    const oir = async (parte: Parte): Promise<void> => {
      while (!oido.flat().includes(parte)) await new Promise<void>((resolve) => (despertar = resolve));
      oido.length = 0;
    };
    estacion.alCambiar((partes) => {
      oido.push([...partes]);
      despertar();
    });
    // The stream is open once something of ours comes through it.
    const intentos: Promise<unknown>[] = [];
    const insistir = setInterval(() => void intentos.push(supervisa['puestos.abrirCodigo']({}).then(() => emparejarNavegador(`n${String(intentos.length)}`))), 50);
    await oir('puestos');
    clearInterval(insistir);
    await Promise.all(intentos);
    const puerto = servidor.puerto;
    await servidor.cerrar();
    expect(await estacion.despachar(llamada)).toEqual({ ok: false, error: { codigo: 'estacion_inalcanzable', parametros: {} } });
    servidor = await abrir(p, puerto);
    await oir('cotejo');
    expect((await estacion.despachar(llamada)).ok).toBe(true);
  });

  test('does not believe a machine in the middle, which has another certificate', async () => {
    const otra = mkdtempSync(path.join(tmpdir(), 'impostor-'));
    const impostor = await certificadoDeRed(otra, 'C1-A', Date.now());
    // It relays every word, and knows everything but the code.
    const intermediario = await abrirServidorRed({ estacion: p.estacion, puestos: p.estacion.puestos, replica: p.estacion.replica, certificado: impostor, paginas, puerto: 0, registro });
    porCerrar.push(intermediario.cerrar, () => rmSync(otra, { recursive: true }));
    const pareja = await emparejar(url, await codigo(), 'captura-1');
    expect(huellaDe(pareja.certificado)).not.toBe(impostor.huella);
    const desviada = remota({ ...pareja, estacion: `https://127.0.0.1:${String(intermediario.puerto)}` });
    expect(await desviada.despachar(llamada)).toMatchObject({ error: { codigo: 'estacion_inalcanzable' } });
  });
});

const emparejarNavegador = async (nombre: string, escrito?: string): Promise<Respuesta> =>
  pedir(RUTA_EMPAREJAR, { cuerpo: { nombre, modo: { tipo: 'navegador', codigo: escrito ?? (await codigo()) } } });

describe('a browser post', () => {
  test('gets the pages, and nothing else until it is paired', async () => {
    expect((await pedir('/')).cuerpo).toContain('Acopio');
    expect(await pedir(RUTA_LLAMAR, { cuerpo: llamada })).toMatchObject({ estado: 401, cuerpo: { error: { codigo: 'puesto_no_emparejado' } } });
    expect((await pedir(RUTA_AVISOS)).estado).toBe(401);
    const { cookie } = await emparejarNavegador('captura 4');
    expect(cookie).toMatch(/^acopio_puesto=[\w-]{43}; HttpOnly; Secure; SameSite=Strict; Path=\/; Max-Age=\d+$/);
    const con = { cookie: cookie?.split(';')[0] ?? '' };
    expect(await pedir(RUTA_LLAMAR, { cuerpo: llamada, cabeceras: con })).toMatchObject({ estado: 200, cuerpo: { ok: true } });
    expect((await pedir(RUTA_LLAMAR, { cuerpo: llamada, cabeceras: { ...con, origin: 'https://evil.example' } })).estado).toBe(403);
    expect((await pedir(RUTA_LLAMAR, { cuerpo: llamada, cabeceras: { cookie: `${con.cookie}x` } })).estado).toBe(401);
  });

  test('two of one name are told apart', async () => {
    await emparejarNavegador('Captura 4');
    expect((await emparejarNavegador('Captura 4')).cuerpo).toMatchObject({ puesto: 'Captura4-2' });
  });
});

describe('the code', () => {
  test('serves once', async () => {
    const escrito = await codigo();
    expect((await emparejarNavegador('a', escrito)).estado).toBe(200);
    expect(await emparejarNavegador('b', escrito)).toMatchObject({ estado: 403, cuerpo: { error: { codigo: 'puesto_codigo' } } });
  });
  test('dies after five wrong tries', async () => {
    const escrito = await codigo();
    for (let i = 0; i < 5; i++) expect((await emparejarNavegador('a', 'AAAA-AAAA')).estado).toBe(403);
    expect((await emparejarNavegador('a', escrito)).estado).toBe(403);
  });
  test('dies after five minutes', async () => {
    const escrito = await codigo();
    p.reloj.adelantar(5 * 60_000 + 1);
    expect((await emparejarNavegador('a', escrito)).estado).toBe(403);
  });
  test('a wrong one of an app is said as such', async () => {
    await codigo();
    await expect(emparejar(url, 'AAAA-AAAA', 'x')).rejects.toMatchObject({ codigo: 'puesto_codigo' });
  });
  test('who has no such role opens none', async () => {
    expect(await codigoDe((await p.entrar('capturista'))['puestos.abrirCodigo']({}))).toBe('sin_permiso');
  });
});
