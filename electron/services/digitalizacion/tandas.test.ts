import { afterEach, describe, expect, test } from 'vitest';
import { crearEstacionDePrueba, hojaDePrueba, relojDePrueba, valorDe, visionDePrueba, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { crearEscanerVirtual } from '#electron/scanners/virtual.ts';
import { escaneresDe, type AlmacenImagenes, type Diario, type Escaner, type Hoja, type NuevoEvento, type Vision } from '#electron/station/puertos.ts';
import type { TipoEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { ADELANTO } from './proceso.ts';
import { crearTandas } from './tandas.ts';

let p: EstacionDePrueba;
let digitalizador: ClienteEstacion;
afterEach(() => p.cerrar());

const abrir = async (puertos: NonNullable<Parameters<typeof crearEstacionDePrueba>[0]>['puertos'] = {}): Promise<void> => {
  p = await crearEstacionDePrueba({ puertos, reloj: relojDePrueba() });
  digitalizador = await p.entrar('digitalizador');
};
const hoja = (i: number): Uint8Array => hojaDePrueba(escribirEtiqueta(p.paquete.id, p.paquete.actas[i]!.clave), String(i));
const paginas = (n: number, desde = 0) => Array.from({ length: n }, (_, i) => () => ({ bytes: hoja(desde + i), fuente: `hoja ${desde + i + 1}` }));
const bandeja = () => valorDe(digitalizador['digitalizacion.bandeja']({}));
const escanear = async (escaner: string): Promise<void> => {
  await valorDe(digitalizador['digitalizacion.escanear']({ escaner }));
  await p.estacion.enReposo();
};
type Leido = { tipo: string; actor: string; datos: Record<string, unknown> };
const eventos = (tipo: string): Leido[] => p.estacion.bitacora.leer(1, 5000).map((a) => JSON.parse(a.texto) as Leido).filter((e) => e.tipo === tipo);
/** A door that stays closed until it is opened. */
const puerta = () => {
  let abrirla = (): void => undefined;
  const espera = new Promise<void>((resolver) => { abrirla = resolver; });
  return { espera, abrir: () => { abrirla(); } };
};

describe('a tray', () => {
  test('is a tanda: each sheet has its number, and its end says how many there are', async () => {
    await abrir();
    p.escaner.cargar(paginas(3));
    await escanear('virtual');
    expect(eventos('tanda.iniciada').map((e) => e.datos)).toMatchObject([{ escaner: 'virtual', tipo: 'virtual' }]);
    expect(eventos('hoja.recibida').map((e) => [e.datos['hoja'], e.actor])).toEqual([[1, 'digitalizador'], [2, 'digitalizador'], [3, 'digitalizador']]);
    expect(eventos('tanda.terminada').map((e) => e.datos)).toMatchObject([{ recibidas: 3, falla: null, hojaPerdida: null }]);
    const { escaneres, imagenes } = await bandeja();
    expect(escaneres).toMatchObject([{ id: 'virtual', estado: 'libre', hojas: 0, tanda: { recibidas: 3, enProceso: 0, falla: null, hojaPerdida: null, terminada: true } }]);
    expect(imagenes.map((i) => i.hoja).sort()).toEqual([1, 2, 3]);
    expect(imagenes.every((i) => i.tanda === escaneres[0]?.tanda?.tanda)).toBe(true);
  });

  test.each([
    ['atasco', 'escaner_atasco'], ['doble', 'escaner_doble_alimentacion'], ['tapa', 'escaner_tapa'], ['incompleta', 'escaner_pagina_incompleta'], ['desconexion', 'escaner_desconectado'],
  ] as const)('%s: what came before is safe, and the number of the sheet to feed again is told, now and after a restart', async (tipo, codigo) => {
    await abrir();
    p.escaner.cargar(paginas(5));
    p.escaner.fallar({ tipo, hoja: 4 });
    await escanear('virtual');
    const antes = (await bandeja()).escaneres[0]?.tanda;
    expect(antes).toMatchObject({ recibidas: 3, hojaPerdida: 4, terminada: true, falla: { codigo } });
    await p.reabrir();
    digitalizador = await p.entrar('digitalizador');
    expect((await bandeja()).escaneres[0]?.tanda).toMatchObject({ tanda: antes!.tanda, recibidas: 3, hojaPerdida: 4, terminada: true, falla: { codigo } });
    p.escaner.reconectar();
    await escanear('virtual');
    const { imagenes, escaneres } = await bandeja();
    expect(escaneres[0]?.tanda).toMatchObject({ recibidas: 2, falla: null, hojaPerdida: null });
    expect(imagenes.map((i) => i.estado)).toEqual(Array(5).fill('en_captura'));
  });

  test('can be cancelled: it stops at once, and what was stored goes on', async () => {
    const cerrada = puerta();
    await abrir();
    p.escaner.cargar([...paginas(2), async () => { await cerrada.espera; return { bytes: hoja(2), fuente: 'hoja 3' }; }, ...paginas(1, 3)]);
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
    await valorDe(digitalizador['digitalizacion.cancelar']({ escaner: 'virtual' }));
    expect((await bandeja()).escaneres[0]?.estado).toBe('cancelando');
    cerrada.abrir();
    await p.estacion.enReposo();
    const { escaneres, imagenes } = await bandeja();
    expect(escaneres[0]).toMatchObject({ estado: 'libre', tanda: { falla: { codigo: 'escaner_cancelado' }, terminada: true } });
    expect(imagenes).toHaveLength(escaneres[0]!.tanda!.recibidas);
    expect(imagenes.every((i) => i.estado === 'en_captura')).toBe(true);
  });

  test('that the station is closed on is told to go on from the next sheet', async () => {
    const [leida, cerrada] = [puerta(), puerta()];
    await abrir();
    p.escaner.cargar([...paginas(2), async () => { leida.abrir(); await cerrada.espera; return { bytes: hoja(2), fuente: 'hoja 3' }; }, ...paginas(1, 3)]);
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
    await leida.espera;
    const abierta = p.reabrir();
    cerrada.abrir();
    await abierta;
    await p.estacion.enReposo();
    digitalizador = await p.entrar('digitalizador');
    const { escaneres, imagenes } = await bandeja();
    const tanda = escaneres[0]?.tanda;
    expect(tanda).toMatchObject({ terminada: true, falla: { codigo: 'tanda_interrumpida' }, hojaPerdida: tanda!.recibidas + 1 });
    expect(imagenes.map((i) => i.estado)).toEqual(Array(tanda!.recibidas).fill('en_captura'));
    expect(escaneres[0]?.hojas).toBe(4 - tanda!.recibidas);
  });

  test('a device that repeats its numbers, or gives none, does not confuse two sheets', async () => {
    const raro = (numeros: readonly (number | null)[]): Escaner => ({
      id: 'raro', nombre: 'Raro', tipo: 'comando', hojas: () => null,
      escanear: async (entregar) => {
        for (const [i, numero] of numeros.entries()) await entregar({ bytes: hoja(i), fuente: 'r', hoja: numero, origen: 'CATD', digitalizacion: 'ESCANER' } satisfies Hoja);
      },
    });
    await abrir({ escaneres: escaneresDe(raro([1, 1, null, 9, 3])) });
    await escanear('raro');
    expect(eventos('hoja.recibida').map((e) => e.datos['hoja'])).toEqual([1, 2, 3, 9, 10]);
  });
});

describe('a full disk in the middle', () => {
  /** The tandas over a store that takes `caben` sheets and no more. Only the ports are stand-ins. */
  const conDisco = (caben: number) => {
    const escritos: NuevoEvento<TipoEvento>[] = [];
    const encoladas: number[] = [];
    let soltada = 0;
    const diario = {
      transaccion: <T>(fn: () => T): T => fn(),
      registrar: (e: NuevoEvento<TipoEvento>) => { escritos.push(e); return { hora: '' }; },
      horaAhora: () => '',
    } as unknown as Diario;
    const almacen = {
      guardar: (bytes: Uint8Array) => {
        if (encoladas.length >= caben) return Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
        return Promise.resolve({ imagen: String(bytes[0]), nueva: true });
      },
    } as unknown as AlmacenImagenes;
    const corridas = crearTandas({
      diario, almacen, ids: { uuid: () => 't' }, avisos: { cambio: () => undefined }, registro: { info: () => undefined, error: () => undefined }, alDiscoLleno: () => { soltada += 1; },
      proceso: { encolar: (h: { hoja: number }) => void encoladas.push(h.hoja), lugar: () => Promise.resolve() },
    } as unknown as Parameters<typeof crearTandas>[0]);
    return { corridas, escritos, encoladas, soltada: () => soltada };
  };
  const tiras = (n: number) => Array.from({ length: n }, (_, i) => () => ({ bytes: Uint8Array.of(i), fuente: `${i}` }));

  test('refuses the sheet that was being stored, with its number; the feeder stops and all that came before is safe', async () => {
    const { corridas, escritos, encoladas, soltada } = conDisco(3);
    const escaner = crearEscanerVirtual({ paginas: tiras(6) });
    corridas.empezar(escaner, { actor: 'a', puesto: 'p' });
    await corridas.enReposo();
    expect(encoladas).toEqual([1, 2, 3]);
    expect(escritos.map((e) => e.tipo)).toEqual(['tanda.iniciada', 'hoja.recibida', 'hoja.recibida', 'hoja.recibida', 'tanda.terminada']);
    expect(escritos.at(-1)?.datos).toEqual({ tanda: 't', recibidas: 3, falla: 'disco_lleno', hojaPerdida: 4 });
    expect(corridas.de('virtual')).toMatchObject({ falla: { codigo: 'disco_lleno' }, perdida: 4, terminada: true });
    expect(escaner.hojas()).toBe(3);
    expect(soltada()).toBeGreaterThan(0);
  });

  test('a driver that is already ahead does not get a later sheet stored behind one that was refused', async () => {
    const { corridas, encoladas } = conDisco(2);
    const adelantado: Escaner = {
      id: 'a', nombre: 'A', tipo: 'sane', hojas: () => null,
      escanear: async (entregar) => {
        await Promise.all([1, 2, 3, 4, 5].map((n) => entregar({ bytes: Uint8Array.of(n), fuente: '', hoja: n, origen: 'CATD', digitalizacion: 'ESCANER' })));
      },
    };
    corridas.empezar(adelantado, { actor: 'a', puesto: 'p' });
    await corridas.enReposo();
    expect(encoladas).toEqual([1, 2]);
    expect(corridas.de('a')).toMatchObject({ recibidas: 2, perdida: 3, falla: { codigo: 'disco_lleno' } });
  });
});

describe('two scanners', () => {
  test('work at once, each with its tanda', async () => {
    const [uno, dos] = [crearEscanerVirtual({ id: 'uno', nombre: 'Uno' }), crearEscanerVirtual({ id: 'dos', nombre: 'Dos' })];
    await abrir({ escaneres: escaneresDe(uno, dos) });
    const [a, b] = [puerta(), puerta()];
    uno.cargar([async () => { await a.espera; return { bytes: hoja(0), fuente: 'u' }; }]);
    dos.cargar([async () => { a.abrir(); await b.espera; return { bytes: hoja(1), fuente: 'd' }; }]);
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'uno' }));
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'dos' }));
    expect((await bandeja()).escaneres.map((e) => e.estado)).toEqual(['escaneando', 'escaneando']);
    b.abrir();
    await p.estacion.enReposo();
    const { escaneres, imagenes } = await bandeja();
    expect(escaneres).toMatchObject([{ id: 'uno', tanda: { recibidas: 1 } }, { id: 'dos', tanda: { recibidas: 1 } }]);
    expect(new Set(imagenes.map((i) => i.tanda))).toEqual(new Set(escaneres.map((e) => e.tanda?.tanda)));
  });

  test('one that is unplugged keeps telling what it left half done; the other goes on', async () => {
    const [uno, dos] = [crearEscanerVirtual({ id: 'uno', nombre: 'Uno' }), crearEscanerVirtual({ id: 'dos', nombre: 'Dos' })];
    let presentes: Escaner[] = [uno, dos];
    let avisar = (): void => undefined;
    await abrir({ escaneres: { lista: () => presentes, vigilar: (fn) => { avisar = fn; return () => undefined; } } });
    uno.cargar(paginas(3));
    uno.fallar({ tipo: 'desconexion', hoja: 2 });
    await escanear('uno');
    presentes = [dos];
    avisar();
    expect((await bandeja()).escaneres).toMatchObject([{ id: 'dos', estado: 'libre' }, { id: 'uno', estado: 'no_disponible', tanda: { recibidas: 1, hojaPerdida: 2 } }]);
    await p.reabrir();
    digitalizador = await p.entrar('digitalizador');
    expect((await bandeja()).escaneres).toMatchObject([{ id: 'dos' }, { id: 'uno', nombre: 'Uno', estado: 'no_disponible', tanda: { hojaPerdida: 2, falla: { codigo: 'escaner_desconectado' } } }]);
  });
});

