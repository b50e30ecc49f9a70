import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { idsNode } from './ids-node.ts';
import { crearReserva, prepararReserva, soltarReserva } from './reserva.ts';

const MB = 1024 * 1024;
const REGISTRAR = { acta: '990010B0100A02', mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' } as const;

type Linea = { readonly mensaje: string };
const registroQueGuarda = (lineas: Linea[]) => {
  const anotar = (mensaje: string): void => void lineas.push({ mensaje });
  return { info: () => undefined, error: anotar };
};

describe('the file', () => {
  let carpeta: string;
  let archivo: string;
  beforeEach(() => {
    carpeta = mkdtempSync(join(tmpdir(), 'acopio-reserva-'));
    archivo = join(carpeta, 'reserva');
  });
  afterEach(() => rmSync(carpeta, { recursive: true, force: true }));

  test('takes its room on the disk, whatever its length', async () => {
    const bytes = 2 * MB + 4096;
    await prepararReserva(archivo, bytes);
    expect(statSync(archivo).size).toBe(bytes);
    if (process.platform !== 'win32') expect(statSync(archivo).blocks * 512).toBeGreaterThanOrEqual(bytes);
    expect(readFileSync(archivo).every((b) => b === 0)).toBe(true);
  });

  test('is written again when a crash left it short, and left alone when it is whole', async () => {
    writeFileSync(archivo, 'x');
    await prepararReserva(archivo, MB);
    expect(statSync(archivo).size).toBe(MB);
    writeFileSync(archivo, Buffer.alloc(MB, 1));
    await prepararReserva(archivo, MB);
    expect(readFileSync(archivo)[0]).toBe(1);
    soltarReserva(archivo);
    soltarReserva(archivo);
    expect(existsSync(archivo)).toBe(false);
  });

  test('is not left behind by a release that comes while it is written', async () => {
    const lineas: Linea[] = [];
    const reserva = crearReserva({ archivo, bytes: 8 * MB, registro: registroQueGuarda(lineas) });
    reserva.preparar();
    reserva.soltar();
    reserva.soltar();
    await reserva.enReposo();
    expect(existsSync(archivo)).toBe(false);
    expect(lineas.map((l) => l.mensaje)).toEqual(['disk full: reserve released']);
  });

  test('that cannot be written is told to the log and to nobody else', async () => {
    const lineas: Linea[] = [];
    const reserva = crearReserva({ archivo: join(carpeta, 'no-esta', 'reserva'), bytes: MB, registro: registroQueGuarda(lineas) });
    reserva.preparar();
    await reserva.enReposo();
    expect(lineas.map((l) => l.mensaje)).toEqual(['no disk reserve']);
    mkdirSync(archivo);
    const imposible = crearReserva({ archivo, bytes: MB, registro: registroQueGuarda(lineas) });
    expect(() => imposible.soltar()).not.toThrow();
    expect(lineas.at(-1)!.mensaje).toBe('disk full: reserve not released');
  });
});

describe('an open station', () => {
  let p: EstacionDePrueba;
  let lleno = false;
  let lineas: Linea[] = [];
  const sinEspacio = (codigo: string): Error => Object.assign(new Error('no space left on device'), { code: codigo });
  const reserva = (): string => join(p.carpeta, 'reserva');
  const abrir = async (codigo = 'ENOSPC', reservaBytes = MB): Promise<void> => {
    lineas = [];
    lleno = false;
    p = await crearEstacionDePrueba({ puertos: {
      reservaBytes, registro: registroQueGuarda(lineas),
      ids: { uuid: () => {
        if (lleno) throw sinEspacio(codigo);
        return idsNode.uuid();
      } },
    } });
    // Closing waits for the file that the opening began.
    await p.reabrir();
  };
  afterEach(() => p.cerrar());

  test.each(['ENOSPC', 'SQLITE_FULL'])('gives its reserve back when the disk is full (%s), once, and the next opening makes it again', async (codigo) => {
    await abrir(codigo);
    expect(statSync(reserva()).size).toBe(MB);
    const acopiador = await p.entrar('acopiador');
    lleno = true;
    for (let i = 0; i < 2; i++) expect(await codigoDe(acopiador['acopio.registrar'](REGISTRAR))).toBe('disco_lleno');
    lleno = false;
    expect(existsSync(reserva())).toBe(false);
    expect(lineas.filter((l) => l.mensaje === 'disk full: reserve released')).toHaveLength(1);
    await valorDe(acopiador['acopio.registrar'](REGISTRAR));
    await p.reabrir();
    await p.reabrir();
    expect(statSync(reserva()).size).toBe(MB);
  });

  test('gives it back too when it is a scanned sheet that found the disk full', async () => {
    await abrir();
    const digitalizador = await p.entrar('digitalizador');
    p.escaner.cargar([() => { throw sinEspacio('ENOSPC'); }]);
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
    await p.estacion.enReposo();
    expect(existsSync(reserva())).toBe(false);
  });

  test('keeps none unless it is asked to', async () => {
    await abrir('ENOSPC', 0);
    expect(existsSync(reserva())).toBe(false);
    const acopiador = await p.entrar('acopiador');
    lleno = true;
    expect(await codigoDe(acopiador['acopio.registrar'](REGISTRAR))).toBe('disco_lleno');
    lleno = false;
    expect(lineas.map((l) => l.mensaje)).toEqual(['disk failed']);
  });
});

test('the board says how much disk is free, and that it is little below the limit', async () => {
  let libres: number | null = null;
  const p = await crearEstacionDePrueba({ puertos: { discoLibre: () => libres } });
  try {
    const supervisor = await p.entrar('supervisor');
    const disco = async () => (await valorDe(supervisor['tablero.resumen']({}))).disco;
    expect(await disco()).toEqual({ libres: null, bajo: false });
    libres = 2 * 1024 ** 3;
    expect(await disco()).toEqual({ libres, bajo: false });
    libres -= 1;
    expect(await disco()).toEqual({ libres, bajo: true });
  } finally {
    await p.cerrar();
  }
});
