import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rutaEnCentral } from '#central/imagenes/carpetas-imagenes.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { leerExistencias } from '#shared/sync/existencias.ts';
import { documentoFirmadoSchema, firmarDocumento, TIPO_EXISTENCIAS, TIPO_SALUDO } from '#shared/sync/firma.ts';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearEstacionDePrueba, relojDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { eventosEnCentral } from '#tests/eventos-en-central.ts';
import { crearRedHttp } from './red-http.ts';
import type { RedCentral } from './red-central.ts';

let c: CentralDePrueba;
let e: EstacionDePrueba;
let aparte: string;
/** Answers in the central's name, when a test wants it to lie. */
let enVez: Partial<RedCentral> = {};

/** The road to wherever the central is now: it moves to another port each time that it opens. */
let presentar: Parameters<RedCentral['alPedirPresentacion']>[0] | null = null;
const ahora = (): RedCentral => {
  const red = crearRedHttp(c.url);
  if (presentar) red.alPedirPresentacion(presentar);
  return red;
};
const red: RedCentral = {
  enviarLote: (l) => ahora().enviarLote(l), avanceImagen: (i) => ahora().avanceImagen(i), enviarParte: (i, parte) => ahora().enviarParte(i, parte),
  saludar: (s) => (enVez.saludar ?? ahora().saludar)(s), alPedirPresentacion: (fn) => { presentar = fn; }, cancelar: () => undefined,
};

beforeEach(async () => {
  enVez = {};
  aparte = mkdtempSync(join(tmpdir(), 'acopio-aparte-'));
  c = await crearCentralDePrueba();
  const reloj = relojDePrueba(AHORA);
  e = await crearEstacionDePrueba({
    opl: c.opl, central: c.firmante, reloj,
    puertos: { crearTransmision: (partes) => transmisionHttp(reloj, { red })(partes) },
  });
});
afterEach(async () => {
  await e.cerrar();
  await c.cerrar();
  rmSync(aparte, { recursive: true, force: true });
});

const actas = (desde: number, hasta: number): string[] => c.paquete.actas.slice(desde, hasta).map((a) => a.clave);
const bitacora = (): string[] => e.estacion.bitacora.leer(1, 10_000).map((a) => `${a.seq} ${a.hash}`);
const eventos = (tipo: string): { datos: Record<string, unknown> }[] =>
  e.estacion.bitacora.leer(1, 10_000).map((a) => JSON.parse(a.texto) as { tipo: string; datos: Record<string, unknown> }).filter((x) => x.tipo === tipo);
const enBase = <T>(sql: string): T[] => {
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  const filas = base.prepare<[], T>(sql).all();
  base.close();
  return filas;
};
const enCentral = (): string[] => eventosEnCentral(c.carpeta).map((x) => `${x.seq} ${x.hash}`);
const imagenes = (): number => enBase('select 1 from imagen where completa = 1').length;
/** All but what tells of the last lotes, which rides with the next one. */
const contenida = (): boolean => enCentral().length > 0 && enCentral().every((x, i) => x === bitacora()[i]);
const guardarCopia = async (): Promise<void> => {
  await c.reabrir();
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  await base.backup(join(aparte, 'central.db'));
  base.close();
};
/** The central comes back with its database as it was at `guardarCopia`. */
const restaurar = async (): Promise<void> => {
  await c.central.cerrar();
  for (const f of readdirSync(c.carpeta)) if (f.startsWith('central.db')) rmSync(join(c.carpeta, f));
  copyFileSync(join(aparte, 'central.db'), join(c.carpeta, 'central.db'));
  await c.reabrir();
};

