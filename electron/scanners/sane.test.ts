import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crearEscanerSanePnm } from '#electron/simulacro/escaner-sane-pnm.ts';
import { crearSaneDePrueba, haySane, programaFalso, type SaneDePrueba } from '#tests/sane-de-prueba.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Hoja } from './escaner.ts';
import { perfilPorDefecto, type Perfil } from './perfil.ts';
import { crearEscanerSane, type OpcionesSane } from './sane.ts';
import { listarDispositivos } from './sane-dispositivos.ts';

let sane: SaneDePrueba;
beforeEach(() => { sane = crearSaneDePrueba(); });
afterEach(() => sane.cerrar());

const escaner = (perfil: Partial<Perfil> = {}, otras: Partial<OpcionesSane> = {}) =>
  crearEscanerSane({ id: 'prueba', nombre: 'Prueba', dispositivo: 'test:0', bandeja: sane.bandeja, entorno: sane.entorno, perfil: { ...perfilPorDefecto, resolucion: 100, ...perfil }, ...otras });

type Resultado = { readonly hojas: Hoja[]; readonly falla: unknown };
const escanear = async (e: ReturnType<typeof escaner>, cancelar?: AbortSignal): Promise<Resultado> => {
  const hojas: Hoja[] = [];
  const falla = await e.escanear((h) => Promise.resolve(void hojas.push(h)), cancelar).then(() => null, (error: unknown) => error);
  return { hojas, falla };
};
const enTransito = (): string[] => {
  const carpeta = join(sane.carpeta, 'escaneo', 'prueba');
  return existsSync(carpeta) ? readdirSync(carpeta) : [];
};
/** What a failure says, without its trace. */
const dicho = (falla: unknown): unknown => (falla instanceof AppError ? { codigo: falla.codigo, ...falla.parametros } : falla);