describe('the look-ahead', () => {
  test('the feeder goes on while sheets wait to be looked at, as far as it may and no further', async () => {
    const ojo = puerta();
    const vision: Vision = { ...visionDePrueba, examinar: async (bytes, o) => { await ojo.espera; return visionDePrueba.examinar(bytes, o); } };
    let entregadas = 0;
    const escaner: Escaner = {
      id: 'continuo', nombre: 'Continuo', tipo: 'virtual', hojas: () => null,
      escanear: async (entregar) => {
        for (let i = 0; i < 19; i++) {
          await entregar({ bytes: hoja(i), fuente: 'c', hoja: i + 1, origen: 'CATD', digitalizacion: 'ESCANER' });
          entregadas += 1;
        }
      },
    };
    await abrir({ vision, escaneres: escaneresDe(escaner) });
    const visto = new Promise<void>((resolver) => { p.estacion.alCambiar(() => { if (eventos('hoja.recibida').length === ADELANTO) resolver(); }); });
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'continuo' }));
    await visto;
    await new Promise((resolver) => { setImmediate(resolver); });
    const { escaneres, pendientes, imagenes } = await bandeja();
    expect(entregadas).toBe(ADELANTO - 1);
    expect(eventos('hoja.recibida')).toHaveLength(ADELANTO);
    expect(escaneres).toMatchObject([{ estado: 'escaneando', tanda: { recibidas: ADELANTO, enProceso: ADELANTO, terminada: false } }]);
    expect(pendientes.enProceso).toBe(ADELANTO);
    expect(imagenes.map((i) => i.estado)).toEqual(Array(ADELANTO).fill('en_proceso'));
    expect((await valorDe(digitalizador['imagen.ver']({ imagen: imagenes[0]!.imagen, version: 'miniatura' }))).tipo).toBe('image/jpeg');
    ojo.abrir();
    await p.estacion.enReposo();
    expect(entregadas).toBe(19);
    expect((await bandeja()).pendientes.enProceso).toBe(0);
  });
});

