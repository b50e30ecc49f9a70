import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { crearEstacionDePrueba, relojDePrueba, valorDe, visionDePrueba, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import { proyeccionesYReconstruccion } from '#tests/proyecciones.ts';
import { crearBandejaTemporal, nombreDeHoja, type BandejaTemporal } from '#electron/scanners/bandeja-temporal.ts';
import { crearRecoleccion } from '#electron/scanners/recoleccion.ts';
import { crearEscanerRecuperadas } from '#electron/scanners/recuperadas.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { escaneresDe, type Escaner, type Escaneres, type Hoja, type Vision } from '#electron/station/puertos.ts';
import { crearCliente } from '#shared/api/cliente.ts';
import { contratoEstacion } from '#shared/api/contrato-estacion.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { AppError } from '#shared/errors/app-error.ts';

let p: EstacionDePrueba;
const alTerminar: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cerrar of alTerminar.splice(0)) await cerrar();
  await p.cerrar();
});

/** Sheets of a tray: `parte` is only its beginning, `mala` a whole file that is no image, `igual` the same as sheet 1. */
type Pagina = 'buena' | 'parte' | 'mala' | 'igual';
const [CABEZA, COLA] = [Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from([0x0a, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])];
/** To the temporary tray these pages are PNG files; the eye of the tests sees what is inside. */
const vision: Vision = { ...visionDePrueba, examinar: (bytes, o) => visionDePrueba.examinar(bytes.subarray(CABEZA.length, -COLA.length), o) };
const bytesDe = (pagina: Pagina, escaner: string, hoja: number): Buffer => {
  if (pagina === 'parte') return CABEZA;
  const n = pagina === 'igual' ? 1 : hoja;
  const { clave } = p.paquete.actas[n % p.paquete.actas.length]!;
  const dentro = pagina === 'mala' ? `nada ${n}` : `IMAGEN\n${escribirEtiqueta(p.paquete.id, clave)}\n${escaner} ${n}\n{"giro":0,"dpi":200,"alineacion":null,"medidas":[],"veredicto":"buena"}`;
  return Buffer.concat([CABEZA, Buffer.from(dentro), COLA]);
};

type Corrida = { readonly bandeja: () => BandejaTemporal; readonly id: string; readonly paginas: readonly Pagina[]; readonly entregarA?: (entregar: (h: Hoja) => Promise<void>, h: Hoja) => Promise<void>; readonly falla?: AppError };
/** A device that has put all its sheets in the real temporary tray before the first is taken, and then fails or is done. */
const adelantado = ({ bandeja, id, paginas, entregarA = (entregar, h) => entregar(h), falla }: Corrida): Escaner => ({
  id, nombre: `Escáner ${id}`, tipo: 'sane', hojas: () => null,
  escanear: async (entregar, _cancelar, tanda) => {
    const carpeta = await bandeja().abrir(id, tanda);
    const recoleccion = crearRecoleccion({ entregar: (h) => entregarA(entregar, h), nombre: id, quitar: bandeja().quitar, alFallar: () => undefined });
    paginas.forEach((pagina, i) => {
      const ruta = join(carpeta, nombreDeHoja(i + 1, pagina === 'parte' ? '.png.part' : '.png'));
      writeFileSync(ruta, bytesDe(pagina, id, i + 1));
      if (pagina !== 'parte') recoleccion.anunciar(ruta, i + 1);
    });
    await recoleccion.terminar().finally(() => bandeja().cerrar(carpeta));
    if (falla) throw falla;
  },
});
/** What a program finished long ago is not being written any more. */
const tarde = (): number => Date.now() + 60_000;
const recuperadasDe = (bandeja: BandejaTemporal): Escaneres => ({ ...escaneresDe(crearEscanerRecuperadas({ bandeja, revisarMs: 3_600_000 })), porRecuperar: bandeja.porRecuperar });