describe.skipIf(!haySane)('with the real scanimage', () => {
  test('lists the devices of its configuration', async () => {
    expect(await listarDispositivos({ entorno: sane.entorno })).toContainEqual({ nombre: 'test:0', fabricante: 'Noname', modelo: 'frontend-tester', clase: 'virtual device' });
  });

  test('the feeder gives ten whole pages, numbered, in order, at the resolution and in the colour of the profile', async () => {
    const { hojas, falla } = await escanear(escaner({ opciones: { '--test-picture': 'Color pattern' } }));
    expect(falla).toBeNull();
    expect(hojas.map((h) => h.hoja)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(hojas[3]).toMatchObject({ fuente: 'Prueba, hoja 4', origen: 'CATD', digitalizacion: 'ESCANER' });
    // The device's glass is 200 mm wide: letter paper is cut to it.
    expect(await sharp(hojas[9]!.bytes).metadata()).toMatchObject({ format: 'jpeg', channels: 3, density: 100, width: 787 });
    expect(enTransito()).toEqual([]);
  });

  test('the glass gives one page, in gray, as PNG or TIFF', async () => {
    for (const [formato, espera] of [['png', 'png'], ['tiff', 'tiff']] as const) {
      const { hojas, falla } = await escanear(escaner({ fuente: 'cama', color: 'gris', formato }));
      expect(falla).toBeNull();
      expect(hojas).toHaveLength(1);
      expect(await sharp(hojas[0]!.bytes).metadata()).toMatchObject({ format: espera, channels: 1 });
    }
  });

  test.each([
    ['SANE_STATUS_DEVICE_BUSY', 'escaner_ocupado'], ['SANE_STATUS_JAMMED', 'escaner_atasco'], ['SANE_STATUS_COVER_OPEN', 'escaner_tapa'],
    ['SANE_STATUS_IO_ERROR', 'escaner_desconectado'], ['SANE_STATUS_ACCESS_DENIED', 'escaner_sin_permiso'], ['SANE_STATUS_NO_MEM', 'escaner_respuesta'],
    ['SANE_STATUS_INVAL', 'escaner_respuesta'], ['SANE_STATUS_UNSUPPORTED', 'escaner_respuesta'], ['SANE_STATUS_CANCELLED', 'escaner_cancelado'],
    ['SANE_STATUS_EOF', 'escaner_pagina_incompleta'],
  ])('%s while a page is read is %s, and says which sheet was on its way', async (estado, codigo) => {
    const { hojas, falla } = await escanear(escaner({ opciones: { '--read-return-value': estado } }));
    expect(hojas).toEqual([]);
    expect(dicho(falla)).toMatchObject({ codigo, hoja: 1 });
    expect(enTransito()).toEqual([]);
  });

  test('a feeder without paper says so, and no sheet was on its way', async () => {
    const { falla } = await escanear(escaner({ opciones: { '--read-return-value': 'SANE_STATUS_NO_DOCS' } }));
    expect(dicho(falla)).toEqual({ codigo: 'escaner_sin_papel' });
  });

  test('cancelled in the middle: what is whole is handed over, the page under way is told, and it can scan again', async () => {
    const lento = escaner({ opciones: { '--read-delay': 'yes', '--read-delay-duration': '30000', '--test-picture': 'Grid' } });
    const control = new AbortController();
    const hojas: Hoja[] = [];
    const falla: unknown = await lento.escanear((h) => {
      hojas.push(h);
      if (hojas.length === 2) control.abort();
      return Promise.resolve();
    }, control.signal).catch((error: unknown) => error);
    expect(dicho(falla)).toMatchObject({ codigo: 'escaner_cancelado' });
    expect(hojas.length).toBeGreaterThanOrEqual(2);
    expect(hojas.length).toBeLessThan(10);
    expect(hojas.map((h) => h.hoja)).toEqual(hojas.map((_, i) => i + 1));
    expect((await escanear(lento)).hojas).toHaveLength(10);
  });

  test('the device goes on while a sheet is being taken in', async () => {
    let enEspera = 0;
    await escaner().escanear(async ({ hoja }) => {
      if (hoja !== 1) return;
      // Nothing but the first sheet is let through until the device has finished the whole tray.
      for (;;) {
        const tanda = readdirSync(join(sane.carpeta, 'escaneo', 'prueba'))[0]!;
        enEspera = readdirSync(join(sane.carpeta, 'escaneo', 'prueba', tanda)).filter((n) => n.endsWith('.jpg')).length;
        if (enEspera === 10) return;
        await new Promise((r) => setImmediate(r));
      }
    });
    expect(enEspera).toBe(10);
  });

  test('a station that cannot take a sheet stops the device, and every page that left the feeder is still there', async () => {
    const falla: unknown = await escaner().escanear(({ hoja }) => (hoja === 3 ? Promise.reject(new Error('disco lleno')) : Promise.resolve())).catch((error: unknown) => error);
    expect(falla).toMatchObject({ message: 'disco lleno' });
    const tanda = join(sane.carpeta, 'escaneo', 'prueba', enTransito()[0]!);
    expect(readdirSync(tanda)).toContain('hoja-00003.jpg');
    expect(readdirSync(tanda)).not.toContain('hoja-00002.jpg');
  });

  test.each([
    [{ resolucion: 1200, opciones: { '--resolution': '150' } }, null],
    [{ opciones: { '--swdeskew': 'yes' } }, 'la opción «--swdeskew»'],
    [{ duplex: true }, 'escanear por los dos lados'],
  ])('%o: what the device does not admit is refused before paper moves', async (perfil, opcion) => {
    const { hojas, falla } = await escanear(escaner(perfil));
    if (opcion === null) expect(hojas).toHaveLength(10);
    else expect(dicho(falla)).toEqual({ codigo: 'escaner_opcion', escaner: 'Prueba', opcion });
  });

  test('a device that is not there', async () => {
    const perdido = escaner({}, { dispositivo: 'test:9' });
    expect(dicho((await escanear(perdido)).falla)).toEqual({ codigo: 'escaner_desconectado', escaner: 'Prueba' });
    expect(await perdido.disponible?.()).toBe(false);
    expect(await escaner().disponible?.()).toBe(true);
  });

  test('one at a time', async () => {
    const e = escaner();
    const primera = escanear(e);
    expect(dicho((await escanear(e)).falla)).toEqual({ codigo: 'escaner_ocupado' });
    expect((await primera).hojas).toHaveLength(10);
  });

  test('a folder whose name has percent signs, blanks and accents', async () => {
    const raiz = join(sane.carpeta, 'año 100%d %s');
    mkdirSync(raiz);
    const { crearBandejaTemporal } = await import('./bandeja-temporal.ts');
    expect((await escanear(escaner({}, { bandeja: crearBandejaTemporal(raiz) }))).hojas).toHaveLength(10);
  });

  test('printed pages pass through the backend pnm one by one', async () => {
    const pagina = (tono: number) => () => sharp({ create: { width: 300, height: 400, channels: 3, background: { r: tono, g: tono, b: tono } } }).png().toBuffer();
    const pnm = crearEscanerSanePnm({ sane, paginas: [pagina(0), pagina(120), pagina(250)] });
    const { hojas, falla } = await escanear(pnm);
    expect(falla).toBeNull();
    expect(hojas.map((h) => h.hoja)).toEqual([1, 2, 3]);
    const tonos = await Promise.all(hojas.map(async (h) => Math.round((await sharp(h.bytes).stats()).channels[0]!.mean)));
    expect(tonos).toEqual([0, 120, 250]);
    expect(pnm.hojas()).toBe(0);
  });
});

describe('a scanimage that is not what it should be', () => {
  const OPCIONES = "const a = process.argv.slice(2); if (a.includes('-A')) { console.log('    --mode Gray|Color [Gray]\\n    --resolution 75|300dpi [75]'); process.exit(0); }";
  const falso = (codigo: string, limiteMs = 30_000) => escaner({ resolucion: 300 }, { programa: programaFalso(sane.carpeta, 'scanimage-falso.cjs', `${OPCIONES}\n${codigo}`), limiteMs });

  test('is missing', async () => {
    expect(dicho((await escanear(escaner({}, { programa: 'no-hay-tal-scanimage' }))).falla)).toEqual({ codigo: 'escaner_programa', programa: 'no-hay-tal-scanimage' });
  });

  test('prints garbage and says that all went well', async () => {
    const { hojas, falla } = await escanear(falso("console.log('../../etc/passwd\\nhoja-00007.jpg\\n\\u0000\\u0001'); process.exit(0)"));
    expect(hojas).toEqual([]);
    expect(dicho(falla)).toMatchObject({ codigo: 'escaner_respuesta' });
  });

  test('does not say what it can do', async () => {
    const mudo = escaner({}, { programa: programaFalso(sane.carpeta, 'mudo.cjs', 'process.exit(0)') });
    expect(dicho((await escanear(mudo)).falla)).toMatchObject({ codigo: 'escaner_respuesta' });
  });

  test('announces a page that is cut, or empty', async () => {
    for (const bytes of ['Buffer.from([255, 216, 255, 224, 0, 16, 1, 2])', "''"]) {
      const { hojas, falla } = await escanear(falso(`require('fs').writeFileSync('hoja-00001.jpg', ${bytes}); console.log('hoja-00001.jpg')`));
      expect(hojas).toEqual([]);
      expect(dicho(falla)).toEqual({ codigo: 'escaner_pagina_incompleta', hoja: 1 });
      expect(enTransito()).toEqual([]);
    }
  });

  test('dies by a signal in the middle of a page', async () => {
    const { hojas, falla } = await escanear(falso(`const fs = require('fs');
      fs.writeFileSync('hoja-00001.jpg', Buffer.from([255, 216, 255, 217])); console.log('hoja-00001.jpg');
      process.stderr.write('Scanned page 1. (scanner status = 5)\\nScanning page 2\\nProgress: 40.0%\\r');
      fs.writeFileSync('hoja-00002.jpg.part', 'x'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 20)`));
    expect(hojas.map((h) => h.hoja)).toEqual([1]);
    expect(dicho(falla)).toEqual({ codigo: 'escaner_respuesta', detalle: 'lo detuvo la señal SIGKILL', hoja: 2 });
    expect(enTransito()).toEqual([]);
  });

  test('hangs, deaf to being asked to stop, and repeats the same progress for ever', async () => {
    const { falla } = await escanear(falso("process.on('SIGINT', () => {}); process.stderr.write('Scanning page 1\\n'); setInterval(() => process.stderr.write('Progress: 3.0%\\r'), 20)", 300));
    expect(dicho(falla)).toEqual({ codigo: 'escaner_desconectado', escaner: 'Prueba', hoja: 1 });
  });
});
