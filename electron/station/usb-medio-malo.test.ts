import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, type TestContext } from 'vitest';
import { importarUsb } from '#central/ingesta/importar-usb.ts';
import type { ManifiestoUsb } from '#shared/sync/manifiesto-usb.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearDiscoDePrueba, type DiscoDePrueba } from '#tests/disco-de-prueba.ts';
import { crearEstacionDePrueba, relojDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { crearAlmacenAjenos } from './almacen-ajenos.ts';
import { criptoNode } from './cripto-node.ts';
import { crearMedioUsb } from './medio-usb.ts';
import { leerManifiesto, traerUsb } from './traer-usb.ts';
import { exportarCarpeta, recogerAcuses } from './usb.ts';

type Opciones = { readonly alAvanzar?: (hechos: number) => void; readonly pacienciaMs?: number };
/** What a taking left to say. */
type Tomado = { readonly lotes: number; readonly imagenes: number; readonly malos: readonly string[]; readonly sinAcuses: string };
type Lado = {
  readonly tomar: (usb: string, o?: Opciones) => Promise<Tomado>;
  /** Lotes and images that count as received: whole ones only. */
  readonly tiene: () => { readonly lotes: number; readonly imagenes: number };
};

let c: CentralDePrueba;
let e: EstacionDePrueba;
let disco: DiscoDePrueba | null = null;
let carpeta: string;
beforeEach(async () => {
  c = await crearCentralDePrueba();
  e = await crearEstacionDePrueba({ opl: c.opl, central: c.firmante, reloj: relojDePrueba(AHORA) });
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-medio-'));
  await e.digitalizar(...c.paquete.actas.slice(0, 4).map((a) => a.clave));
});
afterEach(async () => {
  disco?.cerrar();
  disco = null;
  await e.cerrar();
  await c.cerrar();
  rmSync(carpeta, { recursive: true, force: true });
});

const contar = (sql: string): number => {
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  const n = base.prepare<[], number>(sql).pluck().get() ?? 0;
  base.close();
  return n;
};
const alCentral = (): Lado => ({
  tomar: async (usb, { alAvanzar = () => undefined, pacienciaMs = 10_000 } = {}) => {
    const medio = crearMedioUsb(usb, criptoNode.sha256, { pacienciaMs });
    const { manifiesto } = await leerManifiesto(medio, usb);
    const r = await importarUsb({ medio, manifiesto, cripto: criptoNode, lote: c.central.entrega.lote, imagen: c.central.entrega.imagen, avance: alAvanzar });
    return { lotes: r.lotes, imagenes: r.imagenes, malos: r.problemas.map((p) => p.archivo), sinAcuses: r.sinAcuses ?? '' };
  },
  tiene: () => ({ lotes: contar('select count(*) from lote'), imagenes: contar('select count(*) from imagen where completa = 1') }),
});
const aOtraEstacion = (): Lado => {
  const donde = join(carpeta, 'ajenos');
  const ajenos = crearAlmacenAjenos(donde);
  return {
    tomar: async (usb, { alAvanzar = () => undefined, pacienciaMs = 10_000 } = {}) => {
      const r = await traerUsb({
        medio: crearMedioUsb(usb, criptoNode.sha256, { pacienciaMs }), carpeta: usb, ajenos, cripto: criptoNode, llaveOpl: c.opl.llave, llaveCentral: c.firmante.llave, paqueteSha: c.paqueteSha,
        esPropia: () => false, hora: '2027-06-06T21:00:00-06:00', avance: alAvanzar,
      });
      const sinAcuses = r.problemas.filter((p) => p.archivo === 'acuses');
      return { lotes: r.lotes, imagenes: r.imagenes, malos: r.problemas.filter((p) => p.archivo !== 'acuses').map((p) => p.archivo), sinAcuses: sinAcuses[0]?.motivo ?? '' };
    },
    tiene: () => ({ lotes: ajenos.lotes().length, imagenes: ajenos.lotes().flatMap((l) => l.imagenes).length }),
  };
};
const exportar = (destino: string): Promise<ManifiestoUsb> => exportarCarpeta({ carpeta: e.carpeta, destino, ahora: e.reloj.ahora });
const codigoDe = (promesa: Promise<unknown>): Promise<string> => promesa.then(() => 'ninguno', (error: unknown) => (error as { codigo?: string }).codigo ?? String(error));
/** A medium of its own with the export of the station on it. */
const enDisco = async ({ skip }: TestContext): Promise<DiscoDePrueba> => {
  disco = crearDiscoDePrueba('1m');
  if (disco === null) skip('no disk in memory can be mounted here: it takes root on Linux');
  await exportar(disco!.ruta);
  return disco!;
};
const TODO = { lotes: 1, imagenes: 4, malos: [], sinAcuses: '' };

test('acuses that cannot be read are told from those that are good, and a station goes on after them', async () => {
  const usb = join(carpeta, 'usb');
  await exportar(usb);
  await alCentral().tomar(usb);
  mkdirSync(join(usb, 'acuses', `${'a'.repeat(64)}.json`));
  expect(await recogerAcuses(e.carpeta, usb)).toEqual({ acuses: 1, malos: [`${'a'.repeat(64)}.json`] });
});

test('pulled out before its acuses were read, it is said; put back, they are', async (ctx) => {
  const d = await enDisco(ctx);
  await alCentral().tomar(d.ruta);
  d.sacar();
  expect(await codigoDe(recogerAcuses(e.carpeta, d.ruta))).toBe('usb_retirado');
  d.poner();
  expect(await recogerAcuses(e.carpeta, d.ruta)).toMatchObject({ acuses: 1, malos: [] });
});

describe.each([['the central', alCentral], ['another station', aOtraEstacion]])('a bad medium at %s', (_nombre, crear) => {
  test('write-protected: what it brings is taken, and it is said that no acuse goes back', async (ctx) => {
    const [d, lado] = [await enDisco(ctx), crear()];
    d.soloLectura(true);
    expect(await lado.tomar(d.ruta)).toEqual({ ...TODO, sinAcuses: expect.stringMatching(/ya se recibió.*protegida contra escritura/) as string });
    expect(lado.tiene()).toEqual({ lotes: 1, imagenes: 4 });
    d.soloLectura(false);
    expect(await lado.tomar(d.ruta)).toEqual(TODO);
  });

  test('full to its last byte: the same', async (ctx) => {
    const [d, lado] = [await enDisco(ctx), crear()];
    const relleno = openSync(join(d.ruta, 'otra cosa'), 'w');
    try {
      for (;;) writeSync(relleno, Buffer.alloc(4096));
    } catch {
      closeSync(relleno);
    }
    expect(await lado.tomar(d.ruta)).toEqual({ ...TODO, sinAcuses: expect.stringMatching(/ya se recibió.*está llena/) as string });
    rmSync(join(d.ruta, 'otra cosa'));
    expect(await lado.tomar(d.ruta)).toEqual(TODO);
  });

  test('pulled out in the middle: it is said, nothing is half taken, and put back it goes on', async (ctx) => {
    const [d, lado] = [await enDisco(ctx), crear()];
    expect(await codigoDe(lado.tomar(d.ruta, { alAvanzar: (hechos) => { if (hechos === 3) d.sacar(); } }))).toBe('usb_retirado');
    expect(lado.tiene().imagenes).toBeLessThan(4);
    d.poner();
    expect(await lado.tomar(d.ruta)).toEqual(TODO);
    expect(lado.tiene()).toEqual({ lotes: 1, imagenes: 4 });
  });

  test('that stops answering is not waited for without end', async () => {
    const [usb, lado] = [join(carpeta, 'usb'), crear()];
    const { imagenes } = await exportar(usb);
    const atorada = join(usb, 'imagenes', imagenes[1]?.imagen ?? '');
    const bytes = readFileSync(atorada);
    rmSync(atorada);
    // Nobody writes at its other end: as a disk that never gives its sector.
    execFileSync('mkfifo', [atorada]);
    expect(await codigoDe(lado.tomar(usb, { pacienciaMs: 200 }))).toBe('usb_retirado');
    closeSync(openSync(atorada, 'r+'));
    rmSync(atorada);
    writeFileSync(atorada, bytes);
    expect(await lado.tomar(usb)).toEqual(TODO);
  });

  test('with a file that is missing and one that cannot be read: both are named, the rest is taken', async () => {
    const [usb, lado] = [join(carpeta, 'usb'), crear()];
    const { imagenes } = await exportar(usb);
    const [falta, mala] = imagenes.map((i) => i.imagen);
    rmSync(join(usb, 'imagenes', falta ?? ''));
    rmSync(join(usb, 'imagenes', mala ?? ''));
    mkdirSync(join(usb, 'imagenes', mala ?? ''));
    expect(await lado.tomar(usb)).toEqual({ ...TODO, imagenes: 2, malos: [`imagenes/${falta ?? ''}`, `imagenes/${mala ?? ''}`] });
    rmSync(join(usb, 'imagenes', mala ?? ''), { recursive: true });
    await exportar(usb);
    expect(await lado.tomar(usb)).toEqual(TODO);
  });
});