const abrir = async (escaneres: Escaneres): Promise<ClienteEstacion> => {
  p = await crearEstacionDePrueba({ puertos: { escaneres, vision }, reloj: relojDePrueba() });
  return p.entrar('digitalizador');
};
const escanear = async (cliente: ClienteEstacion, escaner: string): Promise<void> => {
  await valorDe(cliente['digitalizacion.escanear']({ escaner }));
  await p.estacion.enReposo();
};
const ver = (cliente: ClienteEstacion) => valorDe(cliente['digitalizacion.bandeja']({}));
type Bandeja = Awaited<ReturnType<typeof ver>>;
/** Resolves with what the screen shows when it is so. */
const cuando = (estacion: Estacion, cliente: ClienteEstacion, cierto: (b: Bandeja) => boolean): Promise<Bandeja> => new Promise((resolver, rechazar) => {
  const mirar = (): void => void ver(cliente).then((b) => {
    if (!cierto(b)) return;
    callar();
    resolver(b);
  }, rechazar);
  const callar = estacion.alCambiar(mirar);
  mirar();
});
type Leido = { tipo: string; datos: Record<string, unknown> };
const eventos = (estacion: Estacion, tipo: string): Record<string, unknown>[] => estacion.bitacora.leer(1, 5000).map((a) => JSON.parse(a.texto) as Leido).filter((e) => e.tipo === tipo).map((e) => e.datos);

/** The scanners of a station that is killed when each has handed over `tomadas` sheets, and when that is so. */
const hastaLaMuerte = (corridas: Readonly<Record<string, { paginas: readonly Pagina[]; tomadas: number }>>) => {
  let bandeja: BandejaTemporal | null = null;
  const esperas: Promise<void>[] = [];
  const escaneres = Object.entries(corridas).map(([id, { paginas, tomadas }]) => {
    let listo = (): void => undefined;
    esperas.push(new Promise((resolver) => { listo = resolver; }));
    return adelantado({
      id, paginas, bandeja: () => (bandeja ??= crearBandejaTemporal(join(p.carpeta, 'escaneo'))),
      entregarA: (entregar, h) => {
        if (h.hoja! <= tomadas) return entregar(h);
        listo();
        return new Promise((_, rechazar) => { alTerminar.unshift(() => rechazar(new AppError('escaner_cancelado'))); });
      },
    });
  });
  return { escaneres: escaneresDe(...escaneres), muerte: Promise.all(esperas) };
};
/** The station as kill -9 leaves it now, opened again by another process. */
const revivir = (preparar: (carpeta: string) => void = () => undefined) => {
  const carpeta = mkdtempSync(join(tmpdir(), 'acopio-muerta-'));
  cpSync(p.carpeta, carpeta, { recursive: true });
  rmSync(carpetaTrabajo(carpeta).cerrojo, { recursive: true, force: true });
  preparar(carpeta);
  const abrirla = async () => {
    const bandeja = crearBandejaTemporal(join(carpeta, 'escaneo'), tarde);
    const estacion = await abrirEstacion({ carpeta, puertos: { ...p.puertos, escaneres: recuperadasDe(bandeja) } });
    const anonimo = crearCliente(contratoEstacion, estacion.despachar, { sesion: () => null, puesto: 'p' });
    const { sesion } = await valorDe(anonimo['sesion.entrar']({ usuario: 'digitalizador', pin: PIN_DE_PRUEBA }));
    return { estacion, carpeta, cliente: crearCliente(contratoEstacion, estacion.despachar, { sesion: () => sesion, puesto: 'p' }) };
  };
  alTerminar.push(() => rmSync(carpeta, { recursive: true, force: true }));
  return abrirla;
};
const buenas = (n: number): Pagina[] => Array<Pagina>(n).fill('buena');
const acabadas = ({ detenidas, pendientes }: Bandeja): boolean => detenidas.every((d) => !d.recuperando) && pendientes.enProceso === 0;