describe('a central that lost data', () => {
  test('restored from an older copy it is told again what it lacks, images too, without anyone asking', async () => {
    await e.digitalizar(...actas(0, 2));
    await e.estacion.transmision.enviarPendientes();
    await guardarCopia();
    await e.digitalizar(...actas(2, 6));
    await e.estacion.transmision.enviarPendientes();
    const antes = enCentral().length;
    expect(imagenes()).toBe(6);

    await restaurar();
    expect(enCentral().length).toBeLessThan(antes);
    // Nobody registers anything more: the station finds out by its greeting.
    await e.estacion.transmision.enviarPendientes();
    await e.estacion.transmision.enviarPendientes();
    expect(enCentral().length).toBeGreaterThanOrEqual(antes);
    expect(contenida()).toBe(true);
    expect(imagenes()).toBe(6);
    expect(eventos('central.perdio')).toHaveLength(1);
    expect((await c.central.estado()).huecos).toEqual([]);
  });

  test('started again from nothing it is told everything', async () => {
    await e.digitalizar(...actas(0, 3));
    await e.estacion.transmision.enviarPendientes();
    await c.central.cerrar();
    for (const f of readdirSync(c.carpeta)) rmSync(join(c.carpeta, f), { recursive: true });
    await c.reabrir();
    await e.estacion.transmision.enviarPendientes();
    await e.estacion.transmision.enviarPendientes();
    expect(contenida()).toBe(true);
    expect(enCentral()[0]).toBe(bitacora()[0]);
    expect(imagenes()).toBe(3);
  });

  test('that lost the file of one image gets that image again', async () => {
    await e.digitalizar(...actas(0, 3));
    await e.estacion.transmision.enviarPendientes();
    const [{ imagen }] = enBase<{ imagen: string }>('select imagen from imagen order by imagen') as [{ imagen: string }];
    await c.central.cerrar();
    rmSync(rutaEnCentral(c.carpeta, imagen));
    await c.reabrir();
    await c.reabrir();
    expect(imagenes()).toBe(2);
    await e.estacion.transmision.enviarPendientes();
    expect(e.estacion.transmision.estado().imagenesPendientes).toBe(0);
    expect(imagenes()).toBe(3);
  });

  test('an older answer of its own, sent again by somebody, is not taken for today\'s', async () => {
    await e.digitalizar(...actas(0, 1));
    let vieja: unknown = null;
    enVez = { saludar: async (s) => {
      const r = await crearRedHttp(c.url).saludar(s);
      if (r.tipo === 'existencias') vieja ??= r.documento;
      return r;
    } };
    await e.estacion.transmision.enviarPendientes();
    enVez = { saludar: () => Promise.resolve({ tipo: 'existencias', documento: vieja }) };
    await e.estacion.transmision.enviarPendientes();
    expect(eventos('central.perdio')).toHaveLength(0);
    expect(e.estacion.transmision.estado().enLinea).toBe(false);
  });
});

describe('the receipt', () => {
  test('of images is in the journal, signed', async () => {
    await e.digitalizar(...actas(0, 2));
    await e.estacion.transmision.enviarPendientes();
    expect(eventos('imagenes.acusadas').map((x) => x.datos['imagenes'])).toEqual([2]);
    expect(String(eventos('imagenes.acusadas')[0]!.datos['acuse'])).toContain('"firma"');
  });

  test('another key\'s word on what is held is worth nothing', async () => {
    await e.digitalizar(...actas(0, 1));
    await e.estacion.transmision.enviarPendientes();
    const otra = crearFirmante(nuevaLlave());
    enVez = { saludar: () => Promise.resolve({ tipo: 'existencias', documento: firmarDocumento(otra, TIPO_EXISTENCIAS, JSON.stringify({ saludo: 'a'.repeat(64), hora: '2027-06-06T21:00:00-06:00', epocas: [], imagenes: [] })) }) };
    await e.estacion.transmision.enviarPendientes();
    expect(eventos('central.perdio')).toHaveLength(0);
  });
});

