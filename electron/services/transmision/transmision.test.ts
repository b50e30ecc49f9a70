import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { carpetaTrabajo, rutaDeImagen } from '#electron/station/carpeta-trabajo.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { crearCentralDePrueba, AHORA, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearEstacionDePrueba, hojaDePrueba, relojDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { eventosEnCentral } from '#tests/eventos-en-central.ts';
import { crearProxyFallas, type Falla, type ProxyFallas } from '#tests/proxy-fallas.ts';
import { tamanoLote } from './cortar-lote.ts';
import { espera } from './espera.ts';
import { crearLimite } from './limite.ts';
import { crearRedHttp } from './red-http.ts';
import { crearRitmo } from './ritmo.ts';

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
    puertos: { crearTransmision: (partes) => transmisionHttp(reloj, { red: crearRedHttp(proxy.url) })(opciones.llaveCentral ? { ...partes, central: { ...partes.central, llave: crearFirmante(nuevaLlave()).llave } } : partes) },
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
const enCentral = (): string[] => eventosEnCentral(c.carpeta).map((x) => `${x.seq} ${x.hash}`);
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
    if (hecha || m !== metodo || ruta === '/saludo' || ruta === '/sesion') return 'pasar';
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
    const grande = Buffer.concat([hojaDePrueba(null, 'grande'), Buffer.alloc(2_500_000, 'x')]);
    await e.escanear(grande);
    let partes = 0;
    proxy.decidir = (m) => (m === 'PUT' && ++partes === 3 ? { cortarTras: 4_000 } : 'pasar');
    await e.estacion.transmision.enviarPendientes();
    expect(imagenesEnCentral()).toBe(0);
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
    expect(imagenesEnCentral()).toBe(1);
    // It is begun once: after the cut it goes on from what is there.
    expect(proxy.desplazamientos.filter((d) => d === 0)).toHaveLength(1);
  });

  test('a byte that changed on its way costs its part, not the image', async () => {
    await e.escanear(Buffer.concat([hojaDePrueba(null, 'grande'), Buffer.alloc(400_000, 'x')]));
    let partes = 0;
    proxy.decidir = (m) => (m === 'PUT' && ++partes === 3 ? 'alterar' : 'pasar');
    for (let i = 0; i < 3 && imagenesEnCentral() < 1; i++) await e.estacion.transmision.enviarPendientes();
    expect(imagenesEnCentral()).toBe(1);
    // It goes on from the part before: it never begins again.
    expect(proxy.desplazamientos.filter((d) => d === 0)).toHaveLength(1);
    expect(e.estacion.transmision.estado()).toMatchObject({ situacion: 'al_corriente', imagenesPendientes: 0, porAtender: [] });
  });

  test('each fault has its own words, and says since when it waits', async () => {
    await e.digitalizar(...actas(2));
    proxy.decidir = () => 'portal';
    await e.estacion.transmision.enviarPendientes();
    const estado = e.estacion.transmision.estado();
    expect(estado).toMatchObject({ situacion: 'en_espera', enLinea: false, actasPendientes: 2, imagenesPendientes: 2, desde: '2027-06-06T21:00:00.000-06:00', segundosRestantes: null });
    expect(estado.motivo).toContain('página');
    proxy.decidir = () => 'cortar';
    await e.estacion.transmision.enviarPendientes();
    expect(e.estacion.transmision.estado().motivo).toContain('se cortó');
  });

  test('while a round that follows a broken one carries something, it says that it sends, not that it waits', async () => {
    await e.escanear(Buffer.concat([hojaDePrueba(null, 'grande'), Buffer.alloc(400_000, 'x')]));
    proxy.decidir = () => 'cortar';
    await e.estacion.transmision.enviarPendientes();
    expect(e.estacion.transmision.estado().situacion).toBe('en_espera');
    const vistos: string[] = [];
    proxy.decidir = (m) => {
      if (m === 'PUT') vistos.push(e.estacion.transmision.estado().situacion);
      return 'pasar';
    };
    e.reloj.adelantar(60_000);
    await e.estacion.transmision.enviarPendientes();
    expect(new Set(vistos)).toEqual(new Set(['enviando']));
  });

  test('since when it waits is since when it waits, also for a central that is reached and says no', async () => {
    await e.digitalizar(...actas(1));
    await e.estacion.transmision.enviarPendientes();
    e.reloj.adelantar(30 * 60_000);
    await c.revocar('C1-A');
    await e.digitalizar(actas(2)[1]!);
    await e.estacion.transmision.enviarPendientes();
    const desde = '2027-06-06T21:30:00.000-06:00';
    expect(e.estacion.transmision.estado()).toMatchObject({ situacion: 'en_espera', enLinea: true, desde });
    e.reloj.adelantar(60_000);
    proxy.decidir = () => 'cortar';
    await e.estacion.transmision.enviarPendientes();
    expect(e.estacion.transmision.estado()).toMatchObject({ situacion: 'en_espera', enLinea: false, desde });
  });

  test('new data do not wait for the end of the images', async () => {
    await e.escanear(Buffer.concat([hojaDePrueba(null, 'a'), Buffer.alloc(600_000, 'a')]), Buffer.concat([hojaDePrueba(null, 'b'), Buffer.alloc(600_000, 'b')]));
    const registradas: Promise<void>[] = [];
    proxy.decidir = (m) => {
      // In the middle of the images, somebody digitises an acta.
      if (m === 'PUT' && registradas.length === 0) registradas.push(e.digitalizar(actas(1)[0]!));
      return 'pasar';
    };
    await e.estacion.transmision.enviarPendientes();
    await Promise.all(registradas);
    await e.estacion.transmision.enviarPendientes();
    const vistas = proxy.vistas.map((v) => v.split('/', 2)[0]!.trim() + (v.includes('/lotes') ? ' lote' : ''));
    const segundo = vistas.indexOf('POST lote', vistas.indexOf('PUT'));
    expect(segundo).toBeGreaterThan(0);
    expect(vistas.slice(segundo).filter((v) => v === 'PUT').length).toBeGreaterThan(0);
    expect(imagenesEnCentral()).toBe(3);
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

test('an image whose bytes changed on the disk is not sent over and over: it is said, and the others go', async () => {
  await e.digitalizar(...actas(2));
  const [mala] = e.estacion.bitacora.leer(1, 1_000).map((a) => JSON.parse(a.texto) as { tipo: string; datos: { imagen: string } }).filter((x) => x.tipo === 'imagen.guardada').map((x) => x.datos.imagen);
  const ruta = rutaDeImagen(carpetaTrabajo(e.carpeta).imagenes, mala ?? '');
  const buena = readFileSync(ruta);
  writeFileSync(ruta, Buffer.from(buena).fill(0, 3, 4));
  for (let i = 0; i < 3; i++) await e.estacion.transmision.enviarPendientes();
  expect(proxy.vistas.filter((v) => v === `PUT /imagenes/${mala ?? ''}`)).toEqual([]);
  expect(e.estacion.transmision.estado()).toMatchObject({ imagenesPendientes: 1, porAtender: [{ que: 'imagen', cuantos: 1, motivo: expect.stringContaining('cambiaron en el disco') as string }] });
  writeFileSync(ruta, buena);
  expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
  expect(e.estacion.transmision.estado().porAtender).toEqual([]);
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
    const { epoca } = (JSON.parse(e.estacion.bitacora.leer(1, 1)[0]!.texto) as { datos: { epoca: string } }).datos;
    expect(e.estacion.transmision.estado().porAtender).toEqual([{ que: 'lote', cuantos: 1, motivo: expect.stringContaining(epoca) as string }]);
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
    expect((await c.central.estado()).huecos).toEqual([]);
    expect(imagenesEnCentral()).toBe(2);
    expect(enCentral()).toEqual(sinCola());
  });

  test('what the central says of the lote that it refused is what people read', async () => {
    await e.digitalizar(...actas(1));
    proxy.decidir = (m, ruta) => (m === 'POST' && ruta === '/lotes' ? { rechazar: 'lote_esquema', parametros: { seq: '7', detalle: 'hora' } } : 'pasar');
    await e.estacion.transmision.enviarPendientes();
    expect(e.estacion.transmision.estado().porAtender).toEqual([{ que: 'lote', cuantos: 1, motivo: 'El evento 7 del lote no tiene la forma debida (hora).' }]);
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

  test('revoked in the middle of the night, in the middle of its session, it sends nothing more; trusted again, all of it', async () => {
    await e.digitalizar(...actas(2));
    await e.estacion.transmision.enviarPendientes();
    const antes = enCentral();
    await c.revocar('C1-A');
    await e.digitalizar(actas(3)[2]!);
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBeGreaterThan(0);
    expect([enCentral(), imagenesEnCentral()]).toEqual([antes, 2]);
    expect(e.estacion.transmision.estado()).toMatchObject({ situacion: 'en_espera', motivo: expect.stringContaining('C1-A') as string });
    expect((await c.central.estado()).revocaciones?.revocadas).toMatchObject([{ quien: 'C1-A', rechazos: 1 }]);
    await c.revocar();
    expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
    expect(enCentral()).toEqual(sinCola());
    expect(imagenesEnCentral()).toBe(3);
  });
});

test('lotes grow with the queue, from 120 to 1,000 events, fewer over a bad link', () => {
  expect([1, 50, 400, 401, 5000, 100_000].map((n) => tamanoLote(n))).toEqual([120, 120, 120, 120, 625, 1000]);
  // Over 64 kbit/s, ten seconds' worth.
  expect(tamanoLote(100_000, 8_000)).toBe(444);
  expect([1_500, 300].map((bytes) => tamanoLote(100_000, bytes))).toEqual([83, 50]);
});

test('parts follow the pace, from 8 kB to 1 MB, and a lost one halves them', () => {
  const r = crearRitmo();
  expect([r.parte(2), r.simultaneas(), r.bytesPorSegundo(), r.estrecho(), r.esperaLoteMs(1_000)]).toEqual([12_000, 2, null, true, null]);
  for (let i = 0; i < 40; i++) r.acuse(20_000, 2_500);
  // 64 kbit/s: less than two seconds of it on their way, whether two images go or one.
  expect([r.parte(2), r.parte(1), r.simultaneas(), r.bytesPorSegundo(), r.estrecho()]).toEqual([8_000, 14_400, 2, 8_000, true]);
  expect(r.esperaLoteMs(1_600)).toBe(2_000);
  for (let i = 0; i < 40; i++) r.acuse(3_000_000, 3_000);
  expect([r.parte(6), r.simultaneas(), r.estrecho()]).toEqual([583_333, 6, false]);
  for (let i = 0; i < 40; i++) r.acuse(6_000_000, 500);
  expect(r.parte(6)).toBe(1_000_000);
  for (let i = 0; i < 20; i++) r.tropiezo();
  expect([r.parte(2), r.simultaneas()]).toEqual([8_000, 2]);
});

test('what a small request takes is not counted as the slowness of the link', () => {
  const [lejos, cerca] = [crearRitmo(), crearRitmo()];
  for (const ms of [900, 400, 700]) lejos.vuelta(ms);
  // Twelve kilobytes in half a second, of which the way there and back is the most.
  for (const r of [lejos, cerca]) r.acuse(12_000, 500);
  expect([lejos.bytesPorSegundo(), cerca.bytesPorSegundo()]).toEqual([96_000, 24_000]);
});

test('the bandwidth that was left to transmission is not exceeded, and a change holds at once', async () => {
  let [ms, kbps] = [0, 80 as number | null];
  const limite = crearLimite(() => kbps, () => ms);
  expect(limite.maximo()).toBe(10_000);
  ms = 5_000;
  // One second's worth is saved up, not five; data do not wait, and what they took is missing afterwards.
  limite.descontar(10_000);
  kbps = null;
  expect(limite.maximo()).toBe(null);
  await limite.tomar(1_000_000);
  kbps = 80;
  ms = 6_000;
  await limite.tomar(10_000);
  expect(limite.maximo()).toBe(10_000);
});

test('waits double up to a minute and are spread over half of it', () => {
  expect([1, 2, 3, 7, 50].map((n) => espera(n, 0))).toEqual([500, 1000, 2000, 30_000, 30_000]);
  expect([1, 2, 50].map((n) => espera(n, 0.999))).toEqual([1000, 1999, 59_970]);
});