describe('a station that was killed', () => {
  test('the sheets that the device had finished join the account of their scan under their numbers; the part of one is told, until somebody has read it', async () => {
    const { escaneres, muerte } = hastaLaMuerte({ fi: { paginas: [...buenas(7), 'parte'], tomadas: 4 } });
    const antes = await abrir(escaneres);
    await valorDe(antes['digitalizacion.escanear']({ escaner: 'fi' }));
    await muerte;
    // It died between storing sheet 4 and taking it away.
    const abrirla = revivir((carpeta) => {
      const [dejada] = readdirSync(join(carpeta, 'escaneo', 'fi'));
      writeFileSync(join(carpeta, 'escaneo', 'fi', dejada!, nombreDeHoja(4, '.png')), bytesDe('buena', 'fi', 4));
    });
    const { estacion, carpeta, cliente } = await abrirla();
    const [tanda] = eventos(estacion, 'tanda.iniciada').map((d) => d['tanda']);
    const primera = await ver(cliente);
    expect(primera.detenidas).toMatchObject([{ tanda, escaner: 'fi', nombre: 'Escáner fi', falla: { codigo: 'tanda_interrumpida' }, recuperando: true }]);
    const { detenidas, escaneres: filas, imagenes } = await cuando(estacion, cliente, acabadas);
    expect(detenidas).toMatchObject([{ tanda, cuenta: { guardadas: [1, 2, 3, 4, 5, 6, 7], faltan: [], desde: 8, repetir: [], repetidas: [] } }]);
    expect(filas.find((e) => e.id === 'fi')?.tanda).toMatchObject({ recibidas: 7, hojaPerdida: 8 });
    expect(imagenes.map((i) => [i.tanda, i.hoja]).sort()).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => [tanda, n]));
    expect(eventos(estacion, 'tanda.iniciada')).toHaveLength(1);
    expect(eventos(estacion, 'hoja.recibida').map((d) => d['hoja'])).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(readdirSync(join(carpeta, 'escaneo', 'fi'))).toEqual([]);
    await estacion.cerrar();

    const otra = await abrirla();
    expect((await ver(otra.cliente)).detenidas).toMatchObject([{ tanda, cuenta: { desde: 8 } }]);
    await valorDe(otra.cliente['digitalizacion.atender']({ tanda: String(tanda) }));
    expect((await ver(otra.cliente)).detenidas).toEqual([]);
    await valorDe(otra.cliente['digitalizacion.atender']({ tanda: String(tanda) }));
    expect(eventos(otra.estacion, 'tanda.atendida')).toEqual([{ tanda }]);
    await otra.estacion.cerrar();
    const rehecha = proyeccionesYReconstruccion(carpeta, p.paquete);
    expect(rehecha.despues).toEqual(rehecha.antes);
  });

  test('two interrupted scans stay in view, each with its own sheets, also when one of them is read', async () => {
    const { escaneres, muerte } = hastaLaMuerte({ a: { paginas: [...buenas(3), 'parte'], tomadas: 1 }, b: { paginas: ['buena', 'buena', 'parte', 'buena'], tomadas: 1 } });
    const antes = await abrir(escaneres);
    for (const escaner of ['a', 'b']) await valorDe(antes['digitalizacion.escanear']({ escaner }));
    await muerte;
    const { estacion, cliente } = await revivir()();
    const { detenidas } = await cuando(estacion, cliente, acabadas);
    const cuenta = (escaner: string) => detenidas.find((d) => d.escaner === escaner)?.cuenta;
    expect(detenidas).toHaveLength(2);
    expect(cuenta('a')).toMatchObject({ guardadas: [1, 2, 3], faltan: [], desde: 4 });
    expect(cuenta('b')).toMatchObject({ guardadas: [1, 2, 4], faltan: [3], desde: 5 });
    await valorDe(cliente['digitalizacion.atender']({ tanda: detenidas[0]!.tanda }));
    expect((await ver(cliente)).detenidas.map((d) => d.tanda)).toEqual([detenidas[1]!.tanda]);
    await estacion.cerrar();
  });

  test('sheets of which nobody knows the scan are taken in all the same, under words of their own', async () => {
    await abrir(escaneresDe());
    const abrirla = revivir((carpeta) => {
      const vieja = join(carpeta, 'escaneo', 'fi', '000000000000001-abcd');
      mkdirSync(vieja, { recursive: true });
      (['buena', 'parte'] as const).forEach((pagina, i) => { writeFileSync(join(vieja, nombreDeHoja(i + 5, '.png')), bytesDe(pagina, 'fi', i + 5)); });
    });
    const { estacion, cliente } = await abrirla();
    const { detenidas, imagenes } = await cuando(estacion, cliente, (b) => b.detenidas.length > 0 && b.pendientes.enProceso === 0);
    expect(imagenes).toMatchObject([{ fuente: 'fi, hoja 5 recuperada', estado: 'en_captura' }]);
    expect(detenidas).toMatchObject([{ tipo: 'recuperadas', falla: { codigo: 'escaner_pagina_incompleta', parametros: { hoja: 6 } } }]);
    await estacion.cerrar();
  });
});