describe('clocks', () => {
  test('an offset is an event when it changes notably, and not otherwise', async () => {
    await e.estacion.transmision.enviarPendientes();
    expect(eventos('reloj.desfase')).toHaveLength(0);
    c.reloj.ms += 400;
    await e.estacion.transmision.enviarPendientes();
    expect(eventos('reloj.desfase')).toHaveLength(0);
    c.reloj.ms += 90_000;
    await e.estacion.transmision.enviarPendientes();
    await e.estacion.transmision.enviarPendientes();
    expect(eventos('reloj.desfase')).toHaveLength(1);
    const { desfaseMs, margenMs } = eventos('reloj.desfase')[0]!.datos as { desfaseMs: number; margenMs: number };
    expect(Math.abs(desfaseMs + 90_400)).toBeLessThanOrEqual(margenMs + 1);
    expect((await c.central.estado()).epocas[0]?.saludo?.desfaseMs).toBe(-90_400);
    // What the screen shows is of the last greeting, whatever is an event.
    const medido = e.estacion.transmision.estado().desfase;
    expect(Math.abs((medido?.ms ?? 0) + 90_400)).toBeLessThanOrEqual((medido?.margenMs ?? 0) + 1);
  });

  test('a clock that was set right while the station was closed is told too', async () => {
    c.reloj.ms += 90_000;
    await e.estacion.transmision.enviarPendientes();
    await e.reabrir();
    expect(e.estacion.transmision.estado().desfase).toBeNull();
    c.reloj.ms -= 90_000;
    await e.estacion.transmision.enviarPendientes();
    expect(eventos('reloj.desfase').map((x) => Math.round((x.datos['desfaseMs'] as number) / 1_000))).toEqual([-90, 0]);
  });

  test('the system clock jumps an hour ahead and back: events keep their order, and it is told', async () => {
    await e.digitalizar(actas(0, 1)[0]!);
    e.reloj.adelantar(3_600_000);
    await e.digitalizar(actas(1, 2)[0]!);
    await e.estacion.transmision.enviarPendientes();
    e.reloj.adelantar(-3_600_000);
    await e.digitalizar(actas(2, 3)[0]!);
    await e.estacion.transmision.enviarPendientes();
    const horas = e.estacion.bitacora.leer(1, 10_000).map((a) => Date.parse((JSON.parse(a.texto) as { hora: string }).hora));
    expect(horas).toEqual([...horas].sort((a, b) => a - b));
    expect(eventos('reloj.desfase').map((x) => Math.round((x.datos['desfaseMs'] as number) / 60_000))).toEqual([60, 0]);
    expect(eventos('reloj.retrocedio')).toHaveLength(1);
    expect(contenida()).toBe(true);
  });
});

test('the main station that comes back after a relief is told so, by whom and from where, and what it has is still taken', async () => {
  await e.digitalizar(...actas(0, 1));
  await e.estacion.transmision.enviarPendientes();
  expect(e.estacion.transmision.estado()).toMatchObject({ situacion: 'al_corriente', motivo: null });
  const { epoca, cabeza, leer } = e.estacion.bitacora;
  const { seq } = cabeza();
  const reserva = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion: 'C1-B', hereda: { epoca, asientos: leer(1, seq) } });
  await c.central.entrega.lote(reserva.lote(seq + 1, seq + 1));
  await e.reabrir();
  await e.digitalizar(...actas(1, 2));
  expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
  expect(e.estacion.transmision.estado()).toMatchObject({ enLinea: true, situacion: 'en_espera', motivo: expect.stringContaining(`La estación C1-B releva a esta desde el evento ${String(seq + 1)}`) as string });
  expect(imagenes()).toBe(2);
});

test('who relieved a station sees what the central holds of it, though that station wrote on and its end is another', async () => {
  await e.digitalizar(...actas(0, 1));
  await e.estacion.transmision.enviarPendientes();
  await e.digitalizar(...actas(1, 2));
  const { epoca, cabeza, leer, hashDe } = e.estacion.bitacora;
  const hasta = 3;
  const reserva = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion: 'C1-B', hereda: { epoca, asientos: leer(1, hasta) } });
  await c.central.entrega.lote(reserva.lote(hasta + 1, hasta + 1));
  await e.estacion.transmision.enviarPendientes();
  const contenido = JSON.stringify({ estacion: 'C1-B', hora: new Date(AHORA).toISOString(), certificado: reserva.certificado, imagenes: [], epocas: [{ epoca, hasta, cabeza: hashDe(hasta) }, { epoca: reserva.epoca, hasta: hasta + 1, cabeza: reserva.asientos[hasta]!.hash }] });
  const r = await crearRedHttp(c.url).saludar(firmarDocumento(reserva.firmante, TIPO_SALUDO, contenido));
  if (r.tipo !== 'existencias') throw new Error(r.codigo);
  const dicho = leerExistencias(criptoNode, documentoFirmadoSchema.parse(r.documento), c.firmante.llave)!;
  expect(dicho.epocas[0]).toMatchObject({ epoca, tramos: [{ desde: 1, hasta, cabeza: hashDe(hasta) }, { desde: hasta + 1 }], relevo: { estacion: 'C1-B', desde: hasta + 1 } });
  expect(dicho.epocas[0]!.tramos.at(-1)!.hasta).toBeGreaterThan(hasta);
  expect(dicho.epocas[0]!.tramos.at(-1)!.hasta).toBeLessThanOrEqual(cabeza().seq);
  expect(dicho.epocas[1]).toMatchObject({ tramos: [{ desde: hasta + 1, hasta: hasta + 1 }] });
});