describe('a folder', () => {
  test('that fills by itself leaves no tanda when there was nothing in it, and loses no sheet when it fails', async () => {
    let avisar = (): void => undefined;
    const archivos = [0, 1];
    let falla: unknown = null;
    const carpeta: Escaner = {
      id: 'carpeta', nombre: 'Carpeta', tipo: 'carpeta', hojas: () => archivos.length,
      vigilar: (fn) => { avisar = fn; return () => undefined; },
      escanear: async (entregar) => {
        while (archivos.length > 0) {
          await entregar({ bytes: hoja(archivos[0]!), fuente: `${archivos[0]!}.jpg`, hoja: null, origen: 'CASILLA', digitalizacion: 'MOVIL' });
          archivos.shift();
        }
        if (falla !== null) throw falla as Error;
      },
    };
    await abrir({ escaneres: escaneresDe(carpeta) });
    avisar();
    await p.estacion.enReposo();
    expect(eventos('hoja.recibida').map((e) => [e.datos['hoja'], e.datos['fuente'], e.actor])).toEqual([[1, '0.jpg', 'sistema'], [2, '1.jpg', 'sistema']]);
    avisar();
    await p.estacion.enReposo();
    expect(eventos('tanda.iniciada')).toHaveLength(1);
    falla = new AppError('escaner_desconectado', { escaner: 'carpeta' });
    avisar();
    await p.estacion.enReposo();
    expect(eventos('tanda.iniciada')).toHaveLength(1);
    expect((await bandeja()).escaneres[0]?.tanda).toMatchObject({ falla: { codigo: 'escaner_desconectado' }, hojaPerdida: null });
  });
});