test('a disk that fills with the device ahead: what waits in the folder comes by itself and is not asked for again', async () => {
  let llena = true;
  const escaneres: Escaner[] = [];
  let bandeja: BandejaTemporal | null = null;
  let avisar = (): void => undefined;
  const cliente = await abrir({ lista: () => escaneres, vigilar: (fn) => { avisar = fn; return () => undefined; }, porRecuperar: () => bandeja?.porRecuperar() ?? new Set() });
  bandeja = crearBandejaTemporal(join(p.carpeta, 'escaneo'), tarde);
  escaneres.push(adelantado({ id: 'fi', paginas: buenas(6), bandeja: () => bandeja, entregarA: (entregar, h) => (llena && h.hoja === 3 ? Promise.reject(new AppError('disco_lleno', { hoja: 3 })) : entregar(h)) }));
  avisar();
  await escanear(cliente, 'fi');
  expect((await ver(cliente)).detenidas).toMatchObject([{ falla: { codigo: 'disco_lleno' }, recuperando: true, cuenta: { guardadas: [1, 2], desde: 3 } }]);
  llena = false;
  escaneres.push(crearEscanerRecuperadas({ bandeja, revisarMs: 3_600_000 }));
  avisar();
  const { detenidas } = await cuando(p.estacion, cliente, acabadas);
  expect(detenidas).toMatchObject([{ escaner: 'fi', cuenta: { guardadas: [1, 2, 3, 4, 5, 6], faltan: [], desde: 7 } }]);
});

test('a jam: a sheet that was refused goes again too, and one whose image had come before is told, however many rows came since', async () => {
  let bandeja: BandejaTemporal | null = null;
  const de = (id: string, paginas: readonly Pagina[], falla?: AppError) => adelantado({ id, paginas, bandeja: () => (bandeja ??= crearBandejaTemporal(join(p.carpeta, 'escaneo'))), ...(falla ? { falla } : {}) });
  const paginas: Pagina[] = buenas(12).map((x, i) => (i === 6 ? 'mala' : i === 8 ? 'igual' : x));
  const cliente = await abrir(escaneresDe(de('fi', paginas, new AppError('escaner_atasco', { hoja: 13 })), de('otro', buenas(110))));
  await escanear(cliente, 'fi');
  const { imagenes, detenidas } = await ver(cliente);
  const cuenta = { guardadas: [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12], faltan: [], desde: 13, repetir: [7], repetidas: [9] };
  expect(detenidas).toMatchObject([{ falla: { codigo: 'escaner_atasco' }, cuenta, recuperando: false }]);
  expect(imagenes.find((i) => i.hoja === 7)).toMatchObject({ estado: 'rechazada', tanda: detenidas[0]!.tanda, destino: 'Repetir escaneo' });
  await escanear(cliente, 'otro');
  expect((await ver(cliente)).detenidas).toMatchObject([{ cuenta }]);
});

test('a scan that had no paper is told until the scanner is used again', async () => {
  let vacia = true;
  const fi: Escaner = { id: 'fi', nombre: 'fi', tipo: 'sane', hojas: () => null, escanear: () => (vacia ? Promise.reject(new AppError('escaner_sin_papel')) : Promise.resolve()) };
  const cliente = await abrir(escaneresDe(fi));
  await escanear(cliente, 'fi');
  expect((await ver(cliente)).detenidas).toMatchObject([{ falla: { codigo: 'escaner_sin_papel' } }]);
  vacia = false;
  await escanear(cliente, 'fi');
  expect((await ver(cliente)).detenidas).toEqual([]);
});
