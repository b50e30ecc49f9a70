import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { crearCentralDePrueba, AHORA, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearEstacionDePrueba, hojaDePrueba, relojDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { crearProxyFallas, type Falla, type ProxyFallas } from '#tests/proxy-fallas.ts';
import { tamanoLote } from './cortar-lote.ts';
import { espera } from './espera.ts';
import { crearRedHttp } from './red-http.ts';

let c: CentralDePrueba;
let proxy: ProxyFallas;
let e: EstacionDePrueba;

const montar = async (opciones: { revocadas?: ReadonlySet<string>; llaveCentral?: 'otra' } = {}): Promise<void> => {
  c = await crearCentralDePrueba(opciones.revocadas ? { revocadas: opciones.revocadas } : {});
  proxy = await crearProxyFallas(c.url);
  const reloj = relojDePrueba(AHORA);
  // The red of the station is found again at each opening: the central may have moved to another port.
  e = await crearEstacionDePrueba({
    opl: c.opl, central: c.firmante, reloj,
    puertos: { crearTransmision: (partes) => transmisionHttp(reloj, crearRedHttp(proxy.url))(opciones.llaveCentral ? { ...partes, central: { ...partes.central, llave: crearFirmante(nuevaLlave()).llave } } : partes) },
  });
};
beforeEach(() => montar());
afterEach(async () => {
  await e.cerrar();
  await proxy.cerrar();
  await c.cerrar();
});

/** The journal of the station and what the central holds of it, as pairs of place and hash. */
const enEstacion = (): string[] => e.estacion.bitacora.leer(1, 10_000).map((a) => `${a.seq} ${a.hash}`);
const enCentral = (): string[] => {
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  const filas = base.prepare<[], string>("select seq || ' ' || hash from evento order by seq").pluck().all();
  base.close();
  return filas;
};
const imagenesEnCentral = (): number => {
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  const n = base.prepare<[], number>('select count(*) from imagen where completa = 1').pluck().get();
  base.close();
  return n ?? -1;
};
const tipos = (): string[] => e.estacion.bitacora.leer(1, 10_000).map((a) => (JSON.parse(a.texto) as { tipo: string }).tipo);
const cuantos = (tipo: string): number => tipos().filter((t) => t === tipo).length;
const actas = (n: number): string[] => c.paquete.actas.slice(0, n).map((a) => a.clave);
/** All that the station registered but what tells of the last lotes: those ride with the next one. */
const sinCola = (): string[] => {
  const todos = tipos();
  const ultimo = todos.findLastIndex((t) => !/^(lote|imagenes)\./.test(t));
  return enEstacion().slice(0, ultimo + 1);
};
/** Fails the first time that `cuando` is asked for, then lets all through. */
const unaVez = (metodo: string, falla: Falla): void => {
  let hecha = false;
  proxy.decidir = (m, ruta) => {
    if (hecha || m !== metodo || ruta === '/saludo') return 'pasar';
    hecha = true;
    return falla;
  };
};

describe('over a good link', () => {
  test('what the station registered is at the central, hash by hash, with its images and an acuse in the journal', async () => {
    await e.digitalizar(...actas(3));
    const r = await e.estacion.transmision.enviarPendientes();
    expect(r.pendientes).toBe(0);
    expect(r.enviados).toBe(enCentral().length);
    expect(enCentral()).toEqual(sinCola());
    expect(imagenesEnCentral()).toBe(3);
    expect(cuantos('lote.acusado')).toBe(1);
    expect(e.estacion.transmision.estado()).toMatchObject({ enLinea: true, eventosPendientes: 0, imagenesPendientes: 0, bytesPendientes: 0, ultimoAcuse: '2027-06-06T21:00:00.000-06:00' });
  });

  test('an acuse alone makes no lote, and rides with the next event', async () => {
    await e.digitalizar(...actas(1));
    await e.estacion.transmision.enviarPendientes();
    expect(await e.estacion.transmision.enviarPendientes()).toEqual({ enviados: 0, pendientes: 0 });
    expect(proxy.vistas.filter((v) => v === 'POST /lotes')).toHaveLength(1);
    await e.digitalizar(actas(2)[1]!);
    await e.estacion.transmision.enviarPendientes();
    expect(enCentral()).toEqual(sinCola());
  });

  test('a restart goes on from what was acknowledged', async () => {
    await e.digitalizar(...actas(2));
    await e.estacion.transmision.enviarPendientes();
    await e.reabrir();
    await e.digitalizar(actas(3)[2]!);
    await e.estacion.transmision.enviarPendientes();
    expect(enCentral()).toEqual(sinCola());
    expect(imagenesEnCentral()).toBe(3);
  });

  test('it sends on its own once started', async () => {
    await e.digitalizar(...actas(1));
    const enviado = new Promise<void>((listo) => e.estacion.alCambiar(() => {
      if (e.estacion.transmision.estado().imagenesPendientes === 0 && cuantos('lote.acusado') > 0) listo();
    }));
    e.estacion.transmision.iniciar();
    await enviado;
    await e.estacion.transmision.detener();
    expect(enCentral()).toEqual(sinCola());
  });
});

describe('over a bad link', () => {
  test('a lost acuse: sent again it is a repetition, and nothing is doubled', async () => {
    await e.digitalizar(...actas(2));
    unaVez('POST', 'perder_respuesta');
    const r = await e.estacion.transmision.enviarPendientes();
    expect(r.enviados).toBe(0);
    expect(enCentral()).toEqual(enEstacion());
    expect(cuantos('lote.acusado')).toBe(0);
    expect(e.estacion.transmision.estado().enLinea).toBe(false);
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
    expect(cuantos('lote.acusado')).toBe(1);
    expect(enCentral()).toEqual(sinCola());
  });

  test('a login page with 200 is no acuse: the lote stays pending', async () => {
    await e.digitalizar(...actas(1));
    proxy.decidir = () => 'portal';
    const { pendientes } = await e.estacion.transmision.enviarPendientes();
    expect(pendientes).toBeGreaterThan(0);
    expect(cuantos('lote.acusado')).toBe(0);
    expect(enCentral()).toEqual([]);
    proxy.decidir = () => 'pasar';
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
  });

  test('with no link at all it says so, and all is sent when it is back', async () => {
    proxy.decidir = () => 'cortar';
    await e.digitalizar(...actas(2));
    await e.estacion.transmision.enviarPendientes();
    expect(e.estacion.transmision.estado()).toMatchObject({ enLinea: false, imagenesPendientes: 2 });
    proxy.decidir = () => 'pasar';
    await e.estacion.transmision.enviarPendientes();
    expect(enCentral()).toEqual(sinCola());
  });

  test('an image cut in the middle goes on from the byte that arrived', async () => {
    const grande = Buffer.concat([hojaDePrueba(null, 'grande'), Buffer.alloc(900_000, 'x')]);
    await e.escanear(grande);
    unaVez('PUT', { cortarTras: 100_000 });
    await e.estacion.transmision.enviarPendientes();
    expect(imagenesEnCentral()).toBe(0);
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
    expect(imagenesEnCentral()).toBe(1);
    // 900 kB in parts of 256 kB are four; the cut one is the only one sent twice, at most in part.
    expect(proxy.vistas.filter((v) => v.startsWith('PUT')).length).toBeLessThanOrEqual(6);
  });

  test('a third of the requests lost at random, in every way: in the end all is there, once', async () => {
    await e.digitalizar(...actas(8));
    let n = 7;
    const azar = (): number => (n = (n * 48_271) % 2_147_483_647) / 2_147_483_647;
    const fallas: Falla[] = ['cortar', 'perder_respuesta', 'portal', { cortarTras: 20 }];
    proxy.decidir = () => (azar() < 0.33 ? fallas[Math.floor(azar() * fallas.length)]! : 'pasar');
    let pendientes = 1;
    for (let i = 0; i < 200 && pendientes > 0; i++) ({ pendientes } = await e.estacion.transmision.enviarPendientes());
    expect(pendientes).toBe(0);
    expect(enCentral()).toEqual(sinCola());
    expect(imagenesEnCentral()).toBe(8);
  });
});

describe('a central that does not accept', () => {
  test('an acuse of another key counts for nothing', async () => {
    await Promise.all([e.cerrar(), proxy.cerrar(), c.cerrar()]);
    await montar({ llaveCentral: 'otra' });
    await e.digitalizar(...actas(1));
    const { enviados, pendientes } = await e.estacion.transmision.enviarPendientes();
    expect(enviados).toBe(0);
    expect(pendientes).toBeGreaterThan(0);
    expect(cuantos('lote.acusado')).toBe(0);
  });

  test('a refused lote waits apart: later ones and images pass, and it is told once for each reason', async () => {
    await e.digitalizar(...actas(1));
    unaVez('POST', { rechazar: 'lote_bifurcado' });
    expect((await e.estacion.transmision.enviarPendientes()).enviados).toBe(0);
    await e.digitalizar(actas(2)[1]!);
    let posts = 0;
    proxy.decidir = (m, ruta) => (m === 'POST' && ruta === '/lotes' && ++posts === 1 ? { rechazar: 'lote_bifurcado' } : 'pasar');
    const r = await e.estacion.transmision.enviarPendientes();
    expect(r.enviados).toBeGreaterThan(0);
    expect(imagenesEnCentral()).toBe(1);
    expect((await c.central.estado()).huecos).toMatchObject([{ desde: 1 }]);
    expect(cuantos('lote.rechazado')).toBe(1);
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
    expect((await c.central.estado()).huecos).toEqual([]);
    expect(imagenesEnCentral()).toBe(2);
    expect(enCentral()).toEqual(sinCola());
  });

  test('a revoked station says so once in its journal, and keeps all pending', async () => {
    await Promise.all([e.cerrar(), proxy.cerrar(), c.cerrar()]);
    await montar({ revocadas: new Set(['C1-A']) });
    await e.digitalizar(...actas(1));
    for (let i = 0; i < 3; i++) expect((await e.estacion.transmision.enviarPendientes()).enviados).toBe(0);
    expect(cuantos('lote.rechazado')).toBe(1);
    expect(e.estacion.transmision.estado()).toMatchObject({ enLinea: true });
    expect(e.estacion.transmision.estado().eventosPendientes).toBeGreaterThan(0);
    expect((await c.central.estado()).rechazos).toMatchObject([{ codigo: 'estacion_revocada', veces: 3 }]);
  });
});

test('lotes grow with the queue, from 50 to 1,000 events', () => {
  expect([1, 50, 400, 401, 5000, 100_000].map((n) => tamanoLote(n))).toEqual([50, 50, 50, 51, 625, 1000]);
  // Over 64 kbit/s, ten seconds' worth.
  expect(tamanoLote(100_000, 8_000)).toBe(444);
});

test('waits double up to a minute and are spread over half of it', () => {
  expect([1, 2, 3, 7, 50].map((n) => espera(n, 0))).toEqual([500, 1000, 2000, 30_000, 30_000]);
  expect([1, 2, 50].map((n) => espera(n, 0.999))).toEqual([1000, 1999, 59_970]);
});
